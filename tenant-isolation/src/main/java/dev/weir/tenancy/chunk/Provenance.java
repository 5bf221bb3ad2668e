package dev.weir.tenancy.chunk;

import static java.util.Objects.requireNonNull;

/**
 * Where the text of one chunk came from and how.
 *
 * @param source of the document
 * @param uploader the subject whose write grant was used
 * @param batch the ingest run, 1 to 64 characters
 * @param location which part of the document the offsets are in ({@code body}, {@code sheet:2}, an archive member), 1 to
 *     256 characters
 * @param start of the chunk in the text of {@code location}, in UTF-16 code units
 * @param end exclusive
 * @param pipeline what extracted the text, or {@link #EXTERNAL}; 1 to 64 characters
 */
public record Provenance(
        SourceRef source, String uploader, String batch, String location, int start, int end, String pipeline) {
    /** The pipeline of text that somebody else extracted. */
    public static final String EXTERNAL = "external";

    /** @throws IllegalArgumentException if a name is empty, too long or unprintable, or the offsets are not 0 ≤ start ≤ end */
    public Provenance {
        requireNonNull(source, "source is null");
        WellFormed.requireName(uploader, 128, "uploader");
        WellFormed.requireName(batch, 64, "batch");
        WellFormed.requireName(location, 256, "location");
        WellFormed.requireName(pipeline, 64, "pipeline");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("offsets must be 0 <= start <= end, got " + start + " and " + end);
        }
    }
}
