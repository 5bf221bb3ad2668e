package dev.weir.adapters.opensearch;

import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.ApplicationFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An application's attributes as keywords: {@code name=value}, and {@code name#digest} where that is too long for the
 * index. No name holds either sign, so no two attributes share a keyword, but by a collision of SHA-256.
 */
final class Terms {
    /** Lucene takes no keyword above 32,766 bytes, and long ones make a large index. */
    static final int LONGEST_BYTES = 1_024;

    private Terms() {}

    /** @throws IllegalArgumentException if a name is not valid, or a value not well-formed */
    static List<String> of(Map<String, String> attributes) {
        attributes.forEach((name, value) -> {
            ApplicationFilter.requireAttribute(name);
            WellFormed.require(value, "the value of attribute " + name);
        });
        return attributes.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
    }

    static String of(String name, String value) {
        String term = name + "=" + value;
        byte[] bytes = term.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_BYTES ? term : name + "#" + Sha256.of(bytes);
    }
}
