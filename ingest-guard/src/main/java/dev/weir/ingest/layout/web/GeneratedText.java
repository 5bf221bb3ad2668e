package dev.weir.ingest.layout.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** The text that a style sheet puts before or after an element. */
final class GeneratedText {

    private static final Pattern PART = Pattern.compile(
            "\"((?:[^\"\\\\]|\\\\.)*+)\"|'((?:[^'\\\\]|\\\\.)*+)'|attr\\(\\s*([\\w-]{1,100})[^()]*\\)", Pattern.DOTALL);

    private GeneratedText() {}

    /** @param content value of the property */
    static String of(String content, Element element) {
        StringBuilder text = new StringBuilder();
        Matcher parts = PART.matcher(content);
        while (parts.find()) {
            String quoted = parts.group(1) == null ? parts.group(2) : parts.group(1);
            text.append(quoted == null ? element.attr(parts.group(3)) : CssText.unescaped(quoted));
        }
        return text.toString().strip();
    }
}
