package dev.weir.models.detect;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Something that was not read or not judged. A gap is never evidence of cleanness.
 *
 * @param code why
 * @param location which part, as a path of parts or offsets; empty for the whole; never document text
 * @param detail one line for people, may be empty; never document text
 */
public record Gap(GapCode code, String location, String detail) {

    private static final int MAX_LENGTH = 400;

    /** A fixed order, so that reports never depend on timing. */
    public static final Comparator<Gap> ORDER =
            Comparator.comparing(Gap::location).thenComparing(Gap::code).thenComparing(Gap::detail);

    /**
     * Checks that all parts are present and short enough to be a report line.
     *
     * @throws IllegalArgumentException if location or detail is longer than 400 code units
     */
    public Gap {
        requireNonNull(code, "code is null");
        requireShort(location, "location");
        requireShort(detail, "detail");
    }

    private static void requireShort(String value, String what) {
        requireNonNull(value, () -> what + " is null");
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " must be at most " + MAX_LENGTH + " code units, got " + value.length());
        }
    }

    /** {@return whether the document must not be admitted while this gap stands} */
    public boolean isBlocking() {
        return code.effect() == GapCode.Effect.BLOCKING;
    }
}
