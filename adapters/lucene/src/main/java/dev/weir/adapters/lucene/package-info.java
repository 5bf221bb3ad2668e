/**
 * An embedded chunk store on Apache Lucene.
 *
 * <p>The store is the entry point; it takes scoped queries and nothing else. What Lucene returns is a candidate and never
 * trusted by anyone downstream. It answers the threat that a search leaves the scope it was given.
 */
@NullMarked
package dev.weir.adapters.lucene;

import org.jspecify.annotations.NullMarked;
