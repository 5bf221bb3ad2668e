package dev.weir.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.SourceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/external-text.md compiles, runs and is the one that the page shows. */
class ExternalTextPageTest {
    private static final Path ROOT = Path.of("..");

    @TempDir
    Path root;

    @Test
    void exampleWhenRunThenBothChunksAreReadable() {
        IngestWorld world = new IngestWorld(root);
        WriteGrant grant = world.grant("alice", WriteAction.INGEST, new SourceRef("https://wiki.example/hours"));
        assertThat(submit(world.balanced(), IngestWorld.ACME, grant)).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(world.readable()).hasSize(2);
    }

    @Test
    void pageWhenItShowsTheExampleThenItIsThisOne() throws IOException {
        String code = Files.readAllLines(
                        ROOT.resolve("ingest-guard/src/test/java/dev/weir/ingest/ExternalTextPageTest.java"))
                .stream()
                .dropWhile(line -> !line.strip().equals("// example"))
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// end"))
                .map(line -> line.replaceAll("\\s", ""))
                .collect(Collectors.joining());
        String page = Files.readAllLines(ROOT.resolve("docs/external-text.md")).stream()
                .map(line -> line.replaceAll("\\s", ""))
                .collect(Collectors.joining());
        assertThat(code).isNotBlank();
        assertThat(page).contains(code);
    }

    private static IngestOutcome submit(IngestGuard guard, TenantId tenant, WriteGrant grant) {
        // example
        String body = "Opening hours. The reading room opens at nine. It closes at five.";
        ExternalText text = ExternalText.of(
                body,
                List.of(
                        new ReadyChunk("Opening hours. The reading room opens at nine.", 0, 46),
                        new ReadyChunk("The reading room opens at nine. It closes at five.", 15, 65)));
        SourceRef source = new SourceRef("https://wiki.example/hours");
        Submission submission = Submission.of(text, source, guard.documentOf(tenant, source), "nightly-1");

        IngestOutcome outcome = guard.ingest(submission, grant); // the grant is for this very source
        // end
        return outcome;
    }
}
