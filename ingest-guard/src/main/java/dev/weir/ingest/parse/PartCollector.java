package dev.weir.ingest.parse;

import dev.weir.models.detect.GapCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.sax.AbstractRecursiveParserWrapperHandler;
import org.apache.tika.sax.BasicContentHandlerFactory;
import org.xml.sax.ContentHandler;

/** Hears from Tika where each embedded document begins and ends, and keeps what each one said. */
@SuppressWarnings("serial") // Tika's base class is Serializable; a collector lives for one parse and is never written
final class PartCollector extends AbstractRecursiveParserWrapperHandler {

    private final GapLedger ledger;
    private final long maxEmbedded;
    private final TextBudget budget;
    private final List<Part> parts = new ArrayList<>();
    private final Deque<Part> open = new ArrayDeque<>();
    private long embedded;

    PartCollector(GapLedger ledger, int maxChars, long maxEmbedded) {
        super(new BasicContentHandlerFactory(BasicContentHandlerFactory.HANDLER_TYPE.BODY, maxChars));
        this.ledger = ledger;
        this.maxEmbedded = maxEmbedded;
        this.budget = new TextBudget(maxChars);
        begin(new Part(Locations.ROOT, 0, budget, ledger));
    }

    /** The document whose content is being read now. */
    Part current() {
        return open.element();
    }

    GapLedger ledger() {
        return ledger;
    }

    /** All documents in the order they began, the outermost first. */
    List<Part> parts() {
        return parts;
    }

    @Override
    public ContentHandler getNewContentHandler() {
        return new LinkListener(
                new DefinitionLines(super.getNewContentHandler()),
                target -> current().link(target));
    }

    @Override
    public boolean hasHitMaximumEmbeddedResources() {
        // Asked once before each embedded document, and never otherwise: a yes is a document that was not read.
        boolean hit = embedded >= maxEmbedded;
        if (hit) {
            ledger.add(GapCode.LIMIT_EMBEDDED, current().location(), "embedded document not read");
        }
        return hit;
    }

    @Override
    public void startEmbeddedDocument(ContentHandler handler, Metadata metadata) {
        embedded++;
        current().holdPart();
        String location = metadata.get(TikaCoreProperties.EMBEDDED_ID_PATH);
        begin(new Part(location, current().depth() + 1, budget, ledger));
    }

    @Override
    public void endEmbeddedDocument(ContentHandler handler, Metadata metadata) {
        open.pop().end(handler.toString(), metadata);
    }

    @Override
    public void endDocument(ContentHandler handler, Metadata metadata) {
        parts.get(0).end(handler.toString(), metadata);
    }

    private void begin(Part part) {
        parts.add(part);
        open.push(part);
    }
}
