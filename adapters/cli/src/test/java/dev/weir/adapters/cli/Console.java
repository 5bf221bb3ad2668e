package dev.weir.adapters.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** Runs commands in this process and keeps what they print. */
record Console(int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Console run(Object... args) {
        return run(InstantSource.system(), args);
    }

    static Console run(InstantSource clock, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(args)
                .map(arg -> arg instanceof Path path ? path.toString() : String.valueOf(arg))
                .toArray(String[]::new);
        int exit = Weir.run(clock, new PrintWriter(out), new PrintWriter(err), words);
        return new Console(exit, out.toString(), err.toString());
    }

    /** Every line of standard output as JSON. */
    List<JsonNode> lines() {
        return out.lines().map(Console::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
