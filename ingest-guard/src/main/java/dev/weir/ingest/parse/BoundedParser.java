package dev.weir.ingest.parse;

import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.ParserDecorator;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Stands before the detecting parser for the document and for every document embedded in it: keeps the nesting limit and
 * turns each exception into a gap at the place where its type is still known.
 */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class BoundedParser extends ParserDecorator {

    private final PartCollector collector;
    private final long maxDepth;

    BoundedParser(Parser parser, PartCollector collector, long maxDepth) {
        super(parser);
        this.collector = collector;
        this.maxDepth = maxDepth;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        Part part = collector.current();
        if (part.depth() > maxDepth) {
            collector.ledger().add(GapCode.LIMIT_DEPTH, part.location(), "embedded document not read");
            return;
        }
        try {
            super.parse(stream, handler, metadata, context);
        } catch (ZeroByteFileException e) {
            if (part.depth() == 0) {
                throw report(part, e);
            }
        } catch (IOException e) {
            throw report(part, e);
        } catch (SAXException e) {
            throw report(part, e);
        } catch (TikaException e) {
            throw report(part, e);
        } catch (RuntimeException e) {
            throw report(part, e);
        }
    }

    private <E extends Exception> E report(Part part, E failure) {
        part.fail(Failures.codeOf(failure), Failures.detailOf(failure));
        return failure;
    }
}
