package dev.weir.ingest.provenance;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.Content;
import dev.weir.ingest.ExternalText;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.ReadyChunk;
import dev.weir.ingest.ReleaseOutcome;
import dev.weir.ingest.Sources;
import dev.weir.ingest.Submission;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed of a text with a credential is the text without it. */
class CredentialIngestTest {
    private static final SourceRef SOURCE = new SourceRef("https://wiki.example/page");

    @TempDir
    Path root;

    private IngestWorld world;
    private Signer signer;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
        signer = Signer.with(Signer.Purpose.CONTENT, world.sealed().clock().instant());
    }

    @Test
    void fileWhenSignedThenTheVisibleTextIsSealed() {
        String text = prose(3_000);
        Path file = world.file("a.txt", SignedText.of(text, signer).write());
        IngestOutcome outcome = world.ingest(world.balanced(), file);
        assertThat(outcome).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(outcome.report().credentials())
                .singleElement()
                .satisfies(found -> assertThat(found.credential()).isInstanceOf(Credential.UnknownSigner.class));
        assertThat(sealedText().replaceAll("\\s+", "")).isEqualTo(text.replaceAll("\\s+", ""));
    }

    @Test
    void externalTextWhenSignedThenTheVisibleTextIsSealed() {
        IngestOutcome outcome = ingest(
                ExternalText.of(SignedText.of("Somebody signed this.", signer).write()));
        assertThat(outcome.report().credentials())
                .singleElement()
                .satisfies(found -> assertThat(found.credential()).isInstanceOf(Credential.UnknownSigner.class));
        assertThat(sealedText()).isEqualTo("Somebody signed this.");
    }

    @Test
    void externalTextWhenItComesWithChunksThenStaysAsItIs() {
        String body = SignedText.of("Somebody signed this.", signer).write();
        IngestOutcome outcome = ingest(ExternalText.of(body, List.of(new ReadyChunk(body.substring(0, 8), 0, 8))));
        assertThat(outcome.report().credentials())
                .containsExactly(new LocatedCredential("/", new Credential.NotVerified(CredentialFault.READY_CHUNKS)));
        assertThat(sealedText()).isEqualTo("Somebody");
    }

    @Test
    void heldFileWhenTheCertificateRunsOutThenIsStillReleased() {
        Path file = world.file(
                "a.txt", SignedText.of("This is risk90 to somebody.", signer).write());
        Ticket ticket = world.ingest(world.balanced(), file).ticket().orElseThrow();
        world.sealed().clock().advance(Signer.YEAR.multipliedBy(2));
        WriteGrant reviewer = world.grant("bob", WriteAction.RELEASE, Sources.ofFile(file));
        assertThat(world.balanced().release(reviewer, ticket.id(), new Reason("it quotes an attack")))
                .isInstanceOf(ReleaseOutcome.Released.class);
    }

    private IngestOutcome ingest(Content content) {
        Submission submission = Submission.of(
                content, SOURCE, world.sealed().digests().documentOf(IngestWorld.ACME, SOURCE), IngestWorld.BATCH);
        return world.balanced().ingest(submission, world.grant("alice", WriteAction.INGEST, SOURCE));
    }

    private String sealedText() {
        return world.readable().stream().map(VerifiedChunk::text).collect(Collectors.joining("\n"));
    }
}
