package dev.weir.tenancy;

import java.util.Set;

/**
 * The rules that say who may read and write what. An SPI: it proposes, {@link ScopeResolver} mints.
 *
 * <p>Whatever {@link #decide} permits must lie inside {@link #readGrants}; {@code AccessPolicyContract} in the test-jar
 * checks that. Implementations must be thread-safe and answer from memory.
 */
public interface AccessPolicy {
    /** The state of the rules that the next answers come from. */
    PolicyVersion version();

    /** What {@code principal} may read; empty if nothing. */
    Set<Grant> readGrants(Principal principal);

    /** Whether {@code principal} may read a document with this tag. */
    Decision decide(Principal principal, AccessTag tag);

    /** Whether {@code principal} may write so, with which tag and at most which trust. */
    WriteRequest.Answer mayWrite(Principal principal, WriteRequest request);
}
