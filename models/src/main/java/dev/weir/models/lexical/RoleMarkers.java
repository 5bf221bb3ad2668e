package dev.weir.models.lexical;

import dev.weir.models.detect.Detector;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.PatternDetector.Rule;
import java.util.List;
import java.util.regex.Pattern;

/** Markers that separate roles in the chat templates of language models. */
final class RoleMarkers {

    private RoleMarkers() {}

    static Detector detector() {
        return new PatternDetector(
                "role-markers/1",
                List.of(
                        rule(
                                "control-token",
                                "<\\|(?:im_start|im_end|im_sep|system|user|assistant|end|endoftext|endofprompt|eot_id|eom_id"
                                        + "|start_header_id|end_header_id|begin_of_text|end_of_text|python_tag)\\|>",
                                0.4,
                                0.7),
                        rule(
                                "instruction-bracket",
                                "\\[/?inst\\]|<</?sys>>|<(?:start|end)_of_turn>|</?\\|?(?:system|assistant)[_ -]?"
                                        + "(?:prompt|message|instructions?)\\|?>",
                                0.35,
                                0.65),
                        rule(
                                "role-heading",
                                "(?m)^[ \\t]{0,8}#{2,4}[ \\t]{0,4}(?:system|instruction|assistant|human)[ \\t]{0,4}:",
                                0.3,
                                0.6),
                        rule("role-tag", "<(system|assistant)>[\\s\\S]{1,400}?</\\1>", 0.3, 0.6),
                        rule(
                                "role-turn",
                                "(?m)^[ \\t]{0,8}(?:system|assistant)[ \\t]{0,4}:[ \\t]{0,4}(?:you are|you must|you will|"
                                        + "ignore|disregard|from now on|new instructions?)\\b",
                                0.35,
                                0.6),
                        rule(
                                "prompt-boundary",
                                "\\b(?:begin|end|start|stop)(?: of)?(?: the)? (?:system|hidden|admin|developer) "
                                        + "(?:prompt|message|instructions?)\\b",
                                0.3,
                                0.6)));
    }

    private static Rule rule(String name, String pattern, double open, double concealed) {
        return new Rule(name, Technique.ROLE_MARKER, Pattern.compile(pattern), open, concealed);
    }
}
