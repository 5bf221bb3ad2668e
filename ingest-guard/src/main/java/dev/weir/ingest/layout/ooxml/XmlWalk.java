package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.office.Words;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;

/**
 * Walks one XML part from element to element. Names carry a fixed prefix for each known namespace, in its transitional and
 * its strict form, whatever prefix the part itself declares.
 */
final class XmlWalk {

    /** Deeper elements are not met in honest parts. */
    private static final int MAX_DEPTH = 600;

    private static final int MAX_TEXT_CHARS = 10_000_000;
    private static final int MAX_NAMES = 20_000;

    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
            Map.entry("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
            Map.entry("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x"),
            Map.entry("http://purl.oclc.org/ooxml/spreadsheetml/main", "x"),
            Map.entry("http://schemas.openxmlformats.org/presentationml/2006/main", "p"),
            Map.entry("http://purl.oclc.org/ooxml/presentationml/main", "p"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/main", "a"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", "xdr"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", "xdr"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/chart", "c"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/chart", "c"),
            Map.entry("http://schemas.microsoft.com/office/drawing/2014/chartex", "cx"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/diagram", "dgm"),
            Map.entry("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
            Map.entry("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
            Map.entry("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
            Map.entry("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
            Map.entry("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
            Map.entry("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
            Map.entry("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"),
            Map.entry("http://schemas.microsoft.com/office/powerpoint/2018/8/main", "p188"),
            Map.entry("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments", "xtc"),
            Map.entry("urn:schemas-microsoft-com:vml", "v"));

    /** What is done with a child element. */
    interface Child {
        void element(String name) throws XMLStreamException;
    }

    private final XMLStreamReader reader;
    private final Map<String, Map<String, String>> names = new HashMap<>();
    private int nameCount;
    private int depth;
    private int event;

    private XmlWalk(XMLStreamReader reader) {
        this.reader = reader;
    }

    /** Stands before the root element. The stream is left open. */
    static XmlWalk of(InputStream stream) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return new XmlWalk(factory.createXMLStreamReader(stream));
    }

    /** Moves to the root element and hands it over. */
    void root(Child child) throws XMLStreamException {
        while (next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                child.element(name());
                finish(0);
            }
        }
    }

    /** Hands over each child of the element on which the walk stands; what is not walked of a child is skipped. */
    void children(Child child) throws XMLStreamException {
        int level = depth;
        while (next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                child.element(name());
                finish(level);
            } else if (event == XMLStreamConstants.END_ELEMENT && depth < level) {
                return;
            }
        }
    }

    /** All text inside the element on which the walk stands. */
    String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int level = depth;
        while (depth >= level && next()) {
            if (event == XMLStreamConstants.CHARACTERS) {
                if (text.length() + reader.getTextLength() > MAX_TEXT_CHARS) {
                    XMLStreamException tooLong = new XMLStreamException("text of one element is too long");
                    tooLong.initCause(new WriteLimitReachedException(MAX_TEXT_CHARS));
                    throw tooLong;
                }
                text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
        }
        return text.toString();
    }

    /** The value of the attribute of this local name, in whatever namespace. */
    @Nullable String attribute(String local) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(local)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    String attribute(String local, String otherwise) {
        String value = attribute(local);
        return value == null ? otherwise : value;
    }

    /** The number in an attribute; a fraction is cut off. */
    long number(String local, long otherwise) {
        String value = attribute(local);
        return value == null ? otherwise : parsed(value, otherwise);
    }

    /** The number in an attribute's value; a fraction is cut off. */
    static long parsed(String value, long otherwise) {
        try {
            return (long) Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Whether a switch is on: present, and not said to be off. */
    boolean isOn() {
        return isOn(attribute("val", "1"));
    }

    static boolean isOn(String value) {
        return !(value.equals("0") || value.equals("false") || value.equals("off"));
    }

    /** Whether an attribute is there and says yes. */
    boolean says(String local) {
        String value = attribute(local);
        return value != null && isOn(value);
    }

    /** The relationship that an attribute in the namespace of relationships names. */
    @Nullable String relationship() {
        return relationship("id");
    }

    @Nullable String relationship(String local) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(local)
                    && "r".equals(PREFIXES.get(orEmpty(reader.getAttributeNamespace(i))))) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Whether each of these prefixes, as the part declares them, is one that Office knows. */
    boolean knows(String prefixes) {
        for (String prefix : prefixes.strip().split("\\s+", -1)) {
            String uri = orEmpty(reader.getNamespaceURI(prefix));
            if (!uri.startsWith("http://schemas.microsoft.com/office/")
                    && !uri.startsWith("http://schemas.openxmlformats.org/")
                    && !uri.startsWith("http://purl.oclc.org/ooxml/")) {
                return false;
            }
        }
        return true;
    }

    /** Hands over every run of text and every attribute value of the part, in order. */
    void everything(Words words) throws XMLStreamException {
        while (next()) {
            if (event == XMLStreamConstants.CHARACTERS) {
                words.text(reader.getText());
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                for (int i = 0; i < reader.getAttributeCount(); i++) {
                    words.attribute(reader.getAttributeValue(i));
                }
            } else {
                words.end();
            }
        }
    }

    /** Takes the words of a part of no known structure. */
    interface Words {
        void text(String text);

        void attribute(String value);

        /** An element ends. */
        void end();
    }

    private void finish(int level) throws XMLStreamException {
        while (depth > level && next()) {
            // What the handler left of its element is skipped.
        }
    }

    private boolean next() throws XMLStreamException {
        while (reader.hasNext()) {
            event = reader.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth > MAX_DEPTH) {
                        throw new XMLStreamException("elements are nested too deeply");
                    }
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    event = XMLStreamConstants.CHARACTERS;
                    return true;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("document type declarations are not read");
                default -> {
                    // Comments and processing instructions say nothing to anybody.
                }
            }
        }
        return false;
    }

    private String name() {
        String uri = orEmpty(reader.getNamespaceURI());
        String local = reader.getLocalName();
        String known = names.getOrDefault(uri, Map.of()).get(local);
        if (known != null) {
            return known;
        }
        String name = PREFIXES.getOrDefault(uri, "") + ':' + local;
        if (nameCount < MAX_NAMES) {
            nameCount++;
            names.computeIfAbsent(uri, unused -> new HashMap<>()).put(local, name);
        }
        return name;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
