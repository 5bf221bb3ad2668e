package dev.weir.ingest.parse;

import dev.weir.ingest.layout.Origin;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bytes between parent and worker: frames of a four-byte big-endian length and that many bytes. A worker may have been
 * taken over by the document it reads, so the side that reads answers checks every length, count and name before using it.
 */
final class WorkerProtocol {

    /** What a worker sends first, once it can parse. */
    static final int READY = 0x57454952;

    private static final int MAX_REQUEST_BYTES = 1 << 16;
    private static final int MAX_LAYERS = 600_000;
    private static final int MAX_NAME = 64;
    private static final int MAX_GAPS = 1_000;
    private static final int MAX_KEYS = 100_000;

    /** Over all keys: an empty value takes four bytes of a frame and more than ten times that of memory. */
    private static final int MAX_VALUES = 600_000;

    private static final int OVERHEAD_BYTES = 32 << 20;
    private static final int MAX_UTF8_PER_UNIT = 3;

    private final int maxChars;
    private final int maxAnswerBytes;

    /** @param maxChars the most UTF-16 code units that the layers of one answer may hold together */
    WorkerProtocol(long maxChars) {
        this.maxChars = Math.toIntExact(maxChars);
        this.maxAnswerBytes = Math.toIntExact(maxChars * MAX_UTF8_PER_UNIT + OVERHEAD_BYTES);
    }

    /** The answer breaks the protocol. The message names the rule and never what was sent. */
    static final class ProtocolException extends IOException {
        private static final long serialVersionUID = 1L;

        ProtocolException(String rule) {
            super(rule);
        }
    }

    void sendReady(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(READY);
        data.flush();
    }

    void awaitReady(InputStream in) throws IOException {
        require(new DataInputStream(in).readInt() == READY, "the first four bytes are not the greeting");
    }

    void send(WorkerRequest request, OutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeLong(request.id());
        writeText(data, request.file().toString());
        writeText(data, request.name());
        writeText(data, request.declaredMediaType());
        writeFrame(bytes, out);
    }

    WorkerRequest receiveRequest(InputStream in) throws IOException {
        DataInputStream data = readFrame(in, MAX_REQUEST_BYTES);
        long id = data.readLong();
        String file = readText(data, MAX_REQUEST_BYTES);
        String name = readText(data, MAX_REQUEST_BYTES);
        String declared = readText(data, MAX_REQUEST_BYTES);
        requireEnd(data);
        try {
            return new WorkerRequest(id, Path.of(file), name, declared);
        } catch (InvalidPathException e) {
            throw new ProtocolException("the file is not a path");
        }
    }

    void send(WorkerAnswer answer, OutputStream out) throws IOException {
        Extraction extraction = answer.extraction();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeLong(answer.id());
        writeText(data, extraction.mediaType());
        data.writeInt(extraction.layers().size());
        for (Layer layer : extraction.layers()) {
            writeText(data, layer.channel().name());
            writeText(data, layer.location());
            writeText(data, layer.text());
            data.writeInt(layer.origins().size());
            for (Origin origin : layer.origins()) {
                OriginFormat.write(data, origin);
            }
        }
        data.writeInt(extraction.gaps().size());
        for (Gap gap : extraction.gaps()) {
            writeText(data, gap.code().name());
            writeText(data, gap.location());
            writeText(data, gap.detail());
        }
        data.writeInt(extraction.metadata().size());
        for (Map.Entry<String, List<String>> property : extraction.metadata().entrySet()) {
            writeText(data, property.getKey());
            data.writeInt(property.getValue().size());
            for (String value : property.getValue()) {
                writeText(data, value);
            }
        }
        writeFrame(bytes, out);
    }

    /**
     * Reads one answer.
     *
     * @throws EOFException if the worker is gone
     * @throws ProtocolException if the answer breaks a rule
     */
    WorkerAnswer receiveAnswer(InputStream in) throws IOException {
        DataInputStream data = readFrame(in, maxAnswerBytes);
        try {
            long id = data.readLong();
            String mediaType = readText(data, 255);
            require(MediaTypes.safe(mediaType).equals(mediaType), "the media type is not plain");
            List<Layer> layers = readLayers(data);
            List<Gap> gaps = readGaps(data);
            Map<String, List<String>> metadata = readMetadata(data);
            requireEnd(data);
            return new WorkerAnswer(id, new Extraction(mediaType, layers, gaps, metadata));
        } catch (EOFException e) {
            throw new ProtocolException("the answer ends inside a field");
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("a value is outside its range");
        }
    }

    private List<Layer> readLayers(DataInputStream data) throws IOException {
        int count = readCount(data, MAX_LAYERS);
        List<Layer> layers = new ArrayList<>();
        Set<String> known = new HashSet<>();
        long chars = 0;
        int places = 0;
        for (int i = 0; i < count; i++) {
            Channel channel = Channel.valueOf(readText(data, MAX_NAME));
            String location = readText(data, 400);
            require(known.add(channel + location), "a layer comes twice");
            String text = readText(data, maxAnswerBytes);
            List<Origin> origins = new ArrayList<>();
            int stretches = readCount(data, TextBudget.MAX_ORIGINS - places);
            places += stretches;
            for (int j = 0; j < stretches; j++) {
                origins.add(OriginFormat.read(data));
            }
            Layer layer = new Layer(channel, location, text, origins);
            chars += layer.text().length();
            require(chars <= maxChars, "the layers hold more text than the limit");
            layers.add(layer);
        }
        return layers;
    }

    private static List<Gap> readGaps(DataInputStream data) throws IOException {
        int count = readCount(data, MAX_GAPS);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            GapCode code = GapCode.valueOf(readText(data, MAX_NAME));
            String location = readText(data, 400);
            require(Locations.isValid(location), "the location of a gap is not a path of numbers");
            gaps.add(new Gap(code, location, readText(data, 1_200)));
        }
        return gaps;
    }

    private static Map<String, List<String>> readMetadata(DataInputStream data) throws IOException {
        int count = readCount(data, MAX_KEYS);
        Map<String, List<String>> metadata = new LinkedHashMap<>();
        int valuesLeft = MAX_VALUES;
        for (int i = 0; i < count; i++) {
            String key = readText(data, OVERHEAD_BYTES);
            int values = readCount(data, valuesLeft);
            valuesLeft -= values;
            List<String> list = new ArrayList<>();
            for (int j = 0; j < values; j++) {
                list.add(readText(data, OVERHEAD_BYTES));
            }
            require(metadata.put(key, list) == null, "a metadata key comes twice");
        }
        return metadata;
    }

    private static int readCount(DataInputStream data, int max) throws IOException {
        int count = data.readInt();
        require(count >= 0 && count <= max, "a count is outside its range");
        return count;
    }

    private static void writeText(DataOutputStream data, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(utf8.length);
        data.write(utf8);
    }

    private static String readText(DataInputStream data, int maxBytes) throws IOException {
        int length = data.readInt();
        // A frame is wholly in memory, so what is available is all there is.
        require(length >= 0 && length <= maxBytes && length <= data.available(), "a text is longer than allowed");
        byte[] utf8 = data.readNBytes(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("a text is not UTF-8");
        }
    }

    private static void writeFrame(ByteArrayOutputStream bytes, OutputStream out) throws IOException {
        DataOutputStream frame = new DataOutputStream(out);
        frame.writeInt(bytes.size());
        bytes.writeTo(frame);
        frame.flush();
    }

    private static DataInputStream readFrame(InputStream in, int maxBytes) throws IOException {
        int length = new DataInputStream(in).readInt();
        require(length >= 0 && length <= maxBytes, "the frame is longer than allowed");
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the frame ends early");
        }
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static void requireEnd(DataInputStream data) throws IOException {
        require(data.available() == 0, "bytes follow the last field");
    }

    private static void require(boolean holds, String rule) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(rule);
        }
    }
}
