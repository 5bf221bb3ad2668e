package dev.weir.ingest.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Everything in the bytes of a manifest that could be read as words, one piece a line, signed or not. Strings of CBOR come
 * whole; in whatever else there is, every run of printable characters counts.
 */
final class ManifestWords {
    private static final int SHORTEST_RUN = 6;

    private final Set<String> pieces = new LinkedHashSet<>();

    private ManifestWords() {}

    /**
     * @param payload of a wrapper
     * @param storeLength how many bytes of it say they are a manifest store; the rest should be padding
     */
    static String of(byte[] payload, int storeLength) {
        ManifestWords words = new ManifestWords();
        try {
            words.box(Box.read(Arrays.copyOf(payload, storeLength)));
            words.printable(Arrays.copyOfRange(payload, storeLength, payload.length));
        } catch (NotVerifiedException e) {
            words.printable(payload);
        }
        return String.join("\n", words.pieces);
    }

    private void box(Box box) {
        if (box.type().equals(Box.SUPERBOX)) {
            add(box.label());
            box.children().forEach(this::box);
        } else if (box.type().equals(Box.CBOR)) {
            cbor(box.payload());
        } else {
            printable(box.payload());
        }
    }

    private void cbor(byte[] bytes) {
        try {
            node(Cbor.any(bytes));
        } catch (NotVerifiedException e) {
            printable(bytes);
        }
    }

    private void node(JsonNode node) {
        if (node.isTextual()) {
            add(node.textValue());
        } else if (node.isBinary()) {
            try {
                printable(node.binaryValue());
            } catch (IOException e) {
                throw new IllegalStateException("a node of bytes has bytes", e);
            }
        }
        node.fieldNames().forEachRemaining(this::add);
        node.forEach(this::node);
    }

    private void add(String text) {
        // A lone surrogate or a NUL has no place in a text that is screened.
        String sound =
                new String(text.getBytes(UTF_8), UTF_8).replace('\0', '\uFFFD').strip();
        if (!sound.isEmpty()) {
            pieces.add(sound);
        }
    }

    private void printable(byte[] bytes) {
        StringBuilder run = new StringBuilder();
        int length = 0;
        for (int codePoint : new String(bytes, UTF_8).codePoints().toArray()) {
            if (codePoint == '\uFFFD' || (Character.isISOControl(codePoint) && !Character.isWhitespace(codePoint))) {
                end(run, length);
                length = 0;
            } else {
                run.appendCodePoint(codePoint);
                length++;
            }
        }
        end(run, length);
    }

    private void end(StringBuilder run, int length) {
        if (length >= SHORTEST_RUN) {
            add(run.toString());
        }
        run.setLength(0);
    }
}
