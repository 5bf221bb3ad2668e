/**
 * Keys with one tenant and one role, and the trust file that lists them. Begin with
 * {@link dev.weir.tenancy.keys.TrustedKeys} to verify, {@link dev.weir.tenancy.keys.Signer} to sign and
 * {@link dev.weir.tenancy.keys.KeyDirectory} for keys in files, wrapped under a {@link dev.weir.tenancy.keys.MasterKey}.
 *
 * <p>The invariant: a key counts only if a list that the pinned root key signed says so, for one tenant, one role and
 * one period. The threat answered is the key that is good for everything: whoever steals an ingest key cannot change
 * who may read, and a tenant's key means nothing in another tenant.
 */
@NullMarked
package dev.weir.tenancy.keys;

import org.jspecify.annotations.NullMarked;
