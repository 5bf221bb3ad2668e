package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.Share;
import dev.weir.benchmarks.quality.Ranking.Ranked;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found: the contents of {@code quality.json}.
 *
 * @param setup what was measured, and how
 * @param screenerThresholds margins of the whole screener at fixed rates of false positives
 * @param classifierThresholds margins of the classifier alone
 * @param cells figures of each source and kind, and of each family, language and channel in it
 * @param longDocuments how often long ordinary documents are held, by source
 * @param reliability calibration, by source
 * @param poisoned misinformation without instructions, which is not for the classifier
 * @param cost cost per chunk, null if it was not measured
 */
record Report(
        Setup setup,
        List<Threshold> screenerThresholds,
        List<Threshold> classifierThresholds,
        List<Cell> cells,
        List<LongDocument> longDocuments,
        List<Reliability> reliability,
        List<Poisoned> poisoned,
        @Nullable Cost cost) {

    /** Copies the lists. */
    Report {
        screenerThresholds = List.copyOf(screenerThresholds);
        classifierThresholds = List.copyOf(classifierThresholds);
        cells = List.copyOf(cells);
        longDocuments = List.copyOf(longDocuments);
        reliability = List.copyOf(reliability);
        poisoned = List.copyOf(poisoned);
    }

    Report with(Cost measured) {
        return new Report(
                setup, screenerThresholds, classifierThresholds, cells, longDocuments, reliability, poisoned, measured);
    }

    /**
     * What was measured, and how.
     *
     * @param model id of the model card
     * @param modelSha256 digest of the graph
     * @param ruleset id of the rules
     * @param runtime inference runtime
     * @param falsePositiveRate rate of the shipped operating point
     * @param commit what the program was built from
     * @param java version of Java
     * @param seed of every bootstrap
     * @param resamples of every bootstrap
     * @param chunkTokens most tokens in a chunk
     * @param files what was read
     * @param withoutText rows that held a question and no text, and were not judged
     */
    record Setup(
            String model,
            String modelSha256,
            String ruleset,
            String runtime,
            double falsePositiveRate,
            String commit,
            String java,
            long seed,
            int resamples,
            int chunkTokens,
            List<String> files,
            int withoutText) {

        /** Copies the list. */
        Setup {
            files = List.copyOf(files);
        }
    }

    /**
     * Names a cell.
     *
     * @param source the data set
     * @param kind the kind in it
     * @param role what its texts are there to show
     * @param part {@code all}, {@code family}, {@code lang} or {@code channel}
     * @param value the family, language or channel, empty for all
     */
    record CellKey(String source, String kind, Role role, String part, String value) {
        static final String ALL = "all";

        boolean isWhole() {
            return part.equals(ALL);
        }
    }

    /**
     * The figures of some texts of one source and kind.
     *
     * @param key which texts
     * @param texts how many
     * @param documents how many documents they belong to
     * @param clusteredBy what a bootstrap draws, whichever of payload, carrier and document makes the fewest clusters
     * @param clusters how many of these there are
     * @param screener figures of the whole screener; a unit is a chunk, or an attack in the chunk that shows it most
     * @param classifier the same of the classifier alone
     * @param held documents of which the whole or a chunk is flagged or has a blocking gap
     * @param overlap span overlap, null where no place is known
     * @param gaps texts with a gap, by code
     */
    record Cell(
            CellKey key,
            int texts,
            int documents,
            String clusteredBy,
            int clusters,
            Figures screener,
            Figures classifier,
            Share held,
            SpanOverlap.@Nullable Means overlap,
            Map<String, Integer> gaps) {

        /** Copies the map, in order of the codes. */
        Cell {
            gaps = new TreeMap<>(gaps);
        }
    }

    /**
     * What one judge makes of a cell: recall where it holds attacks, false positives where it does not.
     *
     * @param ranked ranking of attacks against all ordinary chunks, null for harmless texts
     * @param atThousandth share at or above the threshold for 0.1 % of ordinary chunks
     * @param atHundredth share at or above the threshold for 1 % of ordinary chunks
     * @param shipped share flagged at the shipped operating point
     */
    record Figures(@Nullable Ranked ranked, Share atThousandth, Share atHundredth, Share shipped) {}

    /**
     * Misinformation of one source.
     *
     * @param source the data set
     * @param flagged texts that are flagged
     */
    record Poisoned(String source, Share flagged) {}
}
