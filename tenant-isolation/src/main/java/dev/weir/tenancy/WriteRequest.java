package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * What a principal asks to write.
 *
 * @param source where the documents come from, as a URI or path; policy may give different sources different tiers
 * @param labels the audience wanted; empty for the policy's default
 */
public record WriteRequest(
        TenantId tenant, WriteAction action, String source, Set<Label> labels, Set<Label> clearances) {
    public WriteRequest {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(action, "action is null");
        requireNonNull(source, "source is null");
        labels = Set.copyOf(labels);
        clearances = Set.copyOf(clearances);
    }

    /** A policy's answer to a write request. */
    public sealed interface Answer {
        /** Yes: with this tag and at most this tier. */
        record Allowed(AccessTag tag, TrustTier maximumTrust) implements Answer {
            public Allowed {
                requireNonNull(tag, "tag is null");
                requireNonNull(maximumTrust, "maximumTrust is null");
            }
        }

        /** No, and why. */
        record Refused(DenialCode code) implements Answer {
            public Refused {
                requireNonNull(code, "code is null");
            }
        }

        /** Why not, if it was refused. */
        default Optional<DenialCode> denial() {
            return this instanceof Refused refused ? Optional.of(refused.code()) : Optional.empty();
        }
    }
}
