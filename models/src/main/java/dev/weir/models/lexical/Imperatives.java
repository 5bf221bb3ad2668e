package dev.weir.models.lexical;

import dev.weir.models.detect.Detector;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.PatternDetector.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Wording that overrides instructions or speaks to the model that reads. People who write about attacks use
 * it too, so in visible text it never decides on its own.
 */
final class Imperatives {

    private static final double OPEN = 0.35;
    private static final double OPEN_WEAK = 0.2;
    private static final double CONCEALED = 0.65;
    private static final double CONCEALED_WEAK = 0.4;

    /** Up to so many words in between; bounded, so that no text makes matching slow. */
    private static final String GAP = "(?:\\W{1,3}\\w{1,15}){0,4}?\\W{1,3}";

    private static final String MODEL =
            "(?:ai|llm|llms|large language model|language model|chat ?bot|chatgpt|gpt|claude"
                    + "|gemini|copilot|virtual assistant|assistant|ai (?:model|assistant|agent|system|reader|reviewer|summari[sz]er))";

    private Imperatives() {}

    static Detector detector() {
        List<Rule> rules = new ArrayList<>(overrides());
        rules.addAll(addresses());
        return new PatternDetector("imperative-to-model/1", rules);
    }

    private static List<Rule> overrides() {
        String drop =
                "\\b(?:ignore|disregard|forget|override|overrule|bypass|discard|neglect|do not follow|don't follow"
                        + "|stop following|do not obey)\\b";
        String earlier =
                "(?:previous|prior|preceding|above|earlier|foregoing|former|existing|original|initial|system|your)";
        String orders = "(?:instructions?|prompts?|rules?|directions?|directives?|guidelines?|commands?|orders?|context"
                + "|training|constraints?|programming|safeguards?)";
        List<Rule> rules = new ArrayList<>();
        rules.add(override("override-en", drop + GAP + earlier + GAP + orders + "\\b"));
        rules.add(override(
                "override-en-inverted",
                "\\b" + orders + "\\b(?:\\W{1,3}\\w{1,15}){0,4}?\\W{1,3}(?:above|before this|prior to this)\\b"
                        + "(?:\\W{1,3}\\w{1,15}){0,4}?\\W{1,3}(?:void|obsolete|cancel+ed|revoked|ignored|disregarded"
                        + "|no longer apply)\\b"));
        rules.add(override(
                "override-de",
                "\\b(?:ignorier\\w{0,4}|vergiss|vergesst|missachte\\w{0,2})\\b" + GAP
                        + "(?:anweisung|befehl|instruktion|regel|vorgabe)\\w{0,4}\\b"));
        rules.add(override(
                "override-romance",
                "\\b(?:ignor[aeo]\\w{0,4}|oubli\\w{1,4}|olvid\\w{1,4}|dimentica\\w{0,3}|esque[cz]\\w{1,4}|desconsider\\w{1,4}"
                        + "|descarta\\w{0,3})\\b"
                        + GAP + "(?:instruc\\w{2,6}|istruzion\\w|consigne\\w{0,2}|ordenes|ordens|reglas|regras|regole"
                        + "|regles|indicacione\\w)\\b" + GAP
                        + "(?:preceden\\w{1,5}|anterior\\w{0,3}|anterieur\\w{0,3}|previ\\w{1,3}|ci-dessus)\\b"));
        rules.add(override("override-nl", "\\bnegeer\\b" + GAP + "(?:instructies?|regels?|opdrachten)\\b"));
        rules.add(override(
                "override-pl", "\\b(?:zignoruj|ignoruj|zapomnij)\\b" + GAP + "(?:instrukcj|polecen|zasad)\\w{0,4}\\b"));
        rules.add(override(
                "override-tr",
                "\\bonceki\\b" + GAP + "(?:talimat|komut)\\w{0,8}" + GAP + "(?:yok say|unut|gormezden)"));
        rules.add(override(
                "override-ru",
                "(?:" + either("игнорируй", "проигнорируй", "забудь", "не следуй") + ").{1,40}?(?:"
                        + either("инструкци", "указани", "команд", "правил") + ")"));
        rules.add(override(
                "override-zh",
                "(?:" + either("忽略", "无视", "忘记", "忽視", "無視") + ").{0,12}?(?:"
                        + either("之前", "以上", "前面", "先前", "上述", "所有") + ").{0,8}?(?:"
                        + either("指令", "指示", "提示", "说明", "規則", "规则", "命令") + ")"));
        rules.add(override(
                "override-ja",
                "(?:" + either("以前の", "これまでの", "上記の", "前の") + ").{0,10}?(?:" + either("指示", "命令", "プロンプト")
                        + ").{0,8}?(?:" + either("無視", "忘れ") + ")"));
        rules.add(override(
                "override-ko",
                "(?:" + either("이전", "위의") + ").{0,16}?(?:" + either("지시", "명령", "지침") + ").{0,16}?(?:"
                        + either("무시", "잊어") + ")"));
        rules.add(override(
                "override-ar", "(?:" + either("تجاهل", "انس") + ").{0,24}?(?:" + either("التعليمات", "الأوامر") + ")"));
        rules.add(override(
                "override-hi",
                "(?:" + either("पिछले", "पहले के", "सभी") + ").{0,24}?(?:" + either("निर्देश") + ").{0,24}?(?:"
                        + either("अनदेखा", "नजरअंदाज", "भूल") + ")"));
        return rules;
    }

    private static List<Rule> addresses() {
        return List.of(
                address(
                        "address-model",
                        "\\b(?:dear|attention|hey|hello|notes? (?:to|for)|message (?:to|for)|instructions? (?:to|for))"
                                + "\\W{1,3}(?:the |any |all |every )?" + MODEL + "s?\\b",
                        OPEN,
                        CONCEALED),
                address(
                        "if-you-are-a-model",
                        "\\bif you(?:'re| are) an? (?:ai|llm|large language model|language model|chat ?bot|automated)\\b",
                        OPEN,
                        CONCEALED),
                address(
                        "as-a-model-you-must",
                        "\\bas an? " + MODEL + "\\W{1,3}you (?:must|will|shall|should)\\b",
                        OPEN,
                        CONCEALED),
                address(
                        "persona",
                        "\\byou are now (?:\\w{1,15} ){0,3}?(?:dan|mode|unrestricted|unfiltered|jailbroken|freed?)\\b"
                                + "|\\bact as (?:dan|an? (?:unrestricted|unfiltered|jailbroken|evil))\\b",
                        OPEN,
                        CONCEALED),
                address(
                        "from-now-on",
                        "\\bfrom now on\\W{1,3}you (?:will|must|are|should|shall|have to)\\b",
                        OPEN_WEAK,
                        CONCEALED),
                address(
                        "conceal-from-user",
                        "\\b(?:do not|don't|never|without) (?:tell|inform|mention|reveal|disclos|show|notify|alert|telling"
                                + "|informing|notifying|alerting)\\w{0,3}" + GAP + "(?:the )?users?\\b",
                        OPEN,
                        CONCEALED),
                address(
                        "leak-prompt",
                        "\\b(?:reveal|print|repeat|output|show|display|disclose|leak|dump|send|forward)\\b" + GAP
                                + "(?:system|initial|hidden|secret) (?:prompts?|messages?|instructions?)\\b",
                        OPEN,
                        CONCEALED),
                address(
                        "answer-control",
                        "\\bwhen (?:asked|summari[sz]ing|answering|responding|you (?:summari[sz]e|answer|respond))\\b"
                                + "(?:\\W{1,3}\\w{1,15}){0,12}?\\W{1,3}(?:always |only |you must )"
                                + "(?:say|respond|reply|output|include|answer|recommend|state|append)\\b",
                        OPEN_WEAK,
                        CONCEALED_WEAK),
                address(
                        "new-instructions",
                        "\\b(?:new|updated|real|actual|secret|hidden) (?:system )?instructions?\\W{0,3}:",
                        OPEN_WEAK,
                        CONCEALED));
    }

    private static Rule override(String name, String pattern) {
        return new Rule(name, Technique.INSTRUCTION_OVERRIDE, Pattern.compile(pattern), OPEN, CONCEALED);
    }

    private static Rule address(String name, String pattern, double open, double concealed) {
        return new Rule(name, Technique.IMPERATIVE_TO_MODEL, Pattern.compile(pattern), open, concealed);
    }

    /** Alternatives folded like the text that they are matched against. */
    private static String either(String... literals) {
        List<String> folded = new ArrayList<>();
        for (String literal : literals) {
            folded.add(Pattern.quote(NormalizedText.forMatching(literal).text()));
        }
        return String.join("|", folded);
    }
}
