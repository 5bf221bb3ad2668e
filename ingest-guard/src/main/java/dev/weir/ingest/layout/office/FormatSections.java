package dev.weir.ingest.layout.office;

import java.util.ArrayList;
import java.util.List;

/** The sections of a number format, and whether one of them shows the value of a cell at all. */
public final class FormatSections {

    private static final int MAX_FORMAT_CHARS = 1_000;

    private FormatSections() {}

    /** Whether a text under this format is not shown. */
    public static boolean hidesText(String format) {
        List<String> sections = sections(format);
        return sections.size() >= 4
                && !sections.get(3).contains("@")
                && !sections.get(3).contains("General");
    }

    /** Whether a number under this format is not shown. */
    public static boolean hidesNumber(String format, double value) {
        List<String> sections = sections(format);
        if (sections.stream().anyMatch(section -> section.startsWith("\u0001"))) {
            return false; // sections with conditions of their own
        }
        int which = 0;
        if (value < 0 && sections.size() > 1) {
            which = 1;
        } else if (value == 0 && sections.size() > 2) {
            which = 2;
        }
        return sections.get(which).isEmpty() && !format.isBlank();
    }

    /** What is left of each section without colours and fillers. A condition leaves a mark, and so does a literal. */
    private static List<String> sections(String format) {
        List<String> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        int length = Math.min(format.length(), MAX_FORMAT_CHARS);
        int i = 0;
        while (i < length) {
            char unit = format.charAt(i);
            switch (unit) {
                case ';' -> {
                    sections.add(section.toString().strip());
                    section.setLength(0);
                }
                case '"' -> {
                    int end = close(format, i, '"', length);
                    section.append(format.substring(i + 1, Math.max(i + 1, end)).isBlank() ? "" : "\u0002");
                    i = end;
                }
                case '\\' -> {
                    i++;
                    section.append('\u0002');
                }
                case '_', '*' -> i++;
                case '[' -> {
                    int end = close(format, i, ']', length);
                    String inside = format.substring(i + 1, Math.max(i + 1, end));
                    if (inside.startsWith("<") || inside.startsWith(">") || inside.startsWith("=")) {
                        section.insert(0, '\u0001');
                    } else if (inside.matches("[hms]{1,3}")) {
                        section.append(inside);
                    }
                    i = end;
                }
                default -> section.append(unit);
            }
            i++;
        }
        sections.add(section.toString().strip());
        return sections;
    }

    private static int close(String format, int from, char closing, int length) {
        int end = format.indexOf(closing, from + 1);
        return end < 0 || end >= length ? length - 1 : end;
    }
}
