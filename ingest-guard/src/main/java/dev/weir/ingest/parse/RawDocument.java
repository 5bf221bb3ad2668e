package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A document as it was handed in: bytes nobody has looked at and claims nobody has checked.
 *
 * @param name the document's own name, 1 to 4,096 UTF-16 code units; a hint for type detection, and scanned as metadata
 * @param source the file that holds the bytes; read once, when the document is parsed
 * @param declaredMediaType the media type the sender claims, {@link #UNDECLARED} if none; compared with the content, never
 *     believed
 */
public record RawDocument(String name, Path source, String declaredMediaType) {

    /** The media type that claims nothing (RFC 2046, section 4.5.1). */
    public static final String UNDECLARED = "application/octet-stream";

    private static final int MAX_NAME = 4_096;
    private static final int MAX_MEDIA_TYPE = 255;

    /**
     * Checks lengths.
     *
     * @throws IllegalArgumentException if the name is empty or too long, or the media type is longer than 255
     */
    public RawDocument {
        requireNonNull(name, "name is null");
        requireNonNull(source, "source is null");
        requireNonNull(declaredMediaType, "declaredMediaType is null");
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("name must have 1 to " + MAX_NAME + " code units, got " + name.length());
        }
        if (declaredMediaType.length() > MAX_MEDIA_TYPE) {
            throw new IllegalArgumentException("declaredMediaType must have at most " + MAX_MEDIA_TYPE
                    + " code units, got " + declaredMediaType.length());
        }
    }

    /**
     * A file under its own name, with no claim about its type.
     *
     * @throws IllegalArgumentException if the path has no file name, as a root has none
     */
    public static RawDocument of(Path source) {
        Path name = source.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("source must name a file");
        }
        return new RawDocument(name.toString(), source, UNDECLARED);
    }
}
