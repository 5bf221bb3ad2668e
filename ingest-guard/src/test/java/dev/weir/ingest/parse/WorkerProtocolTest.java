package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorkerProtocolTest {

    private static final long SEED = 20_261_123;
    private static final int ROUNDS = 20_000;

    private final WorkerProtocol protocol = new WorkerProtocol(1_000);

    private final WorkerAnswer answer = new WorkerAnswer(
            7,
            new Extraction(
                    "text/plain",
                    List.of(
                            new Layer(Channel.BODY, "/", "body \uD83D\uDE00"),
                            new Layer(Channel.HIDDEN, "/1/2", "hidden")),
                    List.of(new Gap(GapCode.CORRUPT, "/1", "detail")),
                    Map.of("key", List.of("one", "two"), "none", List.of())));

    @Test
    void receiveAnswerWhenSentThenTheSame() throws IOException {
        assertThat(protocol.receiveAnswer(new ByteArrayInputStream(sent()))).isEqualTo(answer);
    }

    @Test
    void receiveRequestWhenSentThenTheSame() throws IOException {
        WorkerRequest request = new WorkerRequest(9, Path.of("folder", "document"), "n\u00E4me", "text/html");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        protocol.send(request, out);
        assertThat(protocol.receiveRequest(new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(request);
    }

    @Test
    void receiveAnswerWhenCutAnywhereThenTheWorkerIsGone() throws IOException {
        byte[] sent = sent();
        for (int length = 0; length < sent.length; length++) {
            byte[] cut = Arrays.copyOf(sent, length);
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> protocol.receiveAnswer(new ByteArrayInputStream(cut)));
        }
    }

    @Test
    void receiveAnswerWhenBytesFollowThenRefused() throws IOException {
        byte[] sent = sent();
        byte[] longer = Arrays.copyOf(sent, sent.length + 1);
        longer[3]++;
        assertThatExceptionOfType(WorkerProtocol.ProtocolException.class)
                .isThrownBy(() -> protocol.receiveAnswer(new ByteArrayInputStream(longer)))
                .withMessage("bytes follow the last field");
    }

    @Test
    void receiveAnswerWhenBytesAreChangedAtRandomThenRefusedOrStillWithinTheRules() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] sent = sent();
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = sent.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                WorkerAnswer read = protocol.receiveAnswer(new ByteArrayInputStream(changed));
                assertThat(read.extraction().layers())
                        .allSatisfy(
                                layer -> assertThat(WellFormed.is(layer.text())).isTrue());
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).as("seed %d", SEED).isBetween(ROUNDS / 10, ROUNDS);
    }

    @Test
    void receiveAnswerWhenKeyComesTwiceThenRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        protocol.send(
                new WorkerAnswer(
                        1,
                        new Extraction("text/plain", List.of(), List.of(), Map.of("aa", List.of(), "bb", List.of()))),
                out);
        byte[] twice = out.toByteArray();
        for (int i = 0; i < twice.length; i++) {
            if (twice[i] == 'b') {
                twice[i] = 'a';
            }
        }
        assertThatExceptionOfType(WorkerProtocol.ProtocolException.class)
                .isThrownBy(() -> protocol.receiveAnswer(new ByteArrayInputStream(twice)))
                .withMessage("a metadata key comes twice");
    }

    @Test
    void receiveAnswerWhenTheLengthIsALieThenMemoryIsThatOfTheBytes() {
        byte[] claim = ByteBuffer.allocate(20).putInt(30 << 20).array();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> protocol.receiveAnswer(new ByteArrayInputStream(claim)));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    }

    @Test
    void awaitReadyWhenGreetingIsOtherThenRefused() {
        assertThatExceptionOfType(WorkerProtocol.ProtocolException.class)
                .isThrownBy(() -> protocol.awaitReady(new ByteArrayInputStream(new byte[] {'E', 'r', 'r', 'o'})));
    }

    private byte[] sent() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        protocol.send(answer, out);
        return out.toByteArray();
    }
}
