package dev.weir.ingest.layout.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Finds the document type that an XML file declares, which its reader passes over. */
final class DocumentTypes {

    private static final String BEGIN = "<!DOCTYPE";

    private DocumentTypes() {}

    /** The declaration, as far as it is in these first bytes; empty if there is none. */
    static String in(byte[] head) {
        String text = new String(head, charsetOf(head));
        int start = text.indexOf(BEGIN);
        return start < 0 ? "" : text.substring(start, endOf(text, start));
    }

    /** Whether a mark at the beginning says that letters are of two bytes. */
    static boolean isWide(byte[] head) {
        return head.length > 1
                && ((head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)
                        || (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE));
    }

    private static Charset charsetOf(byte[] head) {
        if (head.length > 1 && (head[0] == 0 || head[0] == (byte) 0xFE)) {
            return StandardCharsets.UTF_16BE;
        }
        return head.length > 1 && (head[1] == 0 || head[0] == (byte) 0xFF)
                ? StandardCharsets.UTF_16LE
                : StandardCharsets.UTF_8;
    }

    /** Brackets, quotes and comments hide the sign that ends it. */
    private static int endOf(String text, int start) {
        boolean inSubset = false;
        int at = start;
        while (at < text.length()) {
            char unit = text.charAt(at);
            if (text.startsWith("<!--", at)) {
                at = after(text, "-->", at);
            } else if (unit == '"' || unit == '\'') {
                at = after(text, String.valueOf(unit), at);
            } else if (unit == '>' && !inSubset) {
                return at + 1;
            } else {
                inSubset = unit == '[' || (inSubset && unit != ']');
                at++;
            }
        }
        return text.length();
    }

    private static int after(String text, String end, int from) {
        int found = text.indexOf(end, from + 1);
        return found < 0 ? text.length() : found + end.length();
    }
}
