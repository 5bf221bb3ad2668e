package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.XmlStreams;
import dev.weir.models.detect.Channel;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/** What stands in a document's packets of properties and not among the properties that are known by name. */
final class PdfXmp {

    private static final int MAX_PACKETS = 1_000;
    private static final int MAX_EVENTS = 500_000;
    private static final int MAX_DEPTH = 50;

    private final TextSink sink;
    private final XMLInputFactory factory = XmlStreams.factory();
    private final Set<String> known = new HashSet<>();
    private final Set<COSStream> seen = new HashSet<>();

    PdfXmp(TextSink sink, Metadata properties) {
        this.sink = sink;
        for (String name : properties.names()) {
            Arrays.stream(properties.getValues(name)).map(String::strip).forEach(known::add);
        }
    }

    void read(PDDocument document) {
        read(document.getDocumentCatalog().getCOSObject(), 1);
        int page = 0;
        for (PDPage each : document.getPages()) {
            if (++page > MAX_PACKETS) {
                return;
            }
            read(each.getCOSObject(), page);
        }
    }

    private void read(COSDictionary owner, int page) {
        @Nullable COSStream packet = owner.getCOSStream(COSName.METADATA);
        Optional<byte[]> bytes = packet != null && seen.add(packet) ? PdfStrings.bytes(packet) : Optional.empty();
        if (bytes.isPresent()) {
            try {
                read(bytes.get(), page);
            } catch (XMLStreamException | RuntimeException e) {
                // Broken packets are common, and readers show nothing of them: what came before the break was read.
            }
        }
    }

    private void read(byte[] packet, int page) throws XMLStreamException {
        XMLStreamReader events = factory.createXMLStreamReader(new ByteArrayInputStream(packet));
        int depth = 0;
        for (int i = 0; i < MAX_EVENTS && events.hasNext(); i++) {
            switch (events.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    depth++;
                    for (int at = 0; at < events.getAttributeCount(); at++) {
                        tell(events.getAttributeValue(at), page);
                    }
                }
                case XMLStreamReader.END_ELEMENT -> depth--;
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.COMMENT ->
                    tell(events.getText(), page);
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                return;
            }
        }
    }

    private void tell(String raw, int page) {
        String text = raw.strip();
        // One word is a name, a number or a date.
        if (text.indexOf(' ') > 0 && known.add(text)) {
            sink.newLine(Channel.METADATA);
            sink.text(Channel.METADATA, text, new Place.Page(page, 0, 0, 0, 0), Set.of(Concealment.METADATA));
            sink.newLine(Channel.METADATA);
        }
    }
}
