package dev.weir.models.detect;

/** What a finding says the text tries to do. The set is closed so that policies can name every member. */
public enum Technique {
    /** Tells a model to drop, replace or reveal the instructions it was given. */
    INSTRUCTION_OVERRIDE("instruction-override"),
    /** Imitates the markers that separate roles in a chat template. */
    ROLE_MARKER("role-marker"),
    /** Addresses the model that reads the text and tells it what to do. */
    IMPERATIVE_TO_MODEL("imperative-to-model"),
    /** Carries data out through a link or an image that a client may fetch. */
    EXFILTRATION_LINK("exfiltration-link"),
    /** Holds characters that are not shown, outside their legitimate uses. */
    INVISIBLE_TEXT("invisible-text"),
    /** Holds readable text under an encoding. */
    ENCODED_PAYLOAD("encoded-payload"),
    /** Mixes scripts or look-alike characters inside one word. */
    MIXED_SCRIPT("mixed-script"),
    /** Looks like an injected instruction to a trained classifier. */
    LEARNED_INJECTION("learned-injection");

    private final String code;

    Technique(String code) {
        this.code = code;
    }

    /** {@return the stable name used in output} */
    public String code() {
        return code;
    }
}
