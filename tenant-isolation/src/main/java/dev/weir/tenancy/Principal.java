package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who is asking: a subject of one tenant, with its groups and how that is known.
 *
 * @param subject 1 to 128 characters of {@code A-Z a-z 0-9 . _ @ : + -}; an id, not a display name
 * @param groups names without the {@code group:} prefix of labels
 */
public record Principal(String subject, TenantId tenant, Set<String> groups, AuthenticatedBy authenticatedBy) {
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._@:+-]{1,128}");

    /** @throws IllegalArgumentException if the subject or a group is not a valid name */
    public Principal {
        requireNonNull(subject, "subject is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(authenticatedBy, "authenticatedBy is null");
        groups = Set.copyOf(groups);
        if (!SUBJECT.matcher(subject).matches()) {
            throw new IllegalArgumentException(
                    "subject must be 1-128 characters of A-Z a-z 0-9 . _ @ : + -; length was " + subject.length());
        }
        groups.forEach(Label::ofGroup);
    }

    /** How a principal's identity was established. */
    public enum AuthenticatedBy {
        /** The operating-system user of this machine; nothing was verified. */
        LOCAL_UNVERIFIED,
        /** A token whose signature, issuer and expiry were verified. */
        VERIFIED_TOKEN,
        /** A service account of exactly one tenant. */
        SERVICE
    }
}
