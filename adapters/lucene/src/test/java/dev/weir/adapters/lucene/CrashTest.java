package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed at random moments, over and over on one index. Afterwards each document is whole: all
 * rows of one generation and of no other, and no older than the last one whose write returned.
 */
class CrashTest {
    private static final int KILLS = 12;
    private static final int DOCUMENTS = 3;
    private static final int MOST_WRITES_BEFORE_KILL = 8;
    private static final int MOST_MICROS_BEFORE_KILL = 100_000;
    private static final Pattern TEXT = Pattern.compile("generation ([0-9]+) chunk [0-9]+ of ([0-9]+)");

    @TempDir
    Path directory;

    @Test
    void killedWriterLeavesEachDocumentWhole() throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> acknowledged = new HashMap<>();
        int generation = 0;
        int untold = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            generation = writeUntilKilled(random, generation, acknowledged);
            Map<String, Integer> found = generationsOnDisk();
            acknowledged.forEach((document, written) -> assertThat(found.get(document))
                    .as("seed %d, %s", seed, document)
                    .isGreaterThanOrEqualTo(written));
            untold += found.equals(acknowledged) ? 0 : 1;
            found.forEach((document, there) -> acknowledged.merge(document, there, Math::max));
        }
        System.out.printf(
                Locale.ROOT,
                "crash seed %d: %d kills, generation %d reached, %d with a commit that nobody was told of%n",
                seed,
                KILLS,
                generation,
                untold);
    }

    private int writeUntilKilled(SplittableRandom random, int from, Map<String, Integer> acknowledged)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString(),
                        Integer.toString(from))
                .redirectError(new File(directory.toFile().getParentFile(), "crash-writer-errors.txt"))
                .start();
        int latest = from;
        try (BufferedReader lines = writer.inputReader(UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("open");
            for (int more = random.nextInt(MOST_WRITES_BEFORE_KILL); more >= 0; more--) {
                latest = Math.max(latest, acknowledge(lines.readLine(), acknowledged));
            }
            // Then it may live for a moment that is nowhere near its own rhythm.
            assertThat(writer.waitFor(random.nextInt(MOST_MICROS_BEFORE_KILL), TimeUnit.MICROSECONDS))
                    .as("the writer ended by itself")
                    .isFalse();
            // By its handle: Process.destroyForcibly would also close the stream that holds the last lines.
            writer.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                latest = Math.max(latest, acknowledge(line, acknowledged));
            }
        }
        writer.waitFor();
        // Each thread may have committed one more.
        return latest + 1;
    }

    /** Takes down what was written, and returns the generation. */
    private static int acknowledge(String line, Map<String, Integer> acknowledged) {
        String[] word = line.split(" ", -1);
        assertThat(word).as("line of the writer").hasSize(3).endsWith("written");
        acknowledged.put(word[0], Integer.valueOf(word[1]));
        return Integer.parseInt(word[1]);
    }

    private Map<String, Integer> generationsOnDisk() {
        Map<String, List<Candidate>> documents = new HashMap<>();
        try (LuceneChunkStore store = LuceneChunkStore.open(directory, new MovableClock(SealedWorld.START))) {
            store.forEach(
                    SealedWorld.opening(),
                    row -> documents
                            .computeIfAbsent(
                                    ChunkId.parse(row.id().orElseThrow())
                                            .orElseThrow()
                                            .document()
                                            .value(),
                                    document -> new ArrayList<>())
                            .add(row));
        }
        Map<String, Integer> generations = new HashMap<>();
        documents.forEach((document, rows) -> generations.put(document, onlyGeneration(rows)));
        return generations;
    }

    private static int onlyGeneration(List<Candidate> rows) {
        int generation = -1;
        for (Candidate row : rows) {
            Matcher text = TEXT.matcher(row.text().orElseThrow());
            assertThat(text.matches()).isTrue();
            int its = Integer.parseInt(text.group(1));
            assertThat(generation == -1 || generation == its)
                    .as("rows of two generations")
                    .isTrue();
            assertThat(rows).hasSize(Integer.parseInt(text.group(2)));
            generation = its;
        }
        return generation;
    }

    /** The process that is killed: replaces its documents, each by a thread of its own, until it dies. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws InterruptedException {
            SealedWorld world = SealedWorld.inMemory();
            LuceneChunkStore store = LuceneChunkStore.open(Path.of(arguments[0]), world.clock());
            int from = Integer.parseInt(arguments[1]);
            say("open");
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                String document = "doc-" + i;
                threads.add(Thread.ofPlatform().start(() -> write(world, store, document, from)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private static void write(SealedWorld world, LuceneChunkStore store, String document, int from) {
            WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
            for (int generation = from + 1; ; generation++) {
                String[] texts = new String[1 + generation % 7];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = "generation " + generation + " chunk " + i + " of " + texts.length;
                }
                store.write(grant, world.sealer().seal(grant, world.draft(document, 1, texts)), Map.of());
                say(document + " " + generation + " written");
            }
        }

        private static synchronized void say(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
