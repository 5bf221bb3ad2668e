/**
 * Bytes in, sealed chunks out.
 *
 * <p>A submission enters here and leaves as sealed chunks, a quarantine ticket or a refusal. The text that was screened is
 * the text that is chunked, embedded and sealed. It answers the threat that a poisoned document enters the index.
 */
@NullMarked
package dev.weir.ingest;

import org.jspecify.annotations.NullMarked;
