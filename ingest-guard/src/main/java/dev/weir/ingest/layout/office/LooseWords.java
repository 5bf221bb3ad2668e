package dev.weir.ingest.layout.office;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.Words;
import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.Set;

/** Writes the words of a part that nothing shows. */
public final class LooseWords implements XmlWalk.Words {

    private final Lines lines;
    private final Channel channel;
    private final Place place;
    private final Set<Concealment> reasons;
    private final boolean attributes;

    private LooseWords(Lines lines, Channel channel, Place place, Concealment reason, boolean attributes) {
        this.lines = lines;
        this.channel = channel;
        this.place = place;
        this.reasons = EnumSet.of(reason);
        this.attributes = attributes;
    }

    /** Its text, as hidden text. */
    public static LooseWords ofText(Lines lines, Place place, Concealment reason) {
        return new LooseWords(lines, Channel.HIDDEN, place, reason, false);
    }

    /** Its text and what its attributes say, as hidden text. */
    public static LooseWords ofAll(Lines lines, Place place, Concealment reason) {
        return new LooseWords(lines, Channel.HIDDEN, place, reason, true);
    }

    /** What it says in sentences, as properties of the document. */
    public static LooseWords ofProperties(Lines lines, Place place) {
        return new LooseWords(lines, Channel.METADATA, place, Concealment.METADATA, true);
    }

    @Override
    public void text(String text) {
        if (channel == Channel.METADATA ? Words.speakPlainly(text) : !text.isBlank()) {
            lines.text(channel, text, place, reasons);
        }
    }

    @Override
    public void attribute(String value) {
        boolean property = channel == Channel.METADATA;
        if (attributes && (property ? Words.speakPlainly(value) : speaks(value))) {
            Concealment reason = property ? Concealment.METADATA : Concealment.ATTRIBUTE_ONLY;
            lines.beside(channel, value, place, reason, reasons);
        }
    }

    @Override
    public void end() {
        lines.sink().blank(channel);
    }

    /** The address of a vocabulary is no sentence. */
    private static boolean speaks(String value) {
        return !value.startsWith("http://schemas.")
                && !value.startsWith("http://docs.oasis-open.org/")
                && !value.startsWith("urn:")
                && Words.speak(value);
    }
}
