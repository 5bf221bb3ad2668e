/**
 * The only door to a vector store. Begin with {@link dev.weir.tenancy.store.ChunkStore}, what an adapter implements, and
 * {@link dev.weir.tenancy.store.ScopedQuery}, the only thing it can be asked;
 * {@link dev.weir.tenancy.store.InMemoryChunkStore} is the exhaustive reference, and
 * {@link dev.weir.tenancy.store.MetadataChunkStore} the one over stores of others that keep metadata beside texts.
 *
 * <p>The invariant: no read without a scope, no write without a grant, and an application's own filter only narrows.
 * The threat answered is the query that forgets its tenant, and the delete that reaches everybody.
 */
@NullMarked
package dev.weir.tenancy.store;

import org.jspecify.annotations.NullMarked;
