package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

/** Why somebody does an exceptional thing, in words that go to the audit log. 10 to 500 characters. */
public record Reason(String text) {
    /** @throws IllegalArgumentException if {@code text} is shorter than 10 or longer than 500 characters */
    public Reason {
        requireNonNull(text, "text is null");
        text = text.strip();
        if (text.length() < 10 || text.length() > 500) {
            throw new IllegalArgumentException("a reason needs 10-500 characters, got " + text.length());
        }
    }
}
