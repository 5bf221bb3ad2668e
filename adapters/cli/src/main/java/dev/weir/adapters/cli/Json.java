package dev.weir.adapters.cli;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The JSON forms that several commands share, as the contract names them. */
final class Json {
    private Json() {}

    /**
     * A finding without its location.
     *
     * @param text what the span is in, shown only under {@code --show-text}
     */
    static Map<String, Object> finding(Finding finding, String text, GlobalOptions options) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("detector", finding.detector().value());
        object.put("technique", finding.technique().code());
        object.put("channel", finding.channel().code());
        object.put("start", finding.span().start());
        object.put("end", finding.span().end());
        object.put("score", score(finding.score().value()));
        object.put("evidence", finding.evidence().summary());
        if (options.showText && finding.span().end() <= text.length()) {
            object.put(
                    "text",
                    printable(text.substring(
                            finding.span().start(), finding.span().end())));
        }
        return object;
    }

    static Map<String, Object> gap(Gap gap) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", gap.code().code());
        object.put("location", gap.location());
        object.put("detail", gap.detail().isEmpty() ? gap.code().text() : gap.detail());
        return object;
    }

    /** A sign for whoever submitted the document: scores would tell where the limits are, and what else there is. */
    static Map<String, Object> submittersSign(CorpusSign sign) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", sign.code().code());
        object.put("holds", sign.holds());
        return object;
    }

    /** A sign for reviewers. */
    static Map<String, Object> sign(CorpusSign sign) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", sign.code().code());
        object.put("score", score(sign.score()));
        object.put("limit", score(sign.limit()));
        object.put("holds", sign.holds());
        if (!sign.about().isEmpty()) {
            object.put("about", sign.about());
        }
        return object;
    }

    /** One line for whoever submitted the document. */
    static String submittersLine(CorpusSign sign) {
        return sign.code().code() + (sign.holds() ? "" : ", noted");
    }

    /** One line for reviewers, without text of a document. */
    static String line(CorpusSign sign) {
        return sign.code().code() + " " + score(sign.score()) + ", limit " + score(sign.limit())
                + (sign.about().isEmpty() ? "" : ", " + printable(sign.about()))
                + (sign.holds() ? "" : ", noted");
    }

    /** A score with four decimals, which is more than any of them means. */
    static double score(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    /** Text in which no character can steer a terminal: control, format and bidirectional characters are escaped. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append(String.format(Locale.ROOT, "\\u{%04x}", point));
                default -> shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
