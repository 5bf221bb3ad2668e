package dev.weir.ingest.layout.rtf;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of styles: how each makes characters look. */
final class RtfStyles {

    private static final int MAX_STYLES = 20_000;
    private static final int MAX_BASES = 20;

    private record Style(RtfLook look, @Nullable Integer base) {}

    private final Map<String, Style> styles = new HashMap<>();
    private String name = "s0";
    private @Nullable Integer base;

    /** A control word in the table, of an entry that begins or goes on. */
    void word(String word, int number) {
        switch (word) {
            case "s", "cs" -> name = word + number;
            case "ds", "ts" -> name = "";
            case "sbasedon" -> base = number;
            default -> {
                // Of no effect on whether text is seen.
            }
        }
    }

    /** An entry begins. */
    void begin() {
        name = "s0";
        base = null;
    }

    /** An entry ends. */
    void end(RtfLook look) {
        if (!name.isEmpty() && styles.size() < MAX_STYLES) {
            styles.put(name, new Style(look.copy(), base));
        }
        name = "";
    }

    /** Makes a look that of a style. */
    void apply(String word, int number, RtfLook look) {
        String key = word + number;
        RtfLook merged = new RtfLook();
        Style style = styles.get(key);
        for (int i = 0; style != null && i < MAX_BASES; i++) {
            RtfLook above = merged;
            merged = style.look.copy();
            merged.put(above);
            style = style.base == null ? null : styles.get(word + style.base);
        }
        look.put(merged);
    }
}
