package dev.weir.benchmarks.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a labelled text is there to show. */
enum Role {
    /** A text with an instruction to the model that reads it. */
    ATTACK,
    /** Fluent misinformation without an instruction: not for the classifier, listed apart. */
    POISONED,
    /** A document like any other; the thresholds at fixed rates of false positives come from these. */
    ORDINARY,
    /** A document that discusses or quotes attacks. */
    DISCUSSES,
    /** A harmless sentence that uses the words of attacks. */
    TRIGGER,
    /** A user's question or task, harmless where it stands alone. */
    PROMPT;

    /** {@return the name in files: {@code meta.role} and reports} */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isBenign() {
        return switch (this) {
            case ATTACK, POISONED -> false;
            case ORDINARY, DISCUSSES, TRIGGER, PROMPT -> true;
        };
    }

    /** The role of a benign text by the name of the role. */
    static Optional<Role> ofBenignCode(String code) {
        return Arrays.stream(values())
                .filter(role -> role.isBenign() && role.code().equals(code))
                .findFirst();
    }

    static Role ofAttack(String kind) {
        return kind.equals("poisoned_passage") ? POISONED : ATTACK;
    }

    /**
     * The role of a benign text that names none.
     *
     * @param fromPage whether it is a chunk of a document, which tells documents about attacks from single sentences
     */
    static Optional<Role> ofBenignKind(String kind, boolean fromPage) {
        return switch (kind) {
            case "document" -> Optional.of(ORDINARY);
            case "user_prompt" -> Optional.of(PROMPT);
            case "hard_negative" -> Optional.of(fromPage ? DISCUSSES : TRIGGER);
            default -> Optional.empty();
        };
    }
}
