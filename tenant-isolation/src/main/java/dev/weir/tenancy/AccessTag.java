package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may read a document: its tenant, its audience (a reader needs any one of {@code labels}) and its clearances (a
 * reader needs all of them).
 *
 * <p>The tag of a document lives in its signed head. What a store keeps of it is {@link #token()}, a hint for
 * push-down that nobody trusts.
 *
 * @param labels at least one; a document without a label gets the policy's default before it gets here
 */
public record AccessTag(TenantId tenant, Set<Label> labels, Set<Label> clearances) {
    /** The most labels, and the most clearances, one tag may hold. */
    public static final int MAX_LABELS = 32;

    /** @throws IllegalArgumentException if {@code labels} is empty or either set is larger than {@link #MAX_LABELS} */
    public AccessTag {
        requireNonNull(tenant, "tenant is null");
        labels = Set.copyOf(labels);
        clearances = Set.copyOf(clearances);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("an access tag needs at least one label");
        }
        if (labels.size() > MAX_LABELS || clearances.size() > MAX_LABELS) {
            throw new IllegalArgumentException("an access tag holds at most " + MAX_LABELS + " labels and as many"
                    + " clearances, got " + labels.size() + " and " + clearances.size());
        }
    }

    /** The one spelling of this tag: {@code tenant|label,label|clearance}, each set in code-unit order. */
    public String canonical() {
        return tenant.value() + "|" + join(labels) + "|" + join(clearances);
    }

    /**
     * A keyword of 43 characters that stands for exactly this tag in a store's filter: SHA-256 of {@link #canonical()}
     * in base64url. It holds no character that any query language gives a meaning to.
     */
    public String token() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(canonical().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String join(Set<Label> labels) {
        return new TreeSet<>(labels).stream().map(Label::value).collect(Collectors.joining(","));
    }
}
