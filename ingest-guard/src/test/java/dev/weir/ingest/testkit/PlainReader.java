package dev.weir.ingest.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads UTF-8 text in this process. A line {@code @hidden /3} begins a layer of that channel and location, a line
 * {@code @gap corrupt /3} is a gap there; text before the first such line is the body.
 */
public final class PlainReader {
    private PlainReader() {}

    /** A reader with this pipeline name. */
    public static DocumentReader named(String pipeline) {
        return DocumentReader.of(pipeline, PlainReader::read);
    }

    private static ParsedDocument read(RawDocument document) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(document.source());
        } catch (IOException e) {
            Gap gap = new Gap(GapCode.UNREADABLE, "/", e.getClass().getSimpleName());
            return new ParsedDocument("", RawDocument.UNDECLARED, List.of(), List.of(gap), Map.of());
        }
        List<Layer> layers = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        Channel channel = Channel.BODY;
        String location = "/";
        StringBuilder text = new StringBuilder();
        for (String line : new String(bytes, UTF_8).split("(?<=\n)", -1)) {
            String[] words = line.strip().split(" ", -1);
            if (words[0].equals("@gap")) {
                gaps.add(new Gap(code(words[1]), words[2], ""));
            } else if (words[0].startsWith("@")) {
                add(layers, channel, location, text);
                channel = Channel.ofCode(words[0].substring(1)).orElseThrow();
                location = words[1];
                text.setLength(0);
            } else {
                text.append(line);
            }
        }
        add(layers, channel, location, text);
        if (bytes.length == 0) {
            gaps.add(new Gap(GapCode.EMPTY, "/", ""));
        } else if (layers.isEmpty() && gaps.isEmpty()) {
            gaps.add(new Gap(GapCode.NO_TEXT, "/", ""));
        }
        return new ParsedDocument(Sha256.of(bytes).hex(), "text/plain", layers, gaps, Map.of());
    }

    private static void add(List<Layer> layers, Channel channel, String location, StringBuilder text) {
        if (!text.toString().isBlank()) {
            layers.add(new Layer(channel, location, text.toString()));
        }
    }

    private static GapCode code(String name) {
        for (GapCode code : GapCode.values()) {
            if (code.code().equals(name)) {
                return code;
            }
        }
        throw new IllegalArgumentException("no gap code " + name);
    }
}
