package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A name in an access tag: an audience such as {@code public} or {@code group:finance}, or a clearance such as
 * {@code restricted}. 1 to 64 characters of {@code a-z 0-9 : . _ -}, beginning with a letter or digit.
 */
public record Label(String value) implements Comparable<Label> {
    private static final Pattern CANONICAL = Pattern.compile("[a-z0-9][a-z0-9:._-]{0,63}");

    /** @throws IllegalArgumentException if {@code value} is not canonical */
    public Label {
        requireNonNull(value, "value is null");
        if (!CANONICAL.matcher(value).matches()) {
            throw new IllegalArgumentException("label must be 1-64 characters of a-z 0-9 : . _ - and begin with a"
                    + " letter or digit; length was " + value.length());
        }
    }

    /** The audience label of one group, {@code group:NAME}. */
    public static Label ofGroup(String group) {
        return new Label("group:" + group);
    }

    @Override
    public int compareTo(Label other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
