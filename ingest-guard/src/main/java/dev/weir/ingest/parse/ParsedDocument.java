package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What was read of a document, and what was not. Text in the BODY layers is what a reader sees and the only text to index;
 * the other layers are scanned and stay out of the index.
 *
 * @param sha256 digest of exactly the bytes that were parsed, 64 lower-case hexadecimal digits; empty if they could not all
 *     be read, which a blocking gap then says
 * @param mediaType the type found in the content, {@code application/octet-stream} if unknown
 * @param layers text by document and channel, in document order
 * @param gaps everything that was not read, in {@link Gap#ORDER}; empty only if all of it was
 * @param metadata properties of the outermost document by key, as the parser names them; values are untrusted text
 */
public record ParsedDocument(
        String sha256, String mediaType, List<Layer> layers, List<Gap> gaps, Map<String, List<String>> metadata) {

    private static final Pattern DIGEST = Pattern.compile("(?:[0-9a-f]{64})?");

    /**
     * Checks the digest, copies the rest.
     *
     * @throws IllegalArgumentException if the digest is neither empty nor 64 lower-case hexadecimal digits, or if it is empty
     *     although no gap blocks
     */
    public ParsedDocument {
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(mediaType, "mediaType is null");
        layers = List.copyOf(layers);
        gaps = gaps.stream().sorted(Gap.ORDER).toList();
        Map<String, List<String>> copy = new LinkedHashMap<>();
        metadata.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        metadata = Collections.unmodifiableMap(copy);
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 must be empty or 64 lower-case hexadecimal digits");
        }
        if (sha256.isEmpty() && gaps.stream().noneMatch(Gap::isBlocking)) {
            throw new IllegalArgumentException("a document without a digest needs a gap that blocks");
        }
    }

    /** The layers to chunk and index, in document order. */
    public List<Layer> body() {
        return layers.stream().filter(layer -> layer.channel() == Channel.BODY).toList();
    }
}
