package dev.weir.adapters.redis;

import dev.weir.tenancy.testkit.ServerScript;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import redis.clients.jedis.RedisClient;

/**
 * The server that {@code adapters/redis/redis start tests} starts, stopped when the tests end; or another, whose settings
 * are in the file that the system property {@code weir.redis} names. Every key of its database goes.
 */
final class RedisServer {
    private static final RedisServer RUNNING = new RedisServer(
            URI.create(ServerScript.settings("./redis", "weir.redis").getProperty("url")));
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
}
