package dev.weir.tenancy.testkit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Servers that tests share, each started by a script of this repository that takes {@code start}, {@code stop} and
 * {@code status} and a name: {@code adapters/pgvector/postgres} is one.
 */
public final class ServerScript {
    private static final String NAME = "tests";

    private ServerScript() {}

    /**
     * Where a server is: started if it does not run, and then stopped when the tests end; or another, that a system property
     * names.
     *
     * @param script relative to the module whose tests these are
     * @param property names another server, as the script would
     * @return what the script says last: an address, or a file with settings
     * @throws IllegalStateException if the script fails
     */
    public static String place(String script, String property) {
        String named = System.getProperty(property, "");
        return named.isEmpty() ? start(script) : named;
    }

    /** The settings of a server whose place is a file of them. */
    public static Properties settings(String script, String property) {
        try (Reader file = Files.newBufferedReader(Path.of(place(script, property)))) {
            Properties settings = new Properties();
            settings.load(file);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String start(String script) {
        try {
            if (run(script, "status").waitFor() != 0) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(script)));
            }
            Process start = run(script, "start");
            String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (start.waitFor() != 0) {
                throw new IllegalStateException(script + " start failed; what it needs is in its head");
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    private static void stop(String script) {
        try {
            run(script, "stop").waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server stopped", e);
        }
    }

    private static Process run(String script, String command) throws IOException {
        return new ProcessBuilder(script, command, NAME)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
