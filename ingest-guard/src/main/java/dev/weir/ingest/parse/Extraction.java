package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Gap;
import java.util.List;
import java.util.Map;

/** What a parser says about bytes, before anybody says which bytes they were. */
record Extraction(String mediaType, List<Layer> layers, List<Gap> gaps, Map<String, List<String>> metadata) {

    Extraction {
        requireNonNull(mediaType, "mediaType is null");
        layers = List.copyOf(layers);
        gaps = List.copyOf(gaps);
        metadata = Map.copyOf(metadata);
    }

    /** Nothing was extracted, for this reason. */
    static Extraction none(Gap gap) {
        return new Extraction(RawDocument.UNDECLARED, List.of(), List.of(gap), Map.of());
    }
}
