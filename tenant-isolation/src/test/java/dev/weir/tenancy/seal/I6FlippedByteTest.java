package dev.weir.tenancy.seal;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.Redaction;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.TrustFileException;
import dev.weir.tenancy.keys.TrustedKeys;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** I6: one changed byte anywhere breaks the seal, at every position; an honest round trip never does. */
class I6FlippedByteTest {
    private static final int[] MASKS = {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF};
    private static final int[] FEW_MASKS = {0x01, 0x20, 0x80};

    private final SealedWorld world = SealedWorld.inMemory();
    private final AccessScope scope = world.scope(ACME);
    private final SealedDocument document = document();

    @Test
    void honestRowsAreIntact() {
        for (SealedChunk chunk : document.chunks()) {
            assertThat(world.verifier().verify(SealedWorld.row(chunk), scope)).isInstanceOf(SealCheck.Intact.class);
        }
    }

    @Test
    void everyFlippedByteOfTheTextIsCaught() {
        for (SealedChunk chunk : document.chunks()) {
            byte[] honest = chunk.text().getBytes(UTF_8);
            for (int at = 0; at < honest.length; at++) {
                for (int mask : MASKS) {
                    byte[] flipped = honest.clone();
                    flipped[at] ^= (byte) mask;
                    assertFault(
                            row(chunk, new String(flipped, UTF_8), chunk.seal(), chunk.vector()),
                            SealFault.TEXT_ALTERED);
                }
            }
        }
    }

    @Test
    void everyFlippedBitOfTheTextsCharactersIsCaught() {
        SealedChunk chunk = document.chunks().getFirst();
        for (int at = 0; at < chunk.text().length(); at++) {
            for (int bit = 0; bit < Character.SIZE; bit++) {
                char[] flipped = chunk.text().toCharArray();
                flipped[at] ^= (char) (1 << bit);
                assertFault(row(chunk, new String(flipped), chunk.seal(), chunk.vector()), SealFault.TEXT_ALTERED);
            }
        }
    }

    @Test
    void loneSurrogateInThePlaceOfAQuestionMarkIsCaught() {
        SealedChunk chunk = document.chunks().get(1);
        assertThat(chunk.text()).isEqualTo("plain?");

        assertFault(row(chunk, "plain\uD800", chunk.seal(), chunk.vector()), SealFault.TEXT_ALTERED);
        assertFault(row(chunk, "plain?\0", chunk.seal(), chunk.vector()), SealFault.TEXT_ALTERED);
    }

    @Test
    void everyFlippedBitOfTheSealIsCaught() {
        for (SealedChunk chunk : document.chunks()) {
            for (int at = 0; at < chunk.seal().length(); at++) {
                for (int bit = 0; bit < 9; bit++) {
                    char[] flipped = chunk.seal().toCharArray();
                    flipped[at] ^= (char) (1 << bit);
                    assertBroken(row(chunk, chunk.text(), new String(flipped), chunk.vector()));
                }
            }
        }
    }

    @Test
    void everyOtherSpellingOfTheSealIsMalformed() {
        SealedChunk chunk = document.chunks().getFirst();
        String seal = chunk.seal();
        List<String> spellings = new ArrayList<>(List.of(
                seal + "=", seal + "==", seal + "A", seal + " ", " " + seal, seal + "\n", seal + "\0", seal + seal));
        for (int at = 0; at < seal.length(); at++) {
            spellings.add(seal.substring(0, at) + seal.substring(at + 1));
            spellings.add(seal.substring(0, at) + "\n" + seal.substring(at));
        }
        for (String spelling : spellings) {
            assertFault(row(chunk, chunk.text(), spelling, chunk.vector()), SealFault.MALFORMED_SEAL);
        }
        for (int length = 1; length < seal.length(); length++) {
            assertFault(row(chunk, chunk.text(), seal.substring(0, length), chunk.vector()), SealFault.MALFORMED_SEAL);
        }
    }

    @Test
    void everyFlippedBitOfABoundVectorIsCaught() {
        SealedChunk chunk = document.chunks().getFirst();
        for (int at = 0; at < chunk.vector().length; at++) {
            for (int bit = 0; bit < Float.SIZE; bit++) {
                float[] flipped = chunk.vector().clone();
                flipped[at] = Float.intBitsToFloat(Float.floatToRawIntBits(flipped[at]) ^ (1 << bit));
                assertFault(row(chunk, chunk.text(), chunk.seal(), flipped), SealFault.VECTOR_ALTERED);
            }
        }
    }

    @Test
    void vectorOfAnotherLengthIsCaught() {
        SealedChunk chunk = document.chunks().getFirst();
        float[] longer = java.util.Arrays.copyOf(chunk.vector(), chunk.vector().length + 1);

        assertFault(row(chunk, chunk.text(), chunk.seal(), longer), SealFault.VECTOR_ALTERED);
        assertFault(row(chunk, chunk.text(), chunk.seal(), new float[0]), SealFault.VECTOR_ALTERED);
        assertFault(
                new Candidate(chunk.id().toString(), chunk.text(), chunk.seal(), null, Map.of(), 1),
                SealFault.VECTOR_ALTERED);
    }

    @Test
    void vectorThatIsChangedAfterTheCheckIsNotWhatWasVerified() {
        SealedChunk chunk = document.chunks().getFirst();
        float[] given = chunk.vector().clone();
        SealCheck check = world.verifier().verify(row(chunk, chunk.text(), chunk.seal(), given), scope);
        given[0] = 7;

        assertThat(check)
                .isInstanceOfSatisfying(
                        SealCheck.Intact.class,
                        intact -> assertThat(intact.chunk().vector().orElseThrow())
                                .isEqualTo(chunk.vector()));
    }

    @Test
    void everyFlippedByteOfTheKeyIsCaught() {
        SealedChunk chunk = document.chunks().getFirst();
        String key = chunk.id().toString();
        for (int at = 0; at < key.length(); at++) {
            for (int bit = 0; bit < Character.SIZE; bit++) {
                char[] flipped = key.toCharArray();
                flipped[at] ^= (char) (1 << bit);
                assertFault(
                        new Candidate(new String(flipped), chunk.text(), chunk.seal(), chunk.vector(), Map.of(), 1),
                        SealFault.WRONG_ROW);
            }
        }
    }

    @Test
    void everyFlippedByteOfTheHeadLogIsRefused() {
        List<byte[]> honest = world.memoryLog().entries(ACME);
        for (int entry = 0; entry < honest.size(); entry++) {
            for (int at = 0; at < honest.get(entry).length; at++) {
                for (int mask : FEW_MASKS) {
                    byte[] flipped = honest.get(entry).clone();
                    flipped[at] ^= (byte) mask;
                    int index = entry;
                    world.memoryLog().tamper(ACME, entries -> {
                        List<byte[]> changed = new ArrayList<>(honest);
                        changed.set(index, flipped);
                        return changed;
                    });
                    HeadReader reader = world.newReader();
                    reader.refresh(ACME);
                    assertThat(reader.fault(ACME))
                            .as("entry %d, byte %d, mask %d", entry, at, mask)
                            .isPresent();
                    assertThat(reader.lookup(ACME, document.head().document())).isInstanceOf(HeadLookup.None.class);
                }
            }
        }
    }

    @Test
    void everyFlippedByteOfTheTrustFileIsRefused() {
        String honest = world.worldKeys().trustFile();
        for (int at = 0; at < honest.length(); at++) {
            for (int mask : FEW_MASKS) {
                char[] flipped = honest.toCharArray();
                flipped[at] ^= (char) mask;
                assertThatThrownBy(() -> TrustedKeys.parse(
                                new String(flipped), world.worldKeys().rootId()))
                        .as("byte %d, mask %d", at, mask)
                        .isInstanceOf(TrustFileException.class);
            }
        }
    }

    @Test
    void restartedReaderTakesTheHonestLog() {
        HeadReader reader =
                new HeadReader(world.log(), world.trusted(), SeenPositions.inMemory(), world.clock(), Duration.ZERO);
        reader.refresh(ACME);

        assertThat(reader.fault(ACME)).isEqualTo(Optional.empty());
    }

    @Property(tries = 200)
    void honestRoundTripIsAlwaysIntact(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int chunks) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ChunkDraft> drafts = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            drafts.add(draft(text(random), random));
        }
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        String name = "doc-" + Long.toUnsignedString(seed) + "-" + chunks;
        SealedDocument sealed = world.sealer()
                .seal(
                        grant,
                        world.draft(
                                name,
                                world.heads().lastVersion(ACME, new dev.weir.tenancy.chunk.DocumentId(name)) + 1,
                                "test:s",
                                "b",
                                DocumentHead.NEVER,
                                SealedWorld.stamp(1),
                                drafts));
        world.publish(grant, sealed.head());
        for (SealedChunk chunk : sealed.chunks()) {
            assertThat(world.verifier().verify(SealedWorld.row(chunk), scope))
                    .isInstanceOfSatisfying(
                            SealCheck.Intact.class,
                            intact -> assertThat(intact.chunk().facts()).isEqualTo(chunk.facts()));
        }
    }

    private SealedDocument document() {
        SplittableRandom random = new SplittableRandom(8032);
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        List<ChunkDraft> drafts =
                List.of(draft("Grüße 👋🏽 e\u0301 שלום", random), draft("plain?", random), draft("x\ty\r\nz", random));
        SealedDocument sealed = world.sealer()
                .seal(
                        grant,
                        world.draft(
                                "doc", 1, "test:doc", "b", DocumentHead.NEVER, SealedWorld.stamp(1), exact(drafts)));
        world.publish(grant, sealed.head());
        return sealed;
    }

    private static List<ChunkDraft> exact(List<ChunkDraft> drafts) {
        List<ChunkDraft> bound = new ArrayList<>();
        for (ChunkDraft draft : drafts) {
            float[] vector = SealedWorld.vectorOf(draft.text());
            bound.add(new ChunkDraft(
                    draft.text(),
                    draft.location(),
                    draft.start(),
                    draft.end(),
                    draft.redactions(),
                    EmbeddingBinding.exact(SealedWorld.EMBEDDER, vector),
                    vector));
        }
        return bound;
    }

    private static ChunkDraft draft(String text, SplittableRandom random) {
        float[] vector = SealedWorld.vectorOf(text);
        List<Redaction> redactions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            redactions.add(new Redaction(0, text.length(), Sha256.ofText("gone " + i)));
        }
        int start = random.nextInt(1_000_000);
        return switch (random.nextInt(3)) {
            case 0 ->
                new ChunkDraft(text, "body", start, start + 9, redactions, new EmbeddingBinding.Absent(), new float[0]);
            case 1 ->
                new ChunkDraft(
                        text,
                        "sheet:2",
                        start,
                        start,
                        redactions,
                        new EmbeddingBinding.StoredForm(SealedWorld.EMBEDDER, vector.length),
                        vector);
            default ->
                new ChunkDraft(
                        text,
                        "a/b.txt in c.zip – ünï",
                        start,
                        start + 1,
                        redactions,
                        EmbeddingBinding.exact(SealedWorld.EMBEDDER, vector),
                        vector);
        };
    }

    /** Well-formed text of 1 to 60 code points from all planes. */
    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            int point = random.nextBoolean() ? 1 + random.nextInt(0x7F) : 1 + random.nextInt(0x10FFFE);
            text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? '?' : point);
        }
        return text.toString();
    }

    private static Candidate row(SealedChunk chunk, String text, String seal, float[] vector) {
        return new Candidate(chunk.id().toString(), text, seal, vector, Map.of(), 1);
    }

    private void assertFault(Candidate row, SealFault fault) {
        assertThat(world.verifier().verify(row, scope))
                .isInstanceOfSatisfying(
                        SealCheck.Broken.class,
                        broken -> assertThat(broken.fault()).isEqualTo(fault));
    }

    private void assertBroken(Candidate row) {
        assertThat(world.verifier().verify(row, scope)).isInstanceOf(SealCheck.Broken.class);
    }
}
