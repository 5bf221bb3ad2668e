/**
 * The structural passes for data: JSON, XML of no known kind, and tables of separated values.
 * {@link dev.weir.ingest.layout.data.DataParsers} is the entry point. Whoever opens such a file sees its values, so these are
 * body text, in lines; what a program that reads the file is not given is not. Texts of feeds that are web markup by the
 * format's own rules are read as pages.
 *
 * <p>Invariants: no entity that leads further is resolved and nothing is fetched; what cannot be read as data is read as it
 * stands, or is a gap.
 *
 * <p>Threat: words that only a program puts together, and words that no program hands on.
 *
 * <p>Not guaranteed: what a program makes of the values. Web markup in other places is read as it stands, of which in XML the
 * gap {@code flat-text} says so; in JSON and tables nothing does. A style sheet or a schema that goes with the data is not read.
 */
@NullMarked
package dev.weir.ingest.layout.data;

import org.jspecify.annotations.NullMarked;
