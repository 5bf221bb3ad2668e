package dev.weir.models.lexical;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.LexicalScores.Hit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Prose under an encoding. What it says is for the other detectors to judge; that it is there, and that it is
 * encoded more than once, is judged here.
 */
final class EncodedPayloadDetector implements Detector {

    private static final DetectorId ID = new DetectorId("encoded-payload/3");

    /** Not decoded text: what is encoded in that, the views of the text around it show. */
    private static final Set<Channel> CHANNELS = EnumSet.complementOf(EnumSet.of(Channel.DECODED));

    private static final double ONCE = 0.2;
    private static final double NESTED = 0.55;

    @Override
    public DetectorId id() {
        return ID;
    }

    @Override
    public Set<Channel> channels() {
        return CHANNELS;
    }

    @Override
    public Screening screen(Passage passage) {
        DecodedViews decoded = DecodedViews.of(passage.text());
        List<Hit> hits = new ArrayList<>();
        for (DecodedViews.View view : decoded.views()) {
            if (view.concealments() > 0 && !Prose.isData(view.text())) {
                hits.add(new Hit(
                        view.encodings(),
                        Technique.ENCODED_PAYLOAD,
                        view.source(),
                        view.concealments() > 1 ? NESTED : ONCE));
            }
        }
        return LexicalScores.screening(ID, passage.channel(), hits).merge(new Screening(List.of(), decoded.gaps()));
    }
}
