package dev.weir.ingest.layout.rtf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A page that a mail program made into RTF: markup in groups that readers of RTF leave out, its text, and what only readers
 * of RTF are to show.
 */
final class RtfPage {

    private static final int MAX_CHARS = 20_000_000;

    private static final Pattern TAGS = Pattern.compile("<[^<>]*+>");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final StringBuilder html = new StringBuilder();
    private final StringBuilder rest = new StringBuilder();
    private boolean cutOff;

    /** Text of the page, or text for readers of RTF. */
    void text(String text, boolean rtfOnly) {
        if (rtfOnly) {
            append(rest, text);
            return;
        }
        append(html, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    void markup(String markup) {
        append(html, markup);
        append(rest, "\n");
    }

    /** The page. */
    String html() {
        return html.toString();
    }

    /** Lines for readers of RTF that say what the page does not. */
    List<String> unsaid() {
        Set<String> said = new HashSet<>();
        trios(TAGS.matcher(html).replaceAll(" "), said);
        List<String> unsaid = new ArrayList<>();
        for (String line : rest.toString().split("\n", -1)) {
            Set<String> trios = new HashSet<>();
            trios(line, trios);
            if (!said.containsAll(trios)) {
                unsaid.add(line.strip());
            }
        }
        return unsaid;
    }

    /** Every three words that follow each other. */
    private static void trios(String text, Set<String> trios) {
        String[] words = NO_LETTERS.split(text.strip(), -1);
        for (int i = 0; i + 2 < words.length; i++) {
            trios.add(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2]);
        }
    }

    /** Whether there was more than is kept. */
    boolean isCutOff() {
        return cutOff;
    }

    private void append(StringBuilder target, String text) {
        if (target.length() + text.length() > MAX_CHARS) {
            cutOff = true;
        } else {
            target.append(text);
        }
    }
}
