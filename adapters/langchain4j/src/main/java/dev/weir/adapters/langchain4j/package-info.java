/**
 * LangChain4j over Weir and Weir over LangChain4j. {@link dev.weir.adapters.langchain4j.EmbeddingChunkStore} makes any
 * {@code EmbeddingStore} a store of sealed chunks, the only door to it;
 * {@link dev.weir.adapters.langchain4j.GuardedEmbeddingStore} and
 * {@link dev.weir.adapters.langchain4j.GuardedContentRetriever} give the framework its own interfaces back, with a scope
 * behind every read and a grant behind every write.
 *
 * <p>The invariants: no string in metadata names a tenant; an application's filter is translated whole or refused and only
 * narrows; what a search returns is rebuilt from sealed fields. The threat answered is the wrapper that can be stepped
 * around by a method it forgot, and the filter that a value or a key breaks out of.
 */
@NullMarked
package dev.weir.adapters.langchain4j;

import org.jspecify.annotations.NullMarked;
