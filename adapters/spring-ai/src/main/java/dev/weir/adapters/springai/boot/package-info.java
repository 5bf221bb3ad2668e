/**
 * Spring Boot: {@link dev.weir.adapters.springai.boot.WeirAutoConfiguration} puts Weir before every {@code VectorStore} bean
 * of an application, by {@link dev.weir.adapters.springai.boot.WeirProperties}.
 *
 * <p>The invariant: with Weir on the class path and not switched off by name, no bean of the application is handed a
 * {@code VectorStore} that is not guarded, or the application does not start.
 */
@NullMarked
package dev.weir.adapters.springai.boot;

import org.jspecify.annotations.NullMarked;
