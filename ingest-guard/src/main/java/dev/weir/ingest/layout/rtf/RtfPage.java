package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that a mail program made into RTF: markup in groups that readers of RTF leave out, its text, and what only readers
 * of RTF are to show.
 */
final class RtfPage {

    private static final int MAX_CHARS = 10_000_000;

    private static final Pattern TAGS = Pattern.compile("<[^<>]*+>");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** Of the mark of three words. */
    private static final int MARK_BITS = 24;

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
        List<String> unsaid = new ArrayList<>();
        List<String> lines = Arrays.stream(rest.toString().split("\n", -1))
                .filter(Words::speak)
                .toList();
        if (!lines.isEmpty()) {
            BitSet said = new BitSet();
            trios(TAGS.matcher(html).replaceAll(" "), said::set);
            for (String line : lines) {
                List<Integer> marks = new ArrayList<>();
                trios(line, marks::add);
                if (!marks.stream().allMatch(said::get)) {
                    unsaid.add(line.strip());
                }
            }
        }
        return unsaid;
    }

    /** Marks every three words that follow each other. */
    private static void trios(String text, IntConsumer marks) {
        Matcher words = WORD.matcher(text);
        int one = 0;
        int two = 0;
        for (int i = 0; words.find(); i++) {
            int three = words.group().hashCode();
            if (i > 1) {
                int mark = (one * 31 + two) * 31 + three;
                marks.accept((mark ^ (mark >>> MARK_BITS)) & ((1 << MARK_BITS) - 1));
            }
            one = two;
            two = three;
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
