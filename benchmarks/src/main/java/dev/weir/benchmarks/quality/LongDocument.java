package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Estimate;
import dev.weir.benchmarks.interval.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often a document of so many chunks, drawn without replacement from the ordinary chunks of a source, has any chunk
 * held. The interval is the wider one of a bootstrap over documents and of Wilson's interval for one chunk carried over to
 * so many independent ones.
 *
 * @param source the data set
 * @param chunks chunks of the document
 * @param pool ordinary chunks there are
 * @param held how many of them are held
 * @param share the share of such documents, with its interval
 */
record LongDocument(String source, int chunks, int pool, int held, Estimate share) {

    /** A document of the source: how many chunks it has and how many of them are held. */
    record Document(int chunks, int held) {}

    /** Measures, where the source has chunks enough. */
    static Optional<LongDocument> of(String source, int chunks, List<Document> documents, ClusterBootstrap bootstrap) {
        int pool = documents.stream().mapToInt(Document::chunks).sum();
        int held = documents.stream().mapToInt(Document::held).sum();
        if (pool < chunks) {
            return Optional.empty();
        }
        List<Document> drawn = new ArrayList<>(documents);
        double share = anyHeld(pool, held, chunks);
        Estimate resampled = bootstrap.interval(share, random -> {
            int all = 0;
            int bad = 0;
            for (int i = 0; i < drawn.size(); i++) {
                Document document = drawn.get(random.nextInt(drawn.size()));
                all += document.chunks();
                bad += document.held();
            }
            return anyHeld(all, bad, Math.min(all, chunks));
        });
        Share one = Share.wilson(held, pool);
        double low = 1.0 - Math.pow(1.0 - one.low(), chunks);
        double high = 1.0 - Math.pow(1.0 - one.high(), chunks);
        boolean carried = high - low > resampled.high() - resampled.low();
        return Optional.of(
                new LongDocument(source, chunks, pool, held, carried ? new Estimate(share, low, high) : resampled));
    }

    /** The chance that a draw without replacement meets a held chunk: one minus a hypergeometric zero. */
    static double anyHeld(int pool, int held, int draws) {
        double none = 1.0;
        for (int i = 0; i < draws; i++) {
            none *= Math.max(0.0, (double) (pool - held - i) / (pool - i));
        }
        return 1.0 - none;
    }
}
