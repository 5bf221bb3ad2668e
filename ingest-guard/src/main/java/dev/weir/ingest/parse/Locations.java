package dev.weir.ingest.parse;

import java.util.regex.Pattern;

/** The paths of numbers that name the parts of a document. */
final class Locations {

    /** The document that was handed in. */
    static final String ROOT = "/";

    private static final int MAX_LENGTH = 400;
    private static final Pattern PATH = Pattern.compile("/(?:[0-9]{1,7}(?:/[0-9]{1,7})*+)?");

    private Locations() {}

    static boolean isValid(String location) {
        return location.length() <= MAX_LENGTH && PATH.matcher(location).matches();
    }
}
