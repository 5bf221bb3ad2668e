package dev.weir.adapters.pgvector;

import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.ApplicationFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The application's attributes as a row keeps them: {@code name=value}, where no name holds an equals sign. */
final class Attributes {
    private Attributes() {}

    /** @throws IllegalArgumentException if a name is not valid, or a value not well-formed */
    static List<String> toElements(Map<String, String> attributes) {
        attributes.forEach((name, value) -> {
            ApplicationFilter.requireAttribute(name);
            WellFormed.require(value, "the value of attribute " + name);
        });
        return attributes.entrySet().stream()
                .map(entry -> element(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
    }

    static String element(String name, String value) {
        return name + "=" + value;
    }

    /** What the elements say; one without an equals sign, which no write of ours leaves, says nothing. */
    static Map<String, String> fromElements(@Nullable String[] elements) {
        Map<String, String> attributes = new HashMap<>();
        for (@Nullable String element : elements) {
            int equals = element == null ? -1 : element.indexOf('=');
            if (element != null && equals > 0) {
                attributes.put(element.substring(0, equals), element.substring(equals + 1));
            }
        }
        return attributes;
    }
}
