package dev.weir.tenancy.canary;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.Label;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.keys.TenantDigests;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the canaries of tenants from their keys: HMAC-SHA-256 of a number picks the words. Thread-safe if the digests are.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>The same tenant, key and number give the same canary, in every process; nothing has to be stored.
 *   <li>Without the key a canary of a known number is one of 2<sup>48</sup>, and a tenant whose key was destroyed has none.
 *   <li>Of a million canaries two are the same with a probability of less than 0.2 %.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a canary cannot be told from other text: the words are published, and whoever looks for six of them in a row
 * finds canaries. That whoever reads a store directly does not see which documents hold one: their label says so.
 */
public final class Canaries {
    /** Words in one canary. */
    public static final int WORDS = 6;

    /** Letters in each word. */
    public static final int WORD_LETTERS = 6;

    /**
     * The label of documents that hold canaries. A policy in which no reader is in the group, as in any that does not know it,
     * keeps them out of every honest context.
     */
    public static final Label LABEL = Label.ofGroup("weir-canary");

    private final TenantDigests digests;

    public Canaries(TenantDigests digests) {
        this.digests = requireNonNull(digests, "digests is null");
    }

    /**
     * One canary.
     *
     * @param number from 0
     * @throws dev.weir.tenancy.keys.KeyUnavailableException if the tenant has no key, or none any more
     */
    public Canary of(TenantId tenant, int number) {
        if (number < 0) {
            throw new IllegalArgumentException("number must be >= 0, got " + number);
        }
        String digest = digests.digest(tenant, TenantDigests.Purpose.CANARY, Integer.toString(number))
                .hex();
        List<String> words = new ArrayList<>(WORDS);
        for (int i = 0; i < WORDS; i++) {
            words.add(CanaryWords.ALL.get(octet(digest, i)));
        }
        return new Canary(tenant, number, words, octet(digest, WORDS));
    }

    /** The first {@code count} canaries of a tenant. */
    public List<Canary> first(TenantId tenant, int count) {
        return IntStream.range(0, count).mapToObj(number -> of(tenant, number)).toList();
    }

    /** The 256 words that canaries are made of, each of {@value #WORD_LETTERS} letters of {@code a-z}. */
    public static List<String> words() {
        return CanaryWords.ALL;
    }

    private static int octet(String hex, int index) {
        return Integer.parseInt(hex, 2 * index, 2 * index + 2, 16);
    }
}
