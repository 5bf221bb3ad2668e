/**
 * Ready-made access policies. {@link dev.weir.tenancy.policy.TenantPolicy} is the ordinary one, and
 * {@link dev.weir.tenancy.policy.Policies} joins several, and {@link dev.weir.tenancy.policy.ResourcePolicy} looks up who may
 * read a space or folder in the system that owns the permissions.
 *
 * <p>The invariant: whatever a policy's decision permits lies inside the grants it gives, and an empty list of policies
 * is an error. The threat answered is the combinator that grants when nobody said no.
 */
@NullMarked
package dev.weir.tenancy.policy;

import org.jspecify.annotations.NullMarked;
