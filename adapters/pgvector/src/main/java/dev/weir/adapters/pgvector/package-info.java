/**
 * A chunk store on Postgres with pgvector. Begin with {@link dev.weir.adapters.pgvector.PgVectorSchema}, which makes the
 * tables, and {@link dev.weir.adapters.pgvector.PgVectorChunkStore}, which reads and writes them over
 * {@link dev.weir.adapters.pgvector.PgConnections}. Several nodes share {@link dev.weir.adapters.pgvector.PgHeadLog} and
 * {@link dev.weir.adapters.pgvector.PgTrustFile}.
 *
 * <p>The invariant: the text of every statement is made of constants of this package's source, and everything else is a
 * parameter; and behind that first wall stands row-level security, which shows a transaction only the tenants it named.
 * What Postgres returns is a candidate and never trusted by anyone downstream. The threat answered is the value that is
 * read as SQL, and the statement that forgets its tenant.
 */
@NullMarked
package dev.weir.adapters.pgvector;

import org.jspecify.annotations.NullMarked;
