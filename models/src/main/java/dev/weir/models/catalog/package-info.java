/**
 * Names and pins the files that detectors and embedders load.
 *
 * <p>The entry points are {@link dev.weir.models.catalog.ModelCatalog}, which knows the models that come with
 * Weir and opens others by directory, and {@link dev.weir.models.catalog.ModelCard}, which says how a model
 * is fed and read. The invariant is that no byte of a model or tokenizer is used before its SHA-256 equals
 * the pinned one. The threat it answers is a model file that was swapped, truncated or fetched from
 * somewhere else: nothing here ever opens a network connection.
 */
@NullMarked
package dev.weir.models.catalog;

import org.jspecify.annotations.NullMarked;
