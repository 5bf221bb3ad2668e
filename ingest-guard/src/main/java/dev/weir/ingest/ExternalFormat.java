package dev.weir.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a text that somebody else extracted: JSON that a reviewer can read, the same for the same text. Their digest
 * stands where that of a document's bytes does, and a release reads the text from them again.
 */
final class ExternalFormat {
    /** In ASCII, so that a lone surrogate has a form as well. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int VERSION = 1;

    private ExternalFormat() {}

    static byte[] write(ExternalText external) {
        ObjectNode node = JSON.createObjectNode().put("format", VERSION);
        ObjectNode text = node.putObject("text");
        external.text().forEach((channel, said) -> text.put(channel.code(), said));
        ArrayNode chunks = node.putArray("chunks");
        for (ReadyChunk chunk : external.chunks()) {
            chunks.addArray().add(chunk.start()).add(chunk.end());
        }
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text that was accepted cannot be written as JSON", e);
        }
    }

    /** @throws IllegalArgumentException if it was written otherwise */
    static ExternalText read(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node.path("format").asInt() != VERSION) {
                throw new IllegalArgumentException("format must be " + VERSION);
            }
            Map<Channel, String> text = new EnumMap<>(Channel.class);
            for (Map.Entry<String, JsonNode> entry : node.path("text").properties()) {
                Channel channel = Channel.ofCode(entry.getKey())
                        .orElseThrow(() -> new IllegalArgumentException("there is no such channel"));
                text.put(channel, entry.getValue().asText());
            }
            String body = text.getOrDefault(Channel.BODY, "");
            List<ReadyChunk> chunks = new ArrayList<>();
            for (JsonNode chunk : node.path("chunks")) {
                int start = chunk.path(0).asInt(-1);
                int end = chunk.path(1).asInt(-1);
                if (start < 0 || end < start || end > body.length()) {
                    throw new IllegalArgumentException("chunk " + chunks.size() + " lies outside the body");
                }
                chunks.add(new ReadyChunk(body.substring(start, end), start, end));
            }
            return new ExternalText(text, chunks);
        } catch (IOException e) {
            throw new IllegalArgumentException("the bytes are no external text", e);
        }
    }
}
