package dev.weir.ingest.parse;

import java.io.InputStream;
import java.io.Reader;
import javax.xml.stream.EventFilter;
import javax.xml.stream.StreamFilter;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLReporter;
import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.XMLEventAllocator;
import javax.xml.transform.Source;

/**
 * A factory that makes nothing. Given to Tika's PDF parser it turns XFA off (CVE-2025-66516 came in through XFA): the parser
 * records the refusal, which becomes a gap, and reads the plain form fields instead.
 */
final class NoXmlStreams extends XMLInputFactory {

    private static XMLStreamException refused() {
        return new XMLStreamException("XFA is not read");
    }

    @Override
    public XMLStreamReader createXMLStreamReader(Reader reader) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLStreamReader createXMLStreamReader(Source source) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLStreamReader createXMLStreamReader(InputStream stream) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLStreamReader createXMLStreamReader(InputStream stream, String encoding) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLStreamReader createXMLStreamReader(String systemId, InputStream stream) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLStreamReader createXMLStreamReader(String systemId, Reader reader) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLEventReader createXMLEventReader(Reader reader) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLEventReader createXMLEventReader(String systemId, Reader reader) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLEventReader createXMLEventReader(XMLStreamReader reader) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLEventReader createXMLEventReader(Source source) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLEventReader createXMLEventReader(InputStream stream) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLEventReader createXMLEventReader(InputStream stream, String encoding) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLEventReader createXMLEventReader(String systemId, InputStream stream) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLStreamReader createFilteredReader(XMLStreamReader reader, StreamFilter filter) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLEventReader createFilteredReader(XMLEventReader reader, EventFilter filter) throws XMLStreamException {
        throw refused();
    }

    @Override
    public XMLResolver getXMLResolver() {
        throw new IllegalStateException("XFA is not read");
    }

    @Override
    public void setXMLResolver(XMLResolver resolver) {}

    @Override
    public XMLReporter getXMLReporter() {
        throw new IllegalStateException("XFA is not read");
    }

    @Override
    public void setXMLReporter(XMLReporter reporter) {}

    @Override
    public void setProperty(String name, Object value) {}

    @Override
    public Object getProperty(String name) {
        throw new IllegalArgumentException("no property is supported");
    }

    @Override
    public boolean isPropertySupported(String name) {
        return false;
    }

    @Override
    public void setEventAllocator(XMLEventAllocator allocator) {}

    @Override
    public XMLEventAllocator getEventAllocator() {
        throw new IllegalStateException("XFA is not read");
    }
}
