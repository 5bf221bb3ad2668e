package dev.weir.ingest.admission;

import dev.weir.ingest.verdict.CorpusSign;
import java.util.List;

/**
 * Looks at documents that are about to be sealed: an SPI. Implementations must be thread-safe, quick, and keep what they
 * know of one tenant from every other.
 */
public interface AdmissionScreen {
    /** Name, version and parameters; whatever measures otherwise has another id. */
    String id();

    /**
     * Measures one document. It may be asked about a document again, after a failure or a new submission.
     *
     * @return signs, empty if there is nothing to say
     * @throws RuntimeException if it cannot say; the document is then held, or not ingested now
     */
    List<CorpusSign> screen(Arrival arrival);

    /** Learns that a document was published: it passed, or a reviewer released it. */
    default void admitted(Arrival arrival) {}
}
