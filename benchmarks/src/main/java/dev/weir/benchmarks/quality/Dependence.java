package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.quality.Example.Keys;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By what texts hang together, and so what a bootstrap draws. */
enum Dependence {
    /** Texts with the same attack. */
    PAYLOAD(Keys::payload),
    /** Texts with the same text around the attack. */
    CARRIER(Keys::carrier),
    /** Chunks of one document. */
    DOCUMENT(Keys::document);

    private final Function<Keys, String> key;

    Dependence(Function<Keys, String> key) {
        this.key = key;
    }

    /** Whichever makes the fewest clusters of some texts, as fewer clusters usually give the wider interval. */
    static Dependence strongest(List<Judged> texts) {
        return Stream.of(values())
                .min(Comparator.comparingInt(each -> each.clusters(texts)))
                .orElseThrow();
    }

    /** How many clusters it makes of some texts. */
    int clusters(List<Judged> texts) {
        return texts.stream().map(this::of).collect(Collectors.toSet()).size();
    }

    /** The cluster of a text, unlike that of any text of another source. */
    String of(Judged text) {
        return text.example().group().source() + "/" + key.apply(text.example().keys());
    }

    /** {@return the name in reports} */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
