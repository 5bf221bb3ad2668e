package dev.weir.models.detect;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name and version of a detector, such as {@code invisible-text/1}. It is signed into scan stamps, so
 * any change of a detector's behaviour needs a new version.
 *
 * @param value kebab-case name, a slash, and a version number from 1
 */
public record DetectorId(String value) implements Comparable<DetectorId> {

    private static final int MAX_LENGTH = 64;
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[1-9][0-9]*");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not a kebab-case name, a slash and a version
     */
    public DetectorId {
        requireNonNull(value, "value is null");
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("detector id must be a kebab-case name, '/' and a version, at most "
                    + MAX_LENGTH + " characters, got '" + value + "'");
        }
    }

    /** {@return the name without the version, such as {@code invisible-text}} */
    public String name() {
        return value.substring(0, value.indexOf('/'));
    }

    @Override
    public int compareTo(DetectorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
