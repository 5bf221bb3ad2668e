package dev.weir.benchmarks.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.models.Screener;
import dev.weir.models.embed.MiniLmEmbedder;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Texts and their embeddings, searched exhaustively by cosine. Immutable but for what was ranked already. */
final class Corpus {
    /** Chunks that a ranking holds. */
    static final int RANKED = 50;

    private static final TenantId TENANT = new TenantId("bench");
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 64;
    private static final int TAIL_WORDS = 12;

    private final List<String> titles;
    private final List<String> texts;
    private final List<String> tails;
    private final float[][] vectors;
    private final float[][] titleVectors;
    private final float[][] tailVectors;
    private final Ranking[] byTitle;
    private final Ranking[] byTail;
    private final Map<String, Double> suspicions;

    private Corpus(List<String> titles, List<String> texts, MiniLmEmbedder embedder, PassageScreen screen) {
        this.titles = List.copyOf(titles);
        this.texts = List.copyOf(texts);
        this.tails = texts.stream().map(Corpus::tail).toList();
        this.vectors = embedded(this.texts, embedder);
        this.titleVectors = embedded(this.titles, embedder);
        this.tailVectors = embedded(this.tails, embedder);
        this.byTitle = new Ranking[titles.size()];
        this.byTail = new Ranking[titles.size()];
        this.suspicions = new HashMap<>();
        Stream.of(this.titles, this.tails)
                .flatMap(List::stream)
                .forEach(question -> suspicions.computeIfAbsent(question, screen::suspicion));
    }

    /** The best chunks of a question and how well they fit, best first. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ranking(int[] chunks, double[] scores) {}

    /** Reads {@code clean_corpus.jsonl.gz}; a text that stands twice is taken once. */
    static Corpus read(Path file) {
        List<String> titles = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
                MiniLmEmbedder embedder = MiniLmEmbedder.open();
                PassageScreen screen = new PassageScreen(
                        Screener::defaults,
                        VerdictCache.ofEntries(1),
                        PassageScreen.Budget.STANDARD,
                        InstantSource.system())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = JSON.readTree(line);
                String text = row.path("text").asText();
                if (!text.isBlank() && seen.add(text)) {
                    texts.add(text);
                    titles.add(opening(row.path("title").asText(), text));
                }
            }
            return new Corpus(titles, texts, embedder, screen);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** What somebody asks who wants this text: its title, and a few of its first words. */
    private static String opening(String title, String text) {
        String[] words = text.split("\\s+", 13);
        return title + " "
                + String.join(" ", Arrays.asList(words).subList(Math.min(2, words.length), Math.min(8, words.length)));
    }

    private static String tail(String text) {
        String[] words = text.split("\\s+");
        return String.join(" ", Arrays.asList(words).subList(Math.max(0, words.length - TAIL_WORDS), words.length));
    }

    private static float[][] embedded(List<String> texts, MiniLmEmbedder embedder) {
        float[][] vectors = new float[texts.size()][];
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<float[]> batch = embedder.embed(texts.subList(from, Math.min(texts.size(), from + BATCH)));
            for (int i = 0; i < batch.size(); i++) {
                vectors[from + i] = unit(batch.get(i));
            }
        }
        return vectors;
    }

    static float[] unit(float[] vector) {
        double squares = 0;
        for (float each : vector) {
            squares += (double) each * each;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(Math.max(squares, 1e-12)));
        }
        return unit;
    }

    int size() {
        return texts.size();
    }

    int dimension() {
        return vectors[0].length;
    }

    static TenantId tenant() {
        return TENANT;
    }

    static ChunkId id(int chunk) {
        return new ChunkId(TENANT, new DocumentId("d" + chunk), 1, 0);
    }

    String text(int chunk) {
        return texts.get(chunk);
    }

    String title(int chunk) {
        return titles.get(chunk);
    }

    String tailOf(int chunk) {
        return tails.get(chunk);
    }

    float[] vector(int chunk) {
        return vectors[chunk];
    }

    /** How near the product's screener comes to flagging a question that somebody asks with words. */
    double suspicion(String question) {
        return suspicions.getOrDefault(question, 0.0);
    }

    float[] titleVector(int chunk) {
        return titleVectors[chunk];
    }

    /** What the title of a chunk finds. */
    Ranking byTitle(int chunk) {
        if (byTitle[chunk] == null) {
            byTitle[chunk] = search(titleVectors[chunk]);
        }
        return byTitle[chunk];
    }

    /** What the last words of a chunk find. */
    Ranking byTail(int chunk) {
        if (byTail[chunk] == null) {
            byTail[chunk] = search(tailVectors[chunk]);
        }
        return byTail[chunk];
    }

    /** Every chunk, the most alike to one of them first. */
    int[] neighbours(int chunk) {
        double[] scores = scores(vectors[chunk]);
        return IntStream.range(0, size())
                .boxed()
                .sorted((one, other) -> Double.compare(scores[other], scores[one]))
                .mapToInt(each -> each)
                .toArray();
    }

    Ranking search(float[] vector) {
        double[] scores = scores(vector);
        int[] chunks = new int[RANKED];
        double[] best = new double[RANKED];
        int found = 0;
        for (int chunk = 0; chunk < scores.length; chunk++) {
            int at = found;
            while (at > 0 && best[at - 1] < scores[chunk]) {
                at--;
            }
            if (at < RANKED) {
                int moved = Math.min(found, RANKED - 1) - at;
                System.arraycopy(best, at, best, at + 1, moved);
                System.arraycopy(chunks, at, chunks, at + 1, moved);
                best[at] = scores[chunk];
                chunks[at] = chunk;
                found = Math.min(RANKED, found + 1);
            }
        }
        return new Ranking(Arrays.copyOf(chunks, found), Arrays.copyOf(best, found));
    }

    private double[] scores(float[] vector) {
        double[] scores = new double[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            scores[i] = dot(vectors[i], vector);
        }
        return scores;
    }

    /** The inner product, in four sums that do not wait for each other; dimensions beyond a multiple of four are left out. */
    static double dot(float[] one, float[] other) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i + 3 < one.length; i += 4) {
            a += one[i] * other[i];
            b += one[i + 1] * other[i + 1];
            c += one[i + 2] * other[i + 2];
            d += one[i + 3] * other[i + 3];
        }
        return a + b + c + d;
    }
}
