package dev.weir.ingest.layout.data;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import java.util.Set;

/** The comments of a JSON text, which the standard does not know and readers of it pass over. */
final class JsonComments {

    private JsonComments() {}

    /** Reports each comment, and gives the text with blanks in their place. */
    static String takenOut(String json, TextSink sink) {
        StringBuilder rest = new StringBuilder();
        int copied = 0;
        int line = 1;
        int at = 0;
        while (at < json.length()) {
            char unit = json.charAt(at);
            int end = unit == '"' ? endOfString(json, at) : endOfComment(json, at);
            if (unit != '"' && end > at) {
                report(json.substring(at, end), line, sink);
                rest.append(json, copied, at).repeat(' ', end - at);
                copied = end;
            }
            end = Math.max(end, at + 1);
            line += lines(json, at, end);
            at = end;
        }
        return copied == 0 ? json : rest.append(json, copied, json.length()).toString();
    }

    private static int endOfString(String json, int from) {
        int at = from + 1;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, json.length());
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

    private static int lines(String text, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            lines += text.charAt(i) == '\n' ? 1 : 0;
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
