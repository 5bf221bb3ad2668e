/**
 * Who may see what, and under whose seal.
 *
 * <p>Start at the scope a principal is given and at the store that accepts nothing without one. This module never reads
 * the text it guards: it knows identities, grants, digests and signatures, and depends on no third-party code but the
 * JSpecify annotations, so that it can be audited on its own. It answers the threat that one tenant's chunk reaches
 * another tenant's answer.
 */
@NullMarked
package dev.weir.tenancy;

import org.jspecify.annotations.NullMarked;
