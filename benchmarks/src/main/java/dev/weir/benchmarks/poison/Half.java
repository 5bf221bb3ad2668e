package dev.weir.benchmarks.poison;

import dev.weir.models.catalog.ModelArtifact;
import java.nio.charset.StandardCharsets;

/** Which questions a run is over: parameters are chosen on the first part and figures reported on the second. */
enum Half {
    /** Three tenths. */
    TUNE,
    /** The rest. */
    REPORT;

    private static final int TENTHS = 10;
    private static final int TUNED = 3;
    private static final int DIGITS = 8;

    /** By the digest of the question, so that no order and no seed decides. */
    static Half of(String question) {
        String digest = ModelArtifact.sha256(question.getBytes(StandardCharsets.UTF_8));
        long leading = Long.parseLong(digest.substring(0, DIGITS), 16);
        return leading % TENTHS < TUNED ? TUNE : REPORT;
    }
}
