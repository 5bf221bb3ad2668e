package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** How the bytes that a fuzzer changes become a file. */
interface FileShape {

    List<byte[]> seeds();

    byte[] fileOf(byte[] input);

    /** The bytes are the file. */
    static FileShape whole(List<byte[]> files) {
        return new FileShape() {
            @Override
            public List<byte[]> seeds() {
                return files;
            }

            @Override
            public byte[] fileOf(byte[] input) {
                return input;
            }
        };
    }

    /**
     * The bytes are one part of a package that is sound otherwise: changes to the package itself would hardly ever leave one.
     * Two bytes before them say which part of which package.
     */
    static FileShape partsOf(List<byte[]> packages) {
        return new Parts(packages);
    }

    /** Packages whose parts are replaced one at a time. */
    final class Parts implements FileShape {
        private record Cut(Map<String, byte[]> parts, String name) {}

        private final List<Cut> cuts = new ArrayList<>();

        Parts(List<byte[]> packages) {
            Set<String> known = new HashSet<>();
            for (byte[] each : packages) {
                Map<String, byte[]> parts = unzip(each);
                for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                    if (known.add(part.getKey() + new String(part.getValue(), StandardCharsets.ISO_8859_1))) {
                        cuts.add(new Cut(parts, part.getKey()));
                    }
                }
            }
        }

        @Override
        public List<byte[]> seeds() {
            List<byte[]> seeds = new ArrayList<>();
            for (int i = 0; i < cuts.size(); i++) {
                Cut cut = cuts.get(i);
                byte[] part = requireNonNull(cut.parts.get(cut.name));
                seeds.add(ByteBuffer.allocate(Short.BYTES + part.length)
                        .putShort((short) i)
                        .put(part)
                        .array());
            }
            return seeds;
        }

        @Override
        public byte[] fileOf(byte[] input) {
            if (input.length < Short.BYTES) {
                return input;
            }
            int index = Short.toUnsignedInt(ByteBuffer.wrap(input).getShort());
            Cut cut = cuts.get(index % cuts.size());
            Map<String, byte[]> parts = new LinkedHashMap<>(cut.parts);
            parts.put(cut.name, Arrays.copyOfRange(input, Short.BYTES, input.length));
            return zip(parts);
        }

        private static Map<String, byte[]> unzip(byte[] file) {
            Map<String, byte[]> parts = new LinkedHashMap<>();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    parts.put(entry.getName(), zip.readAllBytes());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return parts;
        }

        private static byte[] zip(Map<String, byte[]> parts) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                zip.setLevel(1);
                for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }
}
