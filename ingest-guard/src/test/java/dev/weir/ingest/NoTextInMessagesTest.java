package dev.weir.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.ingest.batch.BatchResult;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.testkit.BreakingStore;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.tenancy.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No report, outcome, ticket or exception prints document text. */
class NoTextInMessagesTest {
    private static final String CANARY = "kingfisher-4711";
    private static final String FLAGGED =
            IngestWorld.prose(3_000) + CANARY + " risk90 " + CANARY + "\n@metadata /\n" + CANARY + "\n";

    @TempDir
    Path root;

    private IngestWorld world;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
    }

    @Test
    void outcomeWhenPrintedThenItHoldsNoText() {
        for (VerdictPolicies policies :
                List.of(VerdictPolicies.strict(), VerdictPolicies.balanced(), VerdictPolicies.observe())) {
            Path file = world.file("a.txt", FLAGGED);
            IngestOutcome outcome = world.ingest(world.guard(policies), file);
            assertThat(outcome.toString()).doesNotContain(CANARY);
            assertThat(outcome.report().excerpts()).isNotEmpty();
            assertThat(new BatchResult.Ingested(file, outcome).toString()).doesNotContain(CANARY);
        }
        assertThat(world.quarantine().list(IngestWorld.ACME)).isNotEmpty();
        for (Review review : world.quarantine().list(IngestWorld.ACME)) {
            assertThat(review.toString()).doesNotContain(CANARY);
        }
    }

    @Test
    void ticketFileWhenWrittenThenOnlyTheBytesHoldText() throws IOException {
        world.ingest(world.guard(VerdictPolicies.strict()), world.file("a.txt", FLAGGED));
        try (Stream<Path> files = Files.walk(root.resolve("quarantine"))) {
            List<Path> holding = files.filter(Files::isRegularFile)
                    .filter(NoTextInMessagesTest::holdsCanary)
                    .toList();
            assertThat(holding)
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasFileName("bytes"));
        }
    }

    @Test
    void exceptionWhenTheStoreFailsThenItHoldsNoText() {
        IngestGuard guard = world.guard(
                world.scanner(VerdictPolicies.balanced()),
                new BreakingStore(world.chunks(), BreakingStore.Moment.BEFORE_WRITE));
        Throwable thrown = catchThrowable(() -> world.ingest(guard, world.file("a.txt", CANARY)));
        assertThat(thrown).isInstanceOf(StoreException.class);
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(CANARY);
    }

    private static boolean holdsCanary(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).contains(CANARY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
