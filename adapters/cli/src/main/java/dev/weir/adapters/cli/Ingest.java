package dev.weir.adapters.cli;

import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestTargets;
import dev.weir.ingest.parse.ForkedParser;
import dev.weir.models.Screener;
import dev.weir.models.embed.MiniLmEmbedder;
import java.time.InstantSource;

/** The parts of ingestion, opened for one command: parser processes, classifier, embedder. */
final class Ingest implements AutoCloseable {
    /** The epoch of a tenant that never raised it. */
    static final int FIRST_EPOCH = 1;

    private final ForkedParser parser;
    private final Screener screener;
    private final MiniLmEmbedder embedder;
    private final IngestGuard guard;

    private Ingest(ForkedParser parser, Screener screener, MiniLmEmbedder embedder, IngestGuard guard) {
        this.parser = parser;
        this.screener = screener;
        this.embedder = embedder;
        this.guard = guard;
    }

    /** @param epoch that documents are stamped with: the tenant's own */
    static Ingest open(LocalStore local, int epoch, Settings settings, InstantSource clock) {
        // Processes last: what cannot be opened leaves none behind.
        Screener screener = Detection.screener(settings);
        MiniLmEmbedder embedder = Detection.embedder();
        ForkedParser parser = ForkedParser.start(settings.limits(), settings.jobs());
        DocumentScanner scanner = scanner(parser, screener, epoch, settings, clock);
        IngestTargets targets =
                new IngestTargets(local.chunks(), local.reader(), local.writer(), local.keys(), local.quarantine());
        return new Ingest(
                parser, screener, embedder, new IngestGuard(scanner, embedder, targets, settings.admission(), clock));
    }

    static DocumentScanner scanner(
            ForkedParser parser, Screener screener, int epoch, Settings settings, InstantSource clock) {
        return new DocumentScanner(
                        DocumentReader.forked(parser),
                        settings.limits(),
                        screener,
                        PolicyFile.policies(settings.policy()),
                        epoch,
                        clock)
                .trusting(settings.contentAnchors());
    }

    IngestGuard guard() {
        return guard;
    }

    MiniLmEmbedder embedder() {
        return embedder;
    }

    @Override
    public void close() {
        parser.close();
        screener.close();
        embedder.close();
    }
}
