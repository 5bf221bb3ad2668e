package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.WordFields;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hands over what was gathered for destinations that do not flow. */
final class RtfAsides {

    private static final int MAX_PROPERTIES = 1_000;

    /** A name of a font or of a style has fewer words. */
    private static final int WORDS_OF_NO_NAME = 7;

    private static final int FEWEST_OTHER_WORDS = 3;

    /** So many letters that are no digit of bytes are words. */
    private static final int LETTERS_OF_NO_DIGITS = 6;

    /** Beyond this share of signs that no text has, bytes are no text. */
    private static final double MOST_SIGNS = 0.1;

    private static final int NOTHING_CHOSEN = 25;
    private static final int FEWEST_BYTES = 100;
    private static final Pattern BLANKS = Pattern.compile("[\\s_]+");
    private static final Pattern TAGS = Pattern.compile("<[^<>]*+>");

    private final TextSink sink;
    private final RtfFlow flow;
    private final WordFields fields;
    private final Set<String> properties = new LinkedHashSet<>();
    private @Nullable RtfPage page;
    private RtfGroup around = new RtfGroup();
    private String shapeName = "";
    private int choices;
    private int chosen = -1;

    RtfAsides(TextSink sink, RtfFlow flow) {
        this.sink = sink;
        this.flow = flow;
        this.fields =
                new WordFields(code -> flow.beside(Channel.HIDDEN, code, Concealment.FIELD_CODE, around), sink::link);
    }

    /** The page that was made into this document; null if none was. */
    @Nullable RtfPage page() {
        return page;
    }

    /** From here on the document is the carrier of a page. */
    RtfPage carried() {
        RtfPage carried = page == null ? new RtfPage() : page;
        page = carried;
        return carried;
    }

    /** What the document says of itself, each once. */
    Set<String> properties() {
        return properties;
    }

    /** {@return whether the word is one of forms} */
    boolean word(String word, int number) {
        switch (word) {
            case "ffres" -> chosen = number == NOTHING_CHOSEN ? chosen : number;
            case "ffdefres" -> chosen = chosen < 0 ? number : chosen;
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Hands over what was gathered.
     *
     * @param closed the group that ends
     * @param outer the group around it
     */
    void deliver(RtfGroup closed, RtfGroup outer) {
        String text = closed.gathered == null ? "" : closed.gathered.toString();
        if (text.isBlank()) {
            return;
        }
        around = outer;
        switch (closed.destination) {
            case LABEL -> label(text, outer);
            case FIELD_CODE -> {
                fields.say(text);
                choices = 0;
                chosen = -1;
            }
            case PROPERTY -> {
                if (properties.size() < MAX_PROPERTIES) {
                    properties.add(text.strip());
                }
            }
            case VARIABLE -> flow.beside(Channel.METADATA, text, Concealment.METADATA, outer);
            case NAME -> {
                if (Words.speak(text)) {
                    flow.beside(Channel.METADATA, text, Concealment.METADATA, outer);
                }
            }
            case NAMES, FONTS, COLOURS, STYLES -> names(text, outer);
            case ALTERNATIVE -> alternative(text, outer);
            case DATA -> data(text, outer);
            case SHAPE_NAME -> shapeName = text.strip();
            case SHAPE_VALUE -> property(shapeName, text, outer);
            case CHOICE -> choice(text, outer);
            case FORM_TEXT -> flow.beside(Channel.HIDDEN, text, Concealment.ATTRIBUTE_ONLY, outer);
            case LINK -> sink.link(text.strip());
            case MARKUP -> markup(text, outer);
            case OTHER_MARKUP -> unknown(TAGS.matcher(text).replaceAll(" "), outer);
            case CONTAINER, UNKNOWN -> unknown(text, outer);
            case TEXT, ASIDE, COMMENT -> throw new IllegalStateException("text that flows is not gathered");
        }
    }

    /** Compares the two forms of a text that was stated twice, at the end of the group that holds both. */
    void twice(RtfGroup closed, RtfGroup outer) {
        String first = closed.first;
        StringBuilder said = closed.said;
        if (first == null || said == null) {
            return;
        }
        Set<String> words = new HashSet<>(words(first));
        words.removeAll(words(said.toString()));
        if (words.size() >= FEWEST_OTHER_WORDS && Words.speak(first)) {
            flow.beside(Channel.HIDDEN, first, Concealment.ALTERNATIVE_PART, outer);
        }
    }

    /** What stands behind the end of the document. */
    void behind(RtfGroup group) {
        String text = group.gathered == null ? "" : group.gathered.toString().strip();
        long signs = text.chars()
                .filter(unit -> (Character.isISOControl(unit) && !Character.isWhitespace(unit)) || unit == '\uFFFD')
                .count();
        if (signs > text.length() * MOST_SIGNS) {
            if (text.length() >= FEWEST_BYTES) {
                sink.gap(GapCode.UNREAD, "bytes behind the end of the document not read");
            }
        } else {
            unknown(text, group);
        }
    }

    private void label(String text, RtfGroup outer) {
        if (Words.speak(text)) {
            flow.beside(Channel.HIDDEN, text, Concealment.ALTERNATIVE_PART, outer);
        } else {
            flow.text(text.strip() + ' ', outer);
        }
    }

    private void names(String text, RtfGroup outer) {
        for (String name : text.split(";", -1)) {
            if (words(name).size() >= WORDS_OF_NO_NAME) {
                flow.beside(Channel.METADATA, name, Concealment.METADATA, outer);
            }
        }
    }

    private void alternative(String text, RtfGroup outer) {
        RtfShape shape = outer.shape;
        if (outer.said != null && outer.first == null) {
            outer.first = text;
        } else if (Words.speak(text) && (shape == null || !shape.says(text))) {
            flow.beside(Channel.HIDDEN, text, Concealment.ALTERNATIVE_PART, outer);
        }
    }

    private void data(String digits, RtfGroup outer) {
        long letters = digits.chars()
                .filter(unit -> Character.isLetter(unit) && Character.digit(unit, 16) < 0)
                .limit(LETTERS_OF_NO_DIGITS)
                .count();
        if (letters >= LETTERS_OF_NO_DIGITS) {
            unknown(digits, outer);
        }
    }

    private void unknown(String text, RtfGroup outer) {
        if (Words.speak(text)) {
            flow.beside(Channel.HIDDEN, text, Concealment.UNREFERENCED_PART, outer);
        }
    }

    private void property(String name, String value, RtfGroup outer) {
        RtfShape shape = outer.shape;
        if (shape != null) {
            shape.property(name, value);
            if (shape.isBackground()) {
                flow.page(shape.ground());
            }
        }
        switch (name) {
            case "wzDescription", "wzTooltip" ->
                flow.beside(Channel.ALT_TEXT, value, Concealment.ATTRIBUTE_ONLY, outer);
            case "gtextUNICODE" -> {
                flow.asideStart(outer);
                flow.text(value, outer);
                flow.asideEnd(outer);
            }
            case "metroBlob", "pVerticies", "pSegmentInfo", "gtextFont" -> data(value, outer);
            default -> {
                if (value.contains("://")) {
                    sink.link(value.strip());
                }
                data(value, outer);
            }
        }
    }

    private void choice(String text, RtfGroup outer) {
        if (choices == Math.max(0, chosen)) {
            flow.text(text.strip() + ' ', outer);
        } else {
            flow.beside(Channel.HIDDEN, text, Concealment.ATTRIBUTE_ONLY, outer);
        }
        choices++;
    }

    private void markup(String text, RtfGroup outer) {
        if (page == null) {
            unknown(text, outer);
        } else {
            page.markup(text);
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(BLANKS.split(text, -1))
                .filter(word -> !word.isEmpty() && Character.isLetter(word.codePointAt(0)))
                .toList();
    }
}
