package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

/** The name of one state of a policy, so that a scope and a denial say which rules made them. 1 to 128 characters. */
public record PolicyVersion(String value) {
    /** @throws IllegalArgumentException if {@code value} is blank or longer than 128 characters */
    public PolicyVersion {
        requireNonNull(value, "value is null");
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException("policy version must be 1-128 characters and not blank");
        }
    }
}
