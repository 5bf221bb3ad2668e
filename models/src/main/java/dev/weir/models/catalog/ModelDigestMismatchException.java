package dev.weir.models.catalog;

/** A model file does not have the bytes its card pins. */
public final class ModelDigestMismatchException extends ModelException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the file and both digests.
     *
     * @param name the file
     * @param expected pinned SHA-256, lower-case hex
     * @param actual SHA-256 of the bytes found, lower-case hex
     */
    public ModelDigestMismatchException(String name, String expected, String actual) {
        super("model file " + name + " has SHA-256 " + actual + " but " + expected
                + " is pinned; it was changed or damaged and is not used");
    }
}
