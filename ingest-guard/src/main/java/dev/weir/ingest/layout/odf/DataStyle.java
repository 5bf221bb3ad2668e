package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.office.XmlWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/**
 * How values are shown.
 *
 * @param isText whether it says how text is shown
 * @param shows whether it shows anything
 * @param words what it adds to a value
 * @param branches other styles, for values that meet a condition
 */
record DataStyle(boolean isText, boolean shows, String words, List<Branch> branches) {

    private static final int MAX_BRANCHES = 20;
    private static final Pattern CONDITION =
            Pattern.compile("\\s*value\\(\\)\\s*(<=|>=|!=|<>|<|>|=)\\s*([-+0-9.eE]{1,40})");

    /** A style that is used in place of another one. */
    record Branch(String condition, String style) {
        private boolean takes(double value) {
            Matcher parts = CONDITION.matcher(condition);
            if (!parts.matches()) {
                return false;
            }
            double limit;
            try {
                limit = Double.parseDouble(parts.group(2));
            } catch (NumberFormatException e) {
                return false;
            }
            return switch (parts.group(1)) {
                case "<" -> value < limit;
                case "<=" -> value <= limit;
                case ">" -> value > limit;
                case ">=" -> value >= limit;
                case "=" -> value == limit;
                default -> value != limit;
            };
        }
    }

    DataStyle {
        branches = List.copyOf(branches);
    }

    static DataStyle read(String element, XmlWalk walk) throws XMLStreamException {
        boolean[] shows = {false};
        StringBuilder words = new StringBuilder();
        List<Branch> branches = new ArrayList<>();
        walk.children(name -> {
            switch (name) {
                case "number:text" -> {
                    String text = walk.text();
                    words.append(text);
                    shows[0] |= !text.isBlank();
                }
                case "style:map" -> {
                    if (branches.size() < MAX_BRANCHES) {
                        branches.add(
                                new Branch(walk.attribute("condition", ""), walk.attribute("apply-style-name", "")));
                    }
                }
                case "style:text-properties", "number:fill-character" -> {
                    // Of no words.
                }
                default -> shows[0] = true;
            }
        });
        return new DataStyle(element.equals("number:text-style"), shows[0], words.toString(), branches);
    }

    boolean hidesText() {
        return isText && !shows;
    }

    boolean hidesNumber(double value, OdfStyles styles) {
        for (Branch branch : branches) {
            if (branch.takes(value)) {
                DataStyle other = styles.format(branch.style);
                return other != null && !other.shows;
            }
        }
        return !shows;
    }
}
