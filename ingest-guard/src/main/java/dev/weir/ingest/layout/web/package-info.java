/**
 * The structural passes for what a browser shows: HTML, SVG and Markdown. {@link dev.weir.ingest.layout.web.WebParsers} is the
 * entry point. A page is read into a tree, its own style sheets and inline styles are applied to it as a browser on a desk
 * would apply them, and each text goes to the channel that fits what the styles leave of it.
 *
 * <p>Invariants: nothing is fetched, so a style sheet or a frame outside the file has no say; the work is bounded in rules,
 * checks and nesting; a place is a path of numbers.
 *
 * <p>Threat: text that a style, an attribute, a comment or an element keeps from readers and a flat text hands to a model.
 *
 * <p>Not guaranteed: that a browser agrees. Scripts do not run, boxes are not laid out, and external style sheets are not
 * read, so what only these hide counts as visible, and is indexed and screened like any visible text; of such a sheet the gap
 * {@code flat-text} says so.
 */
@NullMarked
package dev.weir.ingest.layout.web;

import org.jspecify.annotations.NullMarked;
