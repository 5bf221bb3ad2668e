package dev.weir.adapters.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers a file of JSON lines, one line for each line, in order. A line that cannot be read gets an error of its own and
 * the others are still answered.
 */
final class JsonLines {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Output output;
    private final int jobs;
    private ExitCode exit = ExitCode.DONE;

    JsonLines(Output output, int jobs) {
        this.output = output;
        this.jobs = jobs;
    }

    /** What one line amounts to. */
    record Answer(Map<String, ?> object, ExitCode exit) {}

    /** A line that is JSON but not a request; the message names the field and holds none of its value. */
    static final class BadLineException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadLineException(String message) {
            super(message);
        }
    }

    static PrintWriter writer(@Nullable Path file, PrintWriter stdout) {
        if (file == null) {
            return stdout;
        }
        try {
            return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + "; check --out.", e);
        }
    }

    ExitCode answer(@Nullable Path file, InputStream stdin, Function<JsonNode, Answer> answers) {
        try (InputStream in = file == null ? stdin : Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
                ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            Queue<Future<Answer>> pending = new ArrayDeque<>();
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                String text = line;
                long at = number;
                pending.add(pool.submit(() -> answer(text, at, answers)));
                if (pending.size() >= 2 * jobs) {
                    print(pending.remove());
                }
            }
            while (!pending.isEmpty()) {
                print(pending.remove());
            }
            return exit;
        } catch (CharacterCodingException e) {
            throw new UsageException("the input is not UTF-8; convert it first.", e);
        } catch (IOException e) {
            throw new UsageException("cannot read " + (file == null ? "standard input" : file) + ".", e);
        }
    }

    private static Answer answer(String line, long number, Function<JsonNode, Answer> answers) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.isObject()) {
                throw new BadLineException("the line is not a JSON object");
            }
            return answers.apply(node);
        } catch (BadLineException e) {
            return bad(number, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            return bad(
                    number,
                    "the line is not well-formed JSON at column "
                            + e.getLocation().getColumnNr());
        }
    }

    private static Answer bad(long number, String error) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("line", number);
        object.put("error", error);
        return new Answer(object, ExitCode.USAGE);
    }

    private void print(Future<Answer> future) {
        try {
            Answer answer = future.get();
            output.json(answer.object());
            exit = exit.and(answer.exit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a line could not be answered", e.getCause());
        }
    }

    /** The string in a field that must be there. */
    static String string(JsonNode object, String field) {
        JsonNode value = object.get(field);
        if (value == null || !value.isTextual()) {
            throw new BadLineException("the field \"" + field + "\" must be a string");
        }
        return value.textValue();
    }

    /** The string in a field that may be missing. */
    static String string(JsonNode object, String field, String byDefault) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? byDefault : string(object, field);
    }
}
