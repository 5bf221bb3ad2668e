package dev.weir.ingest.layout.web;

import java.util.Optional;

/** Finds the style sheets that a page names and that are not in it. */
@FunctionalInterface
public interface StyleSheets {

    /** For a page that comes alone: nothing is fetched. */
    StyleSheets NONE = reference -> Optional.empty();

    /**
     * A sheet.
     *
     * @param css its text
     * @param nearby finds what it names itself
     */
    record Sheet(String css, StyleSheets nearby) {}

    /**
     * A sheet that came with the page.
     *
     * @param reference as the page writes it, of any form
     * @return nothing if it did not
     */
    Optional<Sheet> find(String reference);
}
