package dev.weir.benchmarks.quality;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.models.catalog.ModelArtifact;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads examples from gzipped JSON Lines. Nothing is guessed: a row that cannot be counted under something is refused with
 * its file and line. The one exception are rows that hold a question and no text, which are for other measurements.
 */
final class ExampleReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String ENDING = ".jsonl.gz";

    private final List<Example> examples = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private int withoutText;

    /** {@return what was read so far} */
    List<Example> examples() {
        return List.copyOf(examples);
    }

    /** {@return the files that were read, each with its folder's name only} */
    List<String> files() {
        return List.copyOf(files);
    }

    /** {@return how many rows held a question and no text} */
    int withoutText() {
        return withoutText;
    }

    /**
     * Reads every file of a folder whose name ends in {@code .jsonl.gz}.
     *
     * @throws BadExampleException if there is none, or one cannot be used
     */
    void readFolder(Path folder) {
        List<Path> found;
        try (Stream<Path> members = Files.list(folder)) {
            found = members.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new BadExampleException(folder.toString(), "cannot be listed", failure);
        }
        if (found.isEmpty()) {
            throw new BadExampleException(folder.toString(), "holds no file that ends in " + ENDING);
        }
        for (Path file : found) {
            read(file);
            Path name = folder.toAbsolutePath().normalize().getFileName();
            files.add(name + "/" + file.getFileName());
        }
    }

    private void read(Path file) {
        int number = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                add(line, file + ":" + number);
            }
        } catch (IOException failure) {
            throw new BadExampleException(file + ":" + (number + 1), "cannot be read as gzipped UTF-8", failure);
        }
        if (number == 0) {
            throw new BadExampleException(file.toString(), "holds no line");
        }
    }

    private void add(String line, String place) {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (JsonProcessingException failure) {
            // The parser's own message quotes the line.
            throw new BadExampleException(
                    place, "is not JSON, column " + failure.getLocation().getColumnNr());
        }
        if (!row.isObject()) {
            throw new BadExampleException(place, "must be a JSON object");
        }
        if (!row.has("text") && row.path("question").isTextual()) {
            withoutText++;
            return;
        }
        examples.add(new Row(row, place).example());
    }

    /** One line, and where it stands. */
    private record Row(JsonNode row, String place) {

        Example example() {
            String id = required("id");
            String text = required("text");
            Span span = span(text);
            String source = required("source");
            String page = meta("path");
            String channel = meta("channel");
            Example.Group group = new Example.Group(
                    source,
                    required("kind"),
                    role(!page.isEmpty() || !meta("document").isEmpty()),
                    or(meta("family"), meta("template")),
                    row.path("lang").asText(""),
                    Channel.ofCode(or(channel, Channel.BODY.code()))
                            .orElseThrow(() -> refused("meta.channel must be the code of a channel")));
            String document = or(meta("document"), page.isEmpty() ? id : page);
            String payload = or(meta("payload"), span == null ? id : digest(text, span));
            String around = span == null ? "" : text.substring(0, span.start()) + text.substring(span.end());
            String carrier = or(meta("carrier"), around.isBlank() ? document : digest(around, null));
            return new Example(id, group, text, span, new Example.Keys(payload, carrier, document));
        }

        private Role role(boolean fromPage) {
            String kind = required("kind");
            String label = required("label");
            return switch (label) {
                case "injection" -> Role.ofAttack(kind);
                case "benign" -> {
                    String named = meta("role");
                    yield (named.isEmpty() ? Role.ofBenignKind(kind, fromPage) : Role.ofBenignCode(named))
                            .orElseThrow(() -> refused("a benign row needs the kind document, hard_negative or"
                                    + " user_prompt, or one of ordinary, discusses, trigger and prompt as meta.role"));
                }
                default -> throw refused("label must be injection or benign");
            };
        }

        /** Offsets in code points become offsets in UTF-16 code units. */
        private @Nullable Span span(String text) {
            JsonNode span = row.path("span");
            if (span.isMissingNode() || span.isNull()) {
                return null;
            }
            if (span.size() != 2 || !span.path(0).isInt() || !span.path(1).isInt()) {
                throw refused("span must be two whole numbers");
            }
            int start = span.path(0).intValue();
            int end = span.path(1).intValue();
            int codePoints = text.codePointCount(0, text.length());
            if (start < 0 || end <= start || end > codePoints) {
                throw refused("span must hold 0 <= start < end <= " + codePoints + " code points, got " + start
                        + " and " + end);
            }
            int from = text.offsetByCodePoints(0, start);
            return new Span(from, text.offsetByCodePoints(from, end - start));
        }

        private String required(String field) {
            JsonNode value = row.path(field);
            if (!value.isTextual() || (value.textValue().isBlank() && !field.equals("text"))) {
                throw refused(field + " must be a string that is not blank");
            }
            return value.textValue();
        }

        private String meta(String field) {
            JsonNode value = row.path("meta").path(field);
            if (value.isMissingNode() || value.isNull()) {
                return "";
            }
            if (!value.isTextual()) {
                throw refused("meta." + field + " must be a string");
            }
            return value.textValue();
        }

        private BadExampleException refused(String problem) {
            return new BadExampleException(place, problem);
        }

        private static String or(String value, String otherwise) {
            return value.isEmpty() ? otherwise : value;
        }

        private static String digest(String text, @Nullable Span span) {
            String part = span == null ? text : text.substring(span.start(), span.end());
            return ModelArtifact.sha256(part.strip().getBytes(StandardCharsets.UTF_8));
        }
    }
}
