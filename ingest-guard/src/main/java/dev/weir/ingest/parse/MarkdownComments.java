package dev.weir.ingest.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Markdown with its HTML comments taken out. A renderer drops them, a parser of plain text does not. Inside fenced code a
 * comment is shown, so it stays.
 */
record MarkdownComments(String visible, List<String> comments) {

    private static final String OPEN = "<!--";
    private static final String CLOSE = "-->";

    MarkdownComments {
        comments = List.copyOf(comments);
    }

    static MarkdownComments of(String markdown) {
        StringBuilder visible = new StringBuilder(markdown.length());
        List<String> comments = new ArrayList<>();
        String fence = "";
        int at = 0;
        while (at < markdown.length()) {
            int lineEnd = endOfLine(markdown, at);
            String line = markdown.substring(at, lineEnd);
            fence = fenceAfter(fence, line);
            int open = fence.isEmpty() ? line.indexOf(OPEN) : -1;
            if (open < 0) {
                visible.append(line);
                at = lineEnd;
            } else {
                int from = at + open + OPEN.length();
                int close = markdown.indexOf(CLOSE, from);
                visible.append(line, 0, open);
                comments.add(markdown.substring(from, close < 0 ? markdown.length() : close));
                at = close < 0 ? markdown.length() : close + CLOSE.length();
            }
        }
        return new MarkdownComments(visible.toString(), comments);
    }

    private static int endOfLine(String text, int from) {
        int newLine = text.indexOf('\n', from);
        return newLine < 0 ? text.length() : newLine + 1;
    }

    private static String fenceAfter(String fence, String line) {
        String trimmed = line.strip();
        if (!fence.isEmpty()) {
            return trimmed.startsWith(fence) ? "" : fence;
        }
        if (trimmed.startsWith("```")) {
            return "```";
        }
        return trimmed.startsWith("~~~") ? "~~~" : "";
    }
}
