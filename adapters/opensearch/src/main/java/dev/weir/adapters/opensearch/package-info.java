/**
 * A chunk store on OpenSearch with its k-NN plugin. Begin with {@link dev.weir.adapters.opensearch.OpenSearchIndex}, which
 * makes the two indices and holds their mappings to what a scope needs, and
 * {@link dev.weir.adapters.opensearch.OpenSearchChunkStore}, which reads and writes them.
 *
 * <p>The invariant: a filter is a tree of typed objects whose values are values, and no query string exists; and a row
 * counts only while the record of its document's version names the attempt that wrote it, so that half a write is never
 * seen. What OpenSearch returns is a candidate and never trusted by anyone downstream. The threat answered is the filter
 * that became a query language, and the field that was analysed, cut or dropped before it was compared.
 */
@NullMarked
package dev.weir.adapters.opensearch;

import org.jspecify.annotations.NullMarked;
