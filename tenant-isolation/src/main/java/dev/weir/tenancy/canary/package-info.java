/**
 * Sentences that no document of a tenant holds but those that were planted: what shows where a corpus came out. Begin with
 * {@link dev.weir.tenancy.canary.Canaries}.
 *
 * <p>The invariant: a canary is a function of the tenant's key and a number, so both sides of Weir know it and nobody has
 * to keep it. The threat answered is a way from a store to an answer that goes round the firewall.
 */
@NullMarked
package dev.weir.tenancy.canary;

import org.jspecify.annotations.NullMarked;
