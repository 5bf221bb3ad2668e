package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.TextSink;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.Parser;
import org.jsoup.Jsoup;

/** The passes for what a browser shows, as parsers that stand in for Tika's own. They need a sink in the parse context. */
public final class WebParsers {

    /** A page, or a part of one, in Confluence's storage format. */
    public static final MediaType STORAGE = MediaType.application("x-confluence-storage+xml");

    private WebParsers() {}

    /**
     * A parser for HTML and SVG; thread-safe.
     *
     * @param encodingDetector finds the charset of a page that does not say it
     */
    public static Parser pages(EncodingDetector encodingDetector) {
        return new PageParser(encodingDetector);
    }

    /**
     * A parser for Markdown; thread-safe.
     *
     * @param encodingDetector finds the charset of the text
     */
    public static Parser markdown(EncodingDetector encodingDetector) {
        return new MarkdownParser(encodingDetector);
    }

    /**
     * Reads a page as a browser shows it.
     *
     * @param properties takes its title and what it says of itself
     */
    public static void read(WebPage page, TextSink sink, Metadata properties) {
        var syntax = switch (page.syntax()) {
            case HTML -> org.jsoup.parser.Parser.htmlParser();
            case XHTML -> org.jsoup.parser.Parser.xmlParser();
        };
        PageWalker.walk(
                Jsoup.parse(page.text(), "", syntax),
                sink,
                new PageWords(properties, page.sheets()),
                Places.ofElements(),
                page.path(),
                Look.plain(CssColor.WHITE));
    }

    /**
     * A parser for a single page in Confluence's storage format; thread-safe.
     *
     * @param encodingDetector finds the charset of the text
     */
    public static Parser storage(EncodingDetector encodingDetector) {
        return new StorageParser(encodingDetector);
    }
}
