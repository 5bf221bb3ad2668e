package dev.weir.adapters.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import redis.clients.jedis.RedisClient;

/**
 * The server that {@code adapters/redis/redis start tests} starts, stopped when the tests end; or another, whose settings
 * are in the file that the system property {@code weir.redis} names. Every key of its database goes.
 */
final class RedisServer {
    private static final RedisServer RUNNING = start();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI url;

    private RedisServer(URI url) {
        this.url = url;
    }

    /** The server, started when the first test asks for it, and empty every time. */
    static RedisServer empty() {
        try (RedisClient client = RUNNING.client()) {
            client.flushAll();
        }
        return RUNNING;
    }

    RedisStates states(InstantSource clock) {
        return RedisStates.connect(url, TIMEOUT, 8, clock);
    }

    RedisClient client() {
        return RedisClient.create(url);
    }

    private static RedisServer start() {
        try {
            Properties settings = new Properties();
            String named = System.getProperty("weir.redis", "");
            settings.load(Files.newBufferedReader(Path.of(named.isEmpty() ? startScript() : named)));
            return new RedisServer(URI.create(settings.getProperty("url")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    /** What the script says last: the file with the settings. */
    private static String startScript() throws IOException, InterruptedException {
        if (script("status").waitFor() != 0) {
            Runtime.getRuntime().addShutdownHook(new Thread(RedisServer::stopScript));
        }
        Process start = script("start");
        String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (start.waitFor() != 0) {
            throw new IllegalStateException("adapters/redis/redis start failed; what it needs is in its head");
        }
        return said;
    }

    private static void stopScript() {
        try {
            script("stop").waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server stopped", e);
        }
    }

    private static Process script(String command) throws IOException {
        return new ProcessBuilder("./redis", command, "tests")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
