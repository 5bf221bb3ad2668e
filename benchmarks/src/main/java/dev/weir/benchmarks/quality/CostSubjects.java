package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.Estimate;
import dev.weir.models.Screener;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Span;
import dev.weir.models.lexical.NormalizedText;
import dev.weir.models.onnx.EncodedText;
import dev.weir.models.onnx.OnnxDetector;
import dev.weir.models.onnx.TextEncoder;
import dev.weir.models.onnx.WindowPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The screener, its parts and its rivals over chunks of harmless text.
 *
 * <p>Documents of a group are joined and cut into chunks of 256 tokens of the classifier's own, its two special ones
 * included. The classifier is run as it is and with a first stage that clears nothing. The rivals are given 256
 * tokens of the same texts in MiniLM's vocabulary, ready made: their time holds no tokenizing.
 */
final class CostSubjects {
    private static final int CONTENT_TOKENS = Chunker.CHUNK_TOKENS - 2;
    private static final int FEWEST_TOKENS = 240;
    private static final int CHUNKS = 48;

    private final Classifier classifier;
    private final Map<String, List<String>> chunks = new TreeMap<>();

    /**
     * Cuts the texts.
     *
     * @param examples the texts to choose from; ordinary documents and those that discuss attacks are taken
     */
    CostSubjects(Classifier classifier, List<Example> examples) {
        this.classifier = classifier;
        Map<String, StringBuilder> joined = new TreeMap<>();
        for (Example example : examples) {
            Example.Group group = example.group();
            boolean chosen = group.role() == Role.ORDINARY || group.role() == Role.DISCUSSES;
            if (chosen && Passage.body(example.text()).isWellFormed()) {
                String name = group.role().code() + " " + group.source()
                        + (group.family().isEmpty() ? "" : " " + group.family());
                joined.computeIfAbsent(name, unused -> new StringBuilder())
                        .append(example.text())
                        .append("\n\n");
            }
        }
        try (TextEncoder encoder = TextEncoder.open(classifier.tokenizer())) {
            joined.forEach((name, text) -> chunks.put(name, cut(text.toString(), encoder)));
        }
        chunks.values().removeIf(List::isEmpty);
    }

    private static List<String> cut(String text, TextEncoder encoder) {
        EncodedText tokens = encoder.encode(text);
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from + CONTENT_TOKENS <= tokens.size() && pieces.size() < CHUNKS; from += CONTENT_TOKENS) {
            // A piece on its own may have a token more, where it is normalised or a word is cut.
            for (int to = from + CONTENT_TOKENS; to > from + FEWEST_TOKENS; to--) {
                Span span = tokens.span(from, to);
                String piece = text.substring(span.start(), span.end());
                int size = encoder.encode(NormalizedText.forModel(piece).text()).size();
                if (size <= CONTENT_TOKENS && size >= FEWEST_TOKENS) {
                    pieces.add(piece);
                    break;
                }
            }
        }
        return pieces;
    }

    /** A chunk and the group it is of. */
    private record Piece(String group, String text) {}

    /** As many of each group as there are, in turn, until there are enough. */
    private List<Piece> chosen() {
        Map<String, Iterator<String>> left = new LinkedHashMap<>();
        chunks.forEach((name, pieces) -> left.put(name, pieces.iterator()));
        List<Piece> chosen = new ArrayList<>();
        while (chosen.size() < CHUNKS && !left.isEmpty()) {
            left.values().removeIf(pieces -> !pieces.hasNext());
            left.forEach((name, pieces) -> {
                if (chosen.size() < CHUNKS) {
                    chosen.add(new Piece(name, pieces.next()));
                }
            });
        }
        return chosen;
    }

    /**
     * Times everything.
     *
     * @param xsmall a graph of the shape of DeBERTa-v3-xsmall, or null
     * @throws IllegalArgumentException if there is no chunk of 256 tokens, or the graph cannot be used
     */
    Cost measure(Screener screener, @Nullable Path xsmall, CostTrial trial) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        List<Piece> pieces = chosen();
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("no ordinary text and none that discusses attacks fills a chunk of "
                    + Chunker.CHUNK_TOKENS + " tokens, so there is nothing to time");
        }
        List<Passage> passages =
                pieces.stream().map(piece -> Passage.body(piece.text())).toList();
        List<long[]> rivalIds = rivalIds(pieces);
        try (OnnxDetector detector = OnnxDetector.open(classifier, Screener.DEFAULT_FALSE_POSITIVE_RATE, 1);
                OnnxDetector whole =
                        OnnxDetector.open(classifier.clearingNothing(), Screener.DEFAULT_FALSE_POSITIVE_RATE, 1);
                Graph miniLm = Graph.open(CostTrial.MINI_LM, MiniLm.model().bytes())) {
            Map<String, IntConsumer> subjects = new LinkedHashMap<>();
            subjects.put("screener", chunk -> screener.assess(passages.get(chunk)));
            subjects.put("classifier", chunk -> detector.screen(passages.get(chunk)));
            subjects.put("classifier, all layers", chunk -> whole.screen(passages.get(chunk)));
            subjects.put(CostTrial.MINI_LM, chunk -> miniLm.run(rivalIds.get(chunk)));
            List<String> groups = pieces.stream().map(Piece::group).toList();
            List<Cost.Line> lines;
            if (xsmall == null) {
                lines = trial.time(subjects, groups);
            } else {
                try (Graph rival = Graph.open(xsmall.toString(), Files.readAllBytes(xsmall))) {
                    subjects.put(CostTrial.XSMALL, chunk -> rival.run(rivalIds.get(chunk)));
                    lines = trial.time(subjects, groups);
                }
            }
            Map<String, Integer> mix = new TreeMap<>();
            groups.forEach(group -> mix.merge(group, 1, Integer::sum));
            return new Cost(mix, tokens(pieces), trial.rounds(), Estimate.rounded(load), lines);
        } catch (IOException failure) {
            throw new UncheckedIOException("the graph to compare with cannot be read", failure);
        }
    }

    private double tokens(List<Piece> pieces) {
        try (TextEncoder encoder = TextEncoder.open(classifier.tokenizer())) {
            double mean = pieces.stream()
                    .mapToInt(piece -> encoder.encode(
                                    NormalizedText.forModel(piece.text()).text())
                            .size())
                    .average()
                    .orElse(0.0);
            return Math.round((mean + 2.0) * 10.0) / 10.0;
        }
    }

    /** For each chunk 256 ids of MiniLM; what a chunk lacks is filled up from its own beginning. */
    private static List<long[]> rivalIds(List<Piece> pieces) {
        List<long[]> all = new ArrayList<>();
        try (TextEncoder encoder = TextEncoder.open(MiniLm.tokenizer())) {
            for (Piece piece : pieces) {
                StringBuilder text = new StringBuilder(piece.text());
                EncodedText tokens = encoder.encode(text.toString());
                while (tokens.size() < CONTENT_TOKENS) {
                    text.append(' ').append(piece.text());
                    tokens = encoder.encode(text.toString());
                }
                all.add(encoder.framed(tokens, new WindowPlan.Window(0, CONTENT_TOKENS)));
            }
        }
        return all;
    }
}
