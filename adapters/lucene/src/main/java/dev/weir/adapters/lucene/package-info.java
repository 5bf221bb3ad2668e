/**
 * An embedded chunk store on Apache Lucene. Begin with {@link dev.weir.adapters.lucene.LuceneChunkStore}, the only public
 * type; the Lucene reader and writer never leave this package.
 *
 * <p>The invariant: the scope is a filter inside every search, never applied to its result, and no query text is ever
 * parsed as a query. What Lucene returns is a candidate and never trusted by anyone downstream. The threat answered is
 * the search that leaves the scope it was given, or whose scores tell of other tenants' documents.
 */
@NullMarked
package dev.weir.adapters.lucene;

import org.jspecify.annotations.NullMarked;
