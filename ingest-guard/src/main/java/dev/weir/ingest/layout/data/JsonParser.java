package dev.weir.ingest.layout.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.web.WebTextParser;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;

/** Reads JSON, one value or many, as lines of names and values. What is no JSON is read as it stands. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class JsonParser extends WebTextParser {

    private static final Set<MediaType> TYPES = Set.of(
            MediaType.application("json"), MediaType.application("x-ndjson"), MediaType.application("x-ipynb+json"));

    private static final int MAX_BYTES = 1 << 26;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    JsonParser(EncodingDetector encodingDetector) {
        super(encodingDetector, TYPES);
    }

    @Override
    protected void read(InputStream content, Charset charset, Metadata metadata, TextSink sink) throws IOException {
        byte[] bytes = content.readNBytes(MAX_BYTES);
        if (content.read() >= 0) {
            sink.gap(GapCode.LIMIT_OUTPUT, "JSON over " + MAX_BYTES + " bytes not read to its end");
        }
        String text = decoded(bytes, charset);
        String json = JsonComments.takenOut(text.startsWith("\uFEFF") ? text.substring(1) : text, sink);
        int end = values(json, sink);
        sink.newLine(Channel.BODY);
        PlainLines.read(json, end, sink);
    }

    /** The standard has no other charset than one; a file with NUL in it can still be of one with wider letters. */
    private static String decoded(byte[] bytes, Charset charset) {
        String detected = new String(bytes, charset);
        if (charset.equals(StandardCharsets.UTF_8) || detected.indexOf('\0') >= 0) {
            return detected;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return detected;
        }
    }

    /** {@return up to where the text was read} */
    private static int values(String json, TextSink sink) throws IOException {
        JsonLines lines = new JsonLines(sink);
        int end = 0;
        try (com.fasterxml.jackson.core.JsonParser parser = FACTORY.createParser(json)) {
            JsonToken token = parser.nextToken();
            while (token != null && !sink.isFull()) {
                lines.take(token, parser.getText());
                // A name is not written before its value is.
                if (token != JsonToken.FIELD_NAME) {
                    end = (int) parser.currentLocation().getCharOffset();
                }
                token = parser.nextToken();
            }
            return token == null ? json.length() : end;
        } catch (JsonProcessingException e) {
            return Math.max(0, Math.min(end, json.length()));
        }
    }
}
