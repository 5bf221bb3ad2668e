package dev.weir.ingest.layout.epub;

import dev.weir.ingest.layout.ForwardingSink;
import dev.weir.ingest.layout.TextSink;
import java.util.function.Consumer;

/** Hears which files of a book one of them leads to. */
final class LinkingSink extends ForwardingSink {

    private final Consumer<String> links;

    /** @param links takes the target of each link */
    LinkingSink(TextSink sink, Consumer<String> links) {
        super(sink);
        this.links = links;
    }

    @Override
    public void link(String target) {
        links.accept(target);
        super.link(target);
    }
}
