package dev.weir.ingest.layout.data;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import java.util.Arrays;
import java.util.Set;

/** The comments of a JSON text, which the standard does not know and readers of it pass over. */
final class JsonComments {

    private JsonComments() {}

    /** Reports each comment, and gives the text with blanks in their place. */
    static String takenOut(String json, TextSink sink) {
        if (json.indexOf('/') < 0) {
            return json;
        }
        char[] text = json.toCharArray();
        int line = 1;
        int at = 0;
        while (at < text.length) {
            char unit = text[at];
            if (unit == '"') {
                int end = endOfString(text, at);
                line += lines(text, at, end);
                at = end;
            } else {
                int end = endOfComment(json, at);
                if (end > at) {
                    report(json.substring(at, end), line, sink);
                    line += lines(text, at, end);
                    Arrays.fill(text, at, end, ' ');
                    at = end;
                } else {
                    line += unit == '\n' ? 1 : 0;
                    at++;
                }
            }
        }
        return new String(text);
    }

    private static int endOfString(char[] text, int from) {
        int at = from + 1;
        while (at < text.length && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length);
    }

    /** {@return where the comment that begins here ends, or this place if none begins} */
    private static int endOfComment(String json, int from) {
        if (json.startsWith("//", from)) {
            int end = json.indexOf('\n', from);
            return end < 0 ? json.length() : end;
        }
        if (json.startsWith("/*", from)) {
            int end = json.indexOf("*/", from + 2);
            return end < 0 ? json.length() : end + 2;
        }
        return from;
    }

    private static int lines(char[] text, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            lines += text[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static void report(String comment, int line, TextSink sink) {
        String bare =
                comment.substring(2, comment.endsWith("*/") ? Math.max(2, comment.length() - 2) : comment.length());
        if (!bare.isBlank()) {
            sink.newLine(Channel.COMMENT);
            sink.text(Channel.COMMENT, bare.strip(), new Place.Line(line), Set.of(Concealment.COMMENT));
        }
    }
}
