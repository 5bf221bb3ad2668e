package dev.weir.adapters.cli;

import dev.weir.models.Screener;
import dev.weir.models.embed.MiniLmEmbedder;

/** Opens the bundled models. Either passes its self-test or says why not; nothing falls back to silence. */
final class Detection {
    /** The dimension of the bundled embedder. */
    static final int DIMENSION = 384;

    private Detection() {}

    static Screener screener() {
        return Screener.defaults();
    }

    static MiniLmEmbedder embedder() {
        return MiniLmEmbedder.open();
    }
}
