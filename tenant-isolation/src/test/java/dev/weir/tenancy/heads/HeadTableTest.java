package dev.weir.tenancy.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTableTest {
    private static final List<HeadState.Life> LIVES = List.of(HeadState.Life.values());
    private static final List<TrustTier> TRUST = List.of(TrustTier.values());

    @Property(tries = 60)
    void tableIsTheMapItBehavesAs(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int documents = 1 + random.nextInt(2_000);
        HeadTable table = new HeadTable();
        Map<DocumentId, HeadState> oracle = new HashMap<>();
        int puts = random.nextInt(12_000);
        for (int i = 0; i < puts; i++) {
            HeadState state = state(random, documents);
            table.put(state);
            oracle.put(state.head().document(), state);
        }

        assertSame(table, oracle, documents);
        assertSame(roundTrip(table), oracle, documents);
    }

    @Test
    void recordsThatWereReplacedDoNotPileUp() {
        SplittableRandom random = new SplittableRandom(7);
        HeadTable table = new HeadTable();
        Map<DocumentId, HeadState> oracle = new HashMap<>();
        for (int i = 0; i < 400_000; i++) {
            HeadState state = state(random, 500);
            table.put(state);
            oracle.put(state.head().document(), state);
        }

        assertSame(table, oracle, 500);
        assertThat(table.usedBytes()).isLessThan(3 << 20);
    }

    /** A reader beside the writer sees, of a document, only states that were put, and never an older one again. */
    @Test
    void readerBesideTheWriterSeesWholeStatesInOrder() throws Exception {
        HeadTable table = new HeadTable();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> wrong = new AtomicReference<>("");
        Thread reader = Thread.ofPlatform().start(() -> {
            Map<DocumentId, Long> seen = new HashMap<>();
            SplittableRandom random = new SplittableRandom(2);
            while (!done.get()) {
                DocumentId document = document(random.nextInt(300));
                HeadState state = table.get(document);
                if (state != null) {
                    long version = state.head().version();
                    if (!state.head().root().equals(Sha256.ofText(document + "/" + version))
                            || version < seen.getOrDefault(document, 0L)) {
                        wrong.set(document + "/" + version);
                    }
                    seen.put(document, version);
                }
            }
        });
        SplittableRandom random = new SplittableRandom(1);
        long[] versions = new long[300];
        for (int i = 0; i < 300_000; i++) {
            int number = random.nextInt(300);
            versions[number]++;
            table.put(state(document(number), versions[number], random));
        }
        done.set(true);
        reader.join();

        assertThat(wrong.get()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void snapshotThatIsOutOfRangeIsRefused(int fault) throws Exception {
        HeadTable table = new HeadTable();
        table.put(state(document(1), 1, new SplittableRandom(1)));
        byte[] bytes = bytes(table);
        int record = bytes.length - recordBytes(document(1));
        switch (fault) {
            case 0 -> bytes[record] = 7;
            case 1 -> bytes[record + 1]++;
            default -> bytes[bytes.length - 3] = 9;
        }

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(MalformedBytesException.class);
    }

    @Test
    void documentThatStandsTwiceInASnapshotIsRefused() throws Exception {
        HeadTable table = new HeadTable();
        table.put(state(document(1), 1, new SplittableRandom(1)));
        byte[] once = bytes(table);
        int record = recordBytes(document(1)) + Short.BYTES;
        byte[] twice = new byte[once.length + record];
        System.arraycopy(once, 0, twice, 0, once.length);
        System.arraycopy(once, once.length - record, twice, once.length, record);
        twice[once.length - record - 1] = 2;

        assertThatThrownBy(() -> read(twice))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("twice");
    }

    private static void assertSame(HeadTable table, Map<DocumentId, HeadState> oracle, int documents) {
        assertThat(table.size()).isEqualTo(oracle.size());
        for (int i = 0; i < documents; i++) {
            assertThat(table.get(document(i))).isEqualTo(oracle.get(document(i)));
        }
        List<HeadState> shown = new ArrayList<>();
        table.forEach(shown::add);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(oracle.values());
    }

    private static HeadTable roundTrip(HeadTable table) throws IOException, MalformedBytesException {
        return read(bytes(table));
    }

    private static byte[] bytes(HeadTable table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static HeadTable read(byte[] bytes) throws IOException, MalformedBytesException {
        return HeadTable.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)), SealedWorld.ACME);
    }

    private static int recordBytes(DocumentId document) {
        return 2 + document.value().length() + 58;
    }

    private static HeadState state(SplittableRandom random, int documents) {
        return state(document(random.nextInt(documents)), 1 + random.nextLong(1L << 50), random);
    }

    private static HeadState state(DocumentId document, long version, SplittableRandom random) {
        DocumentHead head = new DocumentHead(
                new AccessTag(SealedWorld.ACME, Set.of(new Label("group:" + random.nextInt(5))), Set.of()),
                document,
                version,
                1 + random.nextInt(100),
                Sha256.ofText(document + "/" + version),
                TRUST.get(random.nextInt(TRUST.size())),
                "attester-" + random.nextInt(3),
                random.nextBoolean() ? DocumentHead.NEVER : Instant.ofEpochMilli(random.nextLong(1L << 45)),
                new ScanStamp(
                        random.nextInt(3),
                        "rules",
                        Sha256.ofText("model"),
                        Sha256.ofText("tokenizer"),
                        "calibration",
                        "runtime",
                        ScanStamp.Outcome.ADMITTED,
                        random.nextInt(10_001)));
        return new HeadState(head, key(random), key(random), key(random), LIVES.get(random.nextInt(LIVES.size())));
    }

    private static KeyId key(SplittableRandom random) {
        return new KeyId("0".repeat(31) + random.nextInt(4));
    }

    /** Ids of every length up to the longest. */
    private static DocumentId document(int number) {
        String name = "d" + number;
        return new DocumentId(name + "x".repeat(number * 7 % (129 - name.length())));
    }
}
