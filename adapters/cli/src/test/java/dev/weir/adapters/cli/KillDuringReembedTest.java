package dev.weir.adapters.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.models.embed.MiniLmEmbedder;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopedQuery;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code weir reembed} is killed at random moments, over and over on one store. After each kill every document is answered
 * whole, once, and the run that is not killed ends as if none had been.
 */
class KillDuringReembedTest {
    private static final int KILLS = 6;
    private static final int DOCUMENTS = 40;
    private static final int MOST_MILLIS_BEFORE_KILL = 3_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(600)
    void storeWhenTheRunIsKilledThenEveryDocumentIsAnsweredAndTheNextRunGoesOn() throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Path store = directory.resolve("kb");
        Files.createDirectories(directory.resolve("in"));
        for (int i = 0; i < DOCUMENTS; i++) {
            Files.writeString(directory.resolve("in/" + i + ".txt"), text(i), UTF_8);
        }
        assertThat(Console.run("ingest", "--store", store, "--tenant", "acme", directory.resolve("in"))
                        .exit())
                .isZero();
        int inTheMiddle = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            runUntilKilled(store, random.nextInt(MOST_MILLIS_BEFORE_KILL));
            IndexPointer pointer = IndexPointer.read(store);
            inTheMiddle += pointer instanceof IndexPointer.Single ? 0 : 1;
            requireAnswered(store, random.nextInt(DOCUMENTS), seed);
            requireIntact(store, seed, pointer);
        }
        System.out.printf(
                Locale.ROOT, "re-embedding seed %d: %d kills, %d with two indexes left%n", seed, KILLS, inTheMiddle);
        Console ended = Console.run("reembed", "--store", store, "--json");
        assertThat(ended.exit()).as("seed %d: %s", seed, ended.err()).isZero();
        assertThat(ended.lines().getLast().at("/summary/documents").intValue()).isEqualTo(DOCUMENTS);
        assertThat(IndexPointer.read(store)).isInstanceOf(IndexPointer.Single.class);
        assertThat(IndexPointer.present(store)).hasSize(1);
        Console verified = Console.run("verify", "--store", store, "--json");
        assertThat(verified.exit()).as("seed %d", seed).isZero();
        assertThat(verified.lines().getLast().at("/summary/intact").intValue()).isEqualTo(DOCUMENTS);
    }

    private void runUntilKilled(Path store, int millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Weir.class.getName(),
                        "reembed",
                        "--store",
                        store.toString())
                .redirectOutput(new File(directory.toFile(), "reembed-output.txt"))
                .start();
        try (BufferedReader lines = process.errorReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains("index ")) {
                line = lines.readLine();
            }
            assertThat(line).isNotNull();
            // It may be through already; then the next one begins a third index, and so on.
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.toHandle().destroyForcibly();
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A search by a document's own vector finds every document, each once, and that one first. */
    private static void requireAnswered(Path store, int document, long seed) {
        InstantSource clock = InstantSource.system();
        TenantId acme = new TenantId("acme");
        List<String> found = new ArrayList<>();
        try (LocalStore local = LocalStore.open(
                        store, KeyPlace.withoutPassphrase(store.resolve("keys")), Settings.defaults(), clock);
                MiniLmEmbedder embedder = MiniLmEmbedder.open()) {
            AccessScope scope = local.resolver().resolve(local.localUser(acme));
            local.reader().refresh(acme);
            ScopedQuery query = ScopedQuery.byVector(
                    scope,
                    local.reader(),
                    clock.instant(),
                    embedder.embed(List.of(text(document))).getFirst(),
                    10 * DOCUMENTS,
                    ApplicationFilter.everything());
            SealVerifier verifier = new SealVerifier(local.reader(), clock);
            for (Candidate row : local.chunks().search(query).rows()) {
                if (verifier.verify(row, scope) instanceof SealCheck.Intact intact) {
                    found.add(intact.chunk().text());
                }
            }
        }
        assertThat(found)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, DOCUMENTS)
                        .mapToObj(KillDuringReembedTest::text)
                        .toList());
        assertThat(found.getFirst()).as("seed %d", seed).isEqualTo(text(document));
    }

    /** Nothing is broken or missing; what a kill left is stale at worst. */
    private static void requireIntact(Path store, long seed, IndexPointer pointer) {
        Console verified = Console.run("verify", "--store", store, "--json");
        assertThat(verified.exit())
                .as("seed %d, %s: %s", seed, pointer, verified.err())
                .isLessThan(2);
        JsonNode summary = verified.lines().getLast().at("/summary");
        assertThat(summary.at("/missing").intValue()).isZero();
        assertThat(summary.at("/intact").intValue()).isBetween(DOCUMENTS, 2 * DOCUMENTS);
    }

    private static String text(int document) {
        return "Room " + document + " of the old school is let to a club from the street with number " + document * 7
                + ".";
    }
}
