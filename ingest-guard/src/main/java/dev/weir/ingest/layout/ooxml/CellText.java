package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.office.XmlWalk;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * The text of a cell.
 *
 * @param runs its stretches with what they look like
 * @param reading how its ideographs are read; empty if that is not said
 */
record CellText(List<Run> runs, String reading) {

    /** A stretch of text, and where it departs from the cell's font. */
    record Run(String text, CellStyles.Font font) {}

    static CellText of(String text) {
        return new CellText(List.of(new Run(text, CellStyles.Font.PLAIN)), "");
    }

    /** Reads the element on which the walk stands. */
    static CellText read(XmlWalk walk, CellStyles styles) throws XMLStreamException {
        List<Run> runs = new ArrayList<>(1);
        StringBuilder reading = new StringBuilder();
        walk.children(name -> {
            switch (name) {
                case "x:t" -> runs.add(new Run(unescaped(walk.text()), CellStyles.Font.PLAIN));
                case "x:r" -> {
                    CellStyles.Font[] font = {CellStyles.Font.PLAIN};
                    walk.children(part -> {
                        if (part.equals("x:rPr")) {
                            font[0] = styles.font(walk);
                        } else if (part.equals("x:t")) {
                            runs.add(new Run(unescaped(walk.text()), font[0]));
                        }
                    });
                }
                case "x:rPh" -> walk.children(part -> reading.append(part.equals("x:t") ? walk.text() : ""));
                default -> {
                    // How the reading is shown.
                }
            }
        });
        return new CellText(List.copyOf(runs), reading.toString());
    }

    /** Characters that XML cannot hold are written as their number: {@code _x000D_}. */
    static String unescaped(String text) {
        int at = text.indexOf("_x");
        if (at < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0) {
            boolean whole = at + 7 <= text.length() && text.charAt(at + 6) == '_';
            int code = whole ? hex(text, at + 2) : -1;
            if (code >= 0) {
                plain.append(text, from, at);
                if (code != '\r') {
                    plain.append((char) code);
                }
                from = at + 7;
            }
            at = text.indexOf("_x", Math.max(at + 1, from));
        }
        return plain.append(text, from, text.length()).toString();
    }

    private static int hex(String text, int at) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    int length() {
        return runs.stream().mapToInt(run -> run.text().length()).sum();
    }
}
