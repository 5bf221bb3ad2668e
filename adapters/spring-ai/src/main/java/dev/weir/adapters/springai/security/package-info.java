/** Who asks, from Spring Security: {@link dev.weir.adapters.springai.security.AuthorityPrincipalResolver}. */
@NullMarked
package dev.weir.adapters.springai.security;

import org.jspecify.annotations.NullMarked;
