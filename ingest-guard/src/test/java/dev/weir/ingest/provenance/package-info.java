/** Content credentials that are made in code, right ones and wrong ones. */
@NullMarked
package dev.weir.ingest.provenance;

import org.jspecify.annotations.NullMarked;
