package dev.weir.models.lexical;

import dev.weir.models.detect.Detector;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.PatternDetector.Rule;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Links and images whose address leaves room for data: a renderer that fetches them carries the data out.
 * A link alone is common; one with a blank to fill in is not.
 */
final class ExfiltrationLinks {

    // A place that asks to be filled in, in braces, brackets, angle brackets or as a shell variable.
    private static final String BLANK =
            "(?:\\{[^}\\s]{0,60}\\}|%7b|\\[[^\\]\\n]{1,60}\\]|<[^>\\n]{1,60}>|\\$\\{?[a-z_]{3,40}|\\b(?:insert|your|user)[_-]?"
                    + "(?:data|secret|input|conversation|summary|token|history)\\b)";

    private static final String CARRIER =
            "(?:q|d|data|query|payload|secret|token|msg|message|content|c|conversation|history|context|leak|exfil|s|info|text|key)";

    private static final String ADDRESS = "https?://[^\\s()\\]\"'<>]{3,300}?";

    private ExfiltrationLinks() {}

    static Detector detector() {
        String blankQuery = ADDRESS + "[?&/#=]" + "[^\\s()\"']{0,200}?" + BLANK;
        String openQuery = ADDRESS + "[?&]" + CARRIER + "=(?=[)\\s\"'>]|$)";
        return new PatternDetector(
                "exfiltration-links/1",
                List.of(
                        rule("image-with-blank", "!\\[[^\\]\\n]{0,200}\\]\\(\\s{0,3}<?" + blankQuery, 0.45, 0.7),
                        rule(
                                "image-with-open-parameter",
                                "!\\[[^\\]\\n]{0,200}\\]\\(\\s{0,3}<?" + openQuery,
                                0.45,
                                0.7),
                        rule(
                                "html-image-with-blank",
                                "<img\\b[^>]{0,200}?\\bsrc\\s{0,3}=\\s{0,3}[\"']?" + blankQuery,
                                0.4,
                                0.65),
                        rule(
                                "html-image-with-open-parameter",
                                "<img\\b[^>]{0,200}?\\bsrc\\s{0,3}=\\s{0,3}[\"']?" + openQuery,
                                0.4,
                                0.65),
                        rule("link-with-blank", "(?<!!)\\[[^\\]\\n]{0,200}\\]\\(\\s{0,3}<?" + blankQuery, 0.25, 0.5),
                        rule(
                                "link-with-open-parameter",
                                "(?<!!)\\[[^\\]\\n]{0,200}\\]\\(\\s{0,3}<?" + openQuery,
                                0.3,
                                0.6),
                        rule(
                                "reference-with-blank",
                                "(?m)^ {0,3}\\[[^\\]\\n]{1,100}\\]:\\s{0,3}<?" + blankQuery,
                                0.3,
                                0.6),
                        rule(
                                "reference-with-open-parameter",
                                "(?m)^ {0,3}\\[[^\\]\\n]{1,100}\\]:\\s{0,3}<?" + openQuery,
                                0.35,
                                0.6)));
    }

    private static Rule rule(String name, String pattern, double open, double concealed) {
        return new Rule(name, Technique.EXFILTRATION_LINK, Pattern.compile(pattern), open, concealed);
    }
}
