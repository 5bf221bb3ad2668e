package dev.weir.adapters.cli;

import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What may be left of a document, in every form it could be written in, and a search for it in the bytes of files. */
final class Traces {
    private static final int PREFIX = 16;

    /** Of what is kept in compressed blocks, pieces of this length show; no two digests share one. */
    private static final int PIECE = 16;

    private final Map<String, List<String>> forms = new LinkedHashMap<>();

    /** A word of the text: as it stands and as it is analysed, in UTF-8 and UTF-16. */
    Traces word(String word) {
        for (String spelt : List.of(word, word.toLowerCase(Locale.ROOT))) {
            add("word " + word, spelt.getBytes(StandardCharsets.UTF_8));
            add("word " + word, spelt.getBytes(StandardCharsets.UTF_16LE));
            add("word " + word, spelt.getBytes(StandardCharsets.UTF_16BE));
        }
        return this;
    }

    /** A name: as it stands and inside the base64 of something. */
    Traces name(String subject, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        add(subject, bytes);
        base64(bytes).forEach(spelt -> add(subject, spelt.getBytes(StandardCharsets.US_ASCII)));
        return this;
    }

    /** A digest: hexadecimal, its first quarter, its bytes, and those inside the base64 of something. */
    Traces digest(String subject, Sha256 digest) {
        byte[] bytes = HexFormat.of().parseHex(digest.hex());
        add(subject, digest.hex().getBytes(StandardCharsets.US_ASCII));
        add(subject, digest.hex().substring(0, PREFIX).getBytes(StandardCharsets.US_ASCII));
        add(subject, bytes);
        base64(bytes).forEach(spelt -> addPieces(subject, spelt, List.of()));
        return this;
    }

    /** A long text in ASCII: its pieces, without those that others share with it. */
    Traces ascii(String subject, String text, List<String> others) {
        addPieces(subject, text, others);
        return this;
    }

    /** A vector's floats in either order of bytes. */
    Traces vector(String subject, float[] vector) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(order);
            bytes.asFloatBuffer().put(vector);
            add(subject, bytes.array());
        }
        return this;
    }

    /** Everything that is looked for. */
    Set<String> subjects() {
        return new TreeSet<>(forms.keySet());
    }

    /** What is in the bytes or in the path of a file below a folder. */
    Set<String> in(Path folder) {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = folder.relativize(file) + "\n" + Files.readString(file, StandardCharsets.ISO_8859_1);
                forms.forEach((subject, spelt) -> {
                    if (spelt.stream().anyMatch(bytes::contains)) {
                        found.add(subject);
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private void add(String subject, byte[] bytes) {
        forms.computeIfAbsent(subject, s -> new ArrayList<>()).add(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private void addPieces(String subject, String text, List<String> others) {
        for (int start = 0; start + PIECE <= text.length(); start += PIECE / 4) {
            String piece = text.substring(start, start + PIECE);
            if (others.stream().noneMatch(other -> other.contains(piece))) {
                add(subject, piece.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** At each of the three places where bytes can begin in base64, without the characters that share bits with others. */
    private static List<String> base64(byte[] bytes) {
        List<String> spelt = new ArrayList<>();
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            int first = shift == 0 ? 0 : shift + 1;
            int whole = shifted.length * Byte.SIZE / 6;
            for (Base64.Encoder encoder : List.of(Base64.getUrlEncoder(), Base64.getEncoder())) {
                spelt.add(encoder.encodeToString(shifted).substring(first, whole));
            }
        }
        return spelt;
    }
}
