package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.models.ScreenerIdentity;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import java.util.Optional;

/**
 * What current rules said of texts, in memory, by digest: never the text. Bounded; what was asked for least goes first.
 * Thread-safe.
 *
 * <p>A verdict counts for one tenant, so that no caller can tell from an answer what another tenant holds, and for the
 * very rules, model, calibration and operating point that gave it.
 */
public final class VerdictCache {
    private final Cache<Key, Verdict> verdicts;

    private VerdictCache(Cache<Key, Verdict> verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * An empty cache.
     *
     * @param entries the most verdicts to keep, at least 1; one takes about 150 bytes
     * @throws IllegalArgumentException if it is below 1
     */
    public static VerdictCache ofEntries(int entries) {
        if (entries < 1) {
            throw new IllegalArgumentException("entries must be >= 1, got " + entries);
        }
        // Evicts in the caller's thread: there is nothing to wait for.
        return new VerdictCache(Caffeine.newBuilder()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build());
    }

    /** Forgets everything of a tenant: some of it was erased. */
    public void forget(TenantId tenant) {
        requireNonNull(tenant, "tenant is null");
        verdicts.asMap().keySet().removeIf(key -> key.tenant().equals(tenant));
    }

    /** How many verdicts are kept. */
    public long size() {
        verdicts.cleanUp();
        return verdicts.estimatedSize();
    }

    Optional<Verdict> find(Key key) {
        return Optional.ofNullable(verdicts.getIfPresent(key));
    }

    void keep(Key key, Verdict verdict) {
        verdicts.put(key, verdict);
    }

    /** What the rules said. A text that was not judged has no verdict. */
    enum Verdict {
        CLEAN,
        FLAGGED
    }

    /**
     * What a verdict counts for.
     *
     * @param text digest of the text
     * @param rules ruleset, model, tokenizer, calibration and runtime
     * @param falsePositiveRate names the operating point
     */
    record Key(TenantId tenant, Sha256 text, ScreenerIdentity rules, double falsePositiveRate) {
        Key {
            requireNonNull(tenant, "tenant is null");
            requireNonNull(text, "text is null");
            requireNonNull(rules, "rules is null");
        }
    }
}
