package dev.weir.adapters.redis;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.behaviour.BehaviourStates;
import dev.weir.retrieve.behaviour.StatesLostException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * States on one Redis server, or on whichever is primary: 7.0 or newer, earlier ones were not tried. Thread-safe.
 *
 * <p>A key of its own says since when the server has kept anything. Where it is missing, everything was lost, and the time
 * begins anew.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A state is replaced only if it is exactly what was read, by a script that Redis runs in one step.
 *   <li>Whatever Redis does not answer in time is a {@link StatesLostException}.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That Redis keeps what it acknowledged. A server that evicts ({@code maxmemory-policy} other than {@code noeviction})
 * or that falls back to a replica which has not heard everything loses states and keeps the key; so does whoever may write
 * to it.
 */
public final class RedisStates implements BehaviourStates {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] SINCE = bytes("weir:behaviour:since");
    private static final String PREFIX = "weir:behaviour:";
    private static final byte[] REPLACE = bytes("""
            if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
            if ARGV[2] == '' then redis.call('DEL', KEYS[1])
            else redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
            return 1""");

    private final UnifiedJedis redis;
    private final InstantSource clock;

    private RedisStates(UnifiedJedis redis, InstantSource clock) {
        this.redis = requireNonNull(redis, "redis is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** States over a client that the application set up; {@link #close} closes it. */
    public static RedisStates over(UnifiedJedis redis, InstantSource clock) {
        return new RedisStates(redis, clock);
    }

    /**
     * States on a server; a connection is made when the first is needed.
     *
     * @param server {@code redis://user:password@host:port/database}, or {@code rediss:} for TLS
     * @param timeout for connecting, for waiting for a free connection, and for each answer; at least a millisecond
     * @param connections the most at a time, at least 1
     * @throws IllegalArgumentException if the address is not Redis's or a number is out of range
     */
    public static RedisStates connect(URI server, Duration timeout, int connections, InstantSource clock) {
        if (!JedisURIHelper.isValid(server)) {
            throw new IllegalArgumentException("the address must be redis://host:port or rediss://host:port");
        }
        // Jedis takes 0 ms for no limit.
        if (timeout.toMillis() < 1 || connections < 1) {
            throw new IllegalArgumentException(
                    "timeout must be >= 1 ms and connections >= 1, got " + timeout + " and " + connections);
        }
        int millis = Math.toIntExact(timeout.toMillis());
        HostAndPort host = JedisURIHelper.getHostAndPort(server);
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .user(JedisURIHelper.getUser(server))
                .password(JedisURIHelper.getPassword(server))
                .database(JedisURIHelper.getDBIndex(server))
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis);
        if (JedisURIHelper.isRedisSSLScheme(server)) {
            config.sslOptions(SslOptions.defaults());
        }
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(timeout);
        return new RedisStates(
                RedisClient.builder()
                        .hostAndPort(host)
                        .clientConfig(config.build())
                        .poolConfig(pool)
                        .build(),
                clock);
    }

    @Override
    public Kept read(String key) {
        try {
            List<byte[]> found = redis.mget(bytes(PREFIX + key), SINCE);
            byte[] state = found.get(0);
            byte[] since = found.get(1);
            return new Kept(state == null ? NOTHING : state, since == null ? begin() : instant(since));
        } catch (JedisException e) {
            throw new StatesLostException(
                    "Redis cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private Instant begin() {
        redis.set(SINCE, bytes(Long.toString(clock.instant().getEpochSecond())), new SetParams().nx());
        byte[] since = redis.get(SINCE);
        if (since == null) {
            throw new StatesLostException("Redis forgets what it was just told");
        }
        return instant(since);
    }

    private static Instant instant(byte[] since) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(new String(since, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            throw new StatesLostException("Redis holds another's value where the time should be", e);
        }
    }

    @Override
    public Writing replace(String key, Kept expected, byte[] next, Duration keepFor) {
        try {
            Object replaced = redis.eval(
                    REPLACE,
                    List.of(bytes(PREFIX + key)),
                    List.of(expected.state(), next, bytes(Long.toString(Math.max(1, keepFor.toSeconds())))));
            return Long.valueOf(1).equals(replaced) ? Writing.KEPT : Writing.CHANGED_MEANWHILE;
        } catch (JedisException e) {
            throw new StatesLostException(
                    "Redis cannot be written: " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
