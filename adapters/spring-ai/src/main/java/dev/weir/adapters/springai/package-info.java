/**
 * Spring AI over Weir and Weir over Spring AI. {@link dev.weir.adapters.springai.VectorStoreChunkStore} makes any
 * {@code VectorStore} a store of sealed chunks, the only door to it;
 * {@link dev.weir.adapters.springai.GuardedVectorStore} and {@link dev.weir.adapters.springai.GuardedRetriever} give the
 * framework its own interfaces back, with a scope behind every read and a grant behind every write.
 *
 * <p>The invariants: no string in metadata names a tenant; an application's filter is translated whole or refused and only
 * narrows; what a search returns is rebuilt from sealed fields; what is embedded is the text that was sealed and nothing
 * else. The threat answered is the wrapper that can be stepped around by a method it forgot, the filter that is replaced by
 * a key in a query's context, and the one that a value breaks out of.
 */
@NullMarked
package dev.weir.adapters.springai;

import org.jspecify.annotations.NullMarked;
