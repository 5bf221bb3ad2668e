package dev.weir.adapters.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.Map;

/** The two streams of a command: results on one, everything else on the other. Thread-safe. */
final class Output {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final PrintWriter err;
    private final GlobalOptions options;

    Output(PrintWriter out, PrintWriter err, GlobalOptions options) {
        this.out = out;
        this.err = err;
        this.options = options;
    }

    boolean json() {
        return options.json;
    }

    /** One JSON object on a line of its own, flushed. */
    synchronized void json(Map<String, ?> object) {
        try {
            out.println(JSON.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result has no JSON form", e);
        }
        checkOut();
    }

    /** A line of the result for people. */
    synchronized void line(String text) {
        out.println(text);
        checkOut();
    }

    /** A remark on standard error, unless {@code --quiet}. */
    synchronized void remark(String text) {
        if (!options.quiet) {
            err.println(text);
            err.flush();
        }
    }

    /** An error on standard error, always. */
    synchronized void error(String text) {
        err.println("weir: " + text);
        err.flush();
    }

    /** A reader that goes away, such as {@code head}, must not look like success. */
    private void checkOut() {
        if (out.checkError()) {
            throw new UsageException("standard output was closed before everything was written.");
        }
    }
}
