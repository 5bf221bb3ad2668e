package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.TextSink;
import org.apache.tika.metadata.Metadata;
import org.jsoup.nodes.Document;

/** Reads text in Confluence's storage format: XHTML with elements for macros, links and pictures of the wiki. */
public final class StorageText {
    private StorageText() {}

    /**
     * Reads a page, or a part of one.
     *
     * @param storage untrusted
     * @param path of numbers that its elements are under, empty for a whole file
     * @param metadata takes the properties that the text states
     */
    public static void read(String storage, String path, TextSink sink, Metadata metadata) {
        walk(StoragePage.of(storage), path, sink, metadata);
    }

    /** Reads text without elements, as it is. */
    public static void readPlain(String text, String path, TextSink sink) {
        walk(StoragePage.plain(text), path, sink, new Metadata());
    }

    private static void walk(Document page, String path, TextSink sink, Metadata metadata) {
        PageWalker.walk(page, sink, new PageWords(metadata), Places.ofElements(), path, Look.plain(CssColor.WHITE));
    }
}
