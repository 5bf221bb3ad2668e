package dev.weir.ingest.layout;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/** How every pass that reads XML sets its reader up. */
public final class XmlStreams {

    private XmlStreams() {}

    /** A factory whose readers follow no document type declaration and no external entity; for the caller alone. */
    public static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }
}
