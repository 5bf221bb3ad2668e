package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final int INT64 = 7;

    @Test
    void runWhenGraphHasNoTokenTypesThenItIsNotGivenThem() {
        try (Graph graph = Graph.open("a rival", sumOf("input_ids", "attention_mask"))) {
            assertThatCode(() -> graph.run(new long[] {101, 2023, 102})).doesNotThrowAnyException();
        }
    }

    @Test
    void runWhenGraphHasAllInputsThenItRuns() {
        try (Graph graph = Graph.open("MiniLM", MiniLm.model().bytes())) {
            assertThatCode(() -> graph.run(new long[] {101, 2023, 102})).doesNotThrowAnyException();
        }
    }

    @Test
    void openWhenGraphAsksForAnInputThatIsNotKnownThenRefused() {
        byte[] graph = sumOf("input_ids", "position_ids");
        assertThatThrownBy(() -> Graph.open("a rival", graph))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a rival");
    }

    @Test
    void openWhenBytesAreNoGraphThenRefused() {
        byte[] bytes = "no graph".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Graph.open("a rival", bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a rival");
    }

    /** The bytes of a graph that adds two sequences of int64; field numbers are those of onnx.proto. */
    private static byte[] sumOf(String first, String second) {
        Proto node = new Proto().text(1, first).text(1, second).text(2, "sum").text(4, "Add");
        Proto graph = new Proto()
                .message(1, node)
                .text(2, "sum")
                .message(11, sequence(first))
                .message(11, sequence(second))
                .message(12, sequence("sum"));
        Proto opset = new Proto().text(1, "").number(2, 13);
        return new Proto().number(1, 8).message(7, graph).message(8, opset).bytes();
    }

    private static Proto sequence(String name) {
        Proto one = new Proto().number(1, 1);
        Proto any = new Proto().text(2, "tokens");
        Proto shape = new Proto().message(1, one).message(1, any);
        Proto tensor = new Proto().number(1, INT64).message(2, shape);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    /** A protocol buffer whose numbers and lengths are below 16,384. */
    private static final class Proto {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Proto number(int field, int value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Proto text(int field, String value) {
            return field(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Proto message(int field, Proto value) {
            return field(field, value.bytes());
        }

        private Proto field(int field, byte[] value) {
            varint((field << 3) | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(int value) {
            if (value >= 0x80) {
                out.write((value & 0x7F) | 0x80);
                out.write(value >> 7);
            } else {
                out.write(value);
            }
        }

        byte[] bytes() {
            return Arrays.copyOf(out.toByteArray(), out.size());
        }
    }
}
