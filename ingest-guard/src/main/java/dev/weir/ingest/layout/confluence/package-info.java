/**
 * The structural pass for exports of Confluence spaces. {@link dev.weir.ingest.layout.confluence.ConfluenceParsers} is the
 * entry point. The objects of {@code entities.xml} are read once, from element to element; their texts wait in a file. Each
 * page that readers of the space see becomes an embedded document, with its comments, earlier versions and attachments;
 * everything else is the text of the export itself.
 *
 * <p>Invariants: no entity is resolved; memory grows with the number of objects, which is limited, and not with their texts;
 * every entry of the archive is read or is a gap.
 *
 * <p>Threat: text in what a wiki keeps and does not show.
 *
 * <p>Not guaranteed: what macros put in from elsewhere, and what plug-ins show, is not known from the export.
 */
@NullMarked
package dev.weir.ingest.layout.confluence;

import org.jspecify.annotations.NullMarked;
