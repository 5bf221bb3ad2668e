package dev.weir.ingest.layout.web;

import static java.util.Objects.requireNonNull;

/**
 * A page that stands in a document of another format.
 *
 * @param text of the page, with its markup
 * @param syntax in which it is written
 * @param path of the element that holds it, numbers as in {@link dev.weir.ingest.layout.Place.Element}; empty if it is the
 *     whole document
 * @param sheets finds the sheets it names
 */
public record WebPage(String text, Syntax syntax, String path, StyleSheets sheets) {

    /** How a page is written. */
    public enum Syntax {
        HTML,
        XHTML
    }

    public WebPage {
        requireNonNull(text, "text is null");
        requireNonNull(syntax, "syntax is null");
        requireNonNull(path, "path is null");
        requireNonNull(sheets, "sheets is null");
    }

    /** An HTML page that is the whole document. */
    public static WebPage html(String text) {
        return new WebPage(text, Syntax.HTML, "", StyleSheets.NONE);
    }
}
