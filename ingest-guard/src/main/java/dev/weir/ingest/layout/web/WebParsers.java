package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.TextSink;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.Parser;
import org.jsoup.Jsoup;

/** The passes for what a browser shows, as parsers that stand in for Tika's own. They need a sink in the parse context. */
public final class WebParsers {
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
     * Reads a page that stands in a document of another format.
     *
     * @param properties takes its title and what it says of itself
     */
    public static void read(String html, TextSink sink, Metadata properties) {
        PageWalker.walk(
                Jsoup.parse(html),
                sink,
                new PageWords(properties),
                Places.ofElements(),
                "",
                Look.plain(CssColor.WHITE));
    }
}
