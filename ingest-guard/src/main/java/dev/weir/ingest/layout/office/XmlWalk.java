package dev.weir.ingest.layout.office;

import dev.weir.ingest.layout.XmlStreams;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;

/**
 * Walks one XML part from element to element. Names carry a fixed prefix for each known namespace, whatever prefix the part
 * itself declares. A document type declaration is refused, and nothing outside the part is read.
 */
public final class XmlWalk {

    /** Deeper elements are not met in honest parts. */
    private static final int MAX_DEPTH = 600;

    private static final int MAX_TEXT_CHARS = 10_000_000;
    private static final int MAX_NAMES = 20_000;

    /** What is done with a child element. */
    public interface Child {
        void element(String name) throws XMLStreamException;
    }

    /** What is done with text between elements. */
    public interface Characters {
        void text(String text) throws XMLStreamException;
    }

    private final XMLStreamReader reader;
    private final Map<String, String> prefixes;
    private final boolean passesDeclarations;
    private final Map<String, Map<String, String>> names = new HashMap<>();
    private int nameCount;
    private int depth;
    private int event;

    private XmlWalk(XMLStreamReader reader, Map<String, String> prefixes, boolean passesDeclarations) {
        this.reader = reader;
        this.prefixes = prefixes;
        this.passesDeclarations = passesDeclarations;
    }

    /**
     * Stands before the root element. The stream is left open.
     *
     * @param prefixes what names of each known namespace begin with; names of others begin with a colon
     */
    public static XmlWalk of(InputStream stream, Map<String, String> prefixes) throws XMLStreamException {
        return new XmlWalk(XmlStreams.factory().createXMLStreamReader(stream), Map.copyOf(prefixes), false);
    }

    /** Like {@link #of}, for parts of old writers: a document type declaration is passed over, and not read. */
    public static XmlWalk ofDeclared(InputStream stream, Map<String, String> prefixes) throws XMLStreamException {
        return new XmlWalk(XmlStreams.factory().createXMLStreamReader(stream), Map.copyOf(prefixes), true);
    }

    /** Moves to the root element and hands it over. */
    public void root(Child child) throws XMLStreamException {
        while (next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                child.element(name());
                finish(0);
            }
        }
    }

    /** Hands over each child of the element on which the walk stands; what is not walked of a child is skipped. */
    public void children(Child child) throws XMLStreamException {
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

    /** Hands over each child and the text between them, whole, of the element on which the walk stands, in order. */
    public void content(Child child, Characters characters) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        try {
            int level = depth;
            while (next()) {
                if (event == XMLStreamConstants.CHARACTERS) {
                    append(text);
                    continue;
                }
                hand(text, characters);
                if (event == XMLStreamConstants.START_ELEMENT) {
                    child.element(name());
                    finish(level);
                } else if (depth < level) {
                    return;
                }
            }
        } finally {
            hand(text, characters);
        }
    }

    private static void hand(StringBuilder text, Characters characters) throws XMLStreamException {
        if (!text.isEmpty()) {
            String whole = text.toString();
            text.setLength(0);
            characters.text(whole);
        }
    }

    private void append(StringBuilder text) throws XMLStreamException {
        if (text.length() + reader.getTextLength() > MAX_TEXT_CHARS) {
            XMLStreamException tooLong = new XMLStreamException("text of one element is too long");
            tooLong.initCause(new WriteLimitReachedException(MAX_TEXT_CHARS));
            throw tooLong;
        }
        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    /** All text inside the element on which the walk stands. */
    public String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int level = depth;
        while (depth >= level && next()) {
            if (event == XMLStreamConstants.CHARACTERS) {
                append(text);
            }
        }
        return text.toString();
    }

    /** The value of the attribute of this local name, in whatever namespace. */
    public @Nullable String attribute(String local) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(local)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    public String attribute(String local, String otherwise) {
        String value = attribute(local);
        return value == null ? otherwise : value;
    }

    /** The number in an attribute; a fraction is cut off. */
    public long number(String local, long otherwise) {
        String value = attribute(local);
        return value == null ? otherwise : parsed(value, otherwise);
    }

    /** The number in an attribute's value; a fraction is cut off. */
    public static long parsed(String value, long otherwise) {
        try {
            return (long) Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Whether a switch is on: present, and not said to be off. */
    public boolean isOn() {
        return isOn(attribute("val", "1"));
    }

    public static boolean isOn(String value) {
        return !(value.equals("0") || value.equals("false") || value.equals("off"));
    }

    /** Whether an attribute is there and says yes. */
    public boolean says(String local) {
        String value = attribute(local);
        return value != null && isOn(value);
    }

    /** The relationship that an attribute in the namespace of relationships names. */
    public @Nullable String relationship() {
        return relationship("id");
    }

    public @Nullable String relationship(String local) {
        return prefixed("r", local);
    }

    /** The value of the attribute of this local name in the namespace of a known prefix. */
    public @Nullable String prefixed(String prefix, String local) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(local)
                    && prefix.equals(prefixes.get(orEmpty(reader.getAttributeNamespace(i))))) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** The namespace of a prefix as the part declares it, empty if it does not. */
    public String namespace(String prefix) {
        return orEmpty(reader.getNamespaceURI(prefix));
    }

    /** Hands over every run of text and every attribute value of the part, in order. */
    public void everything(Words words) throws XMLStreamException {
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
    public interface Words {
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
                case XMLStreamConstants.DTD -> {
                    if (!passesDeclarations) {
                        throw new XMLStreamException("document type declarations are not read");
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("entities are not read");
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
        String name = prefixes.getOrDefault(uri, "") + ':' + local;
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
