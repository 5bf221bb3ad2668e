package dev.weir.ingest.layout.confluence;

import dev.weir.ingest.layout.XmlStreams;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the objects of an export one after the other. Used once. */
final class EntitiesReader {

    /** An object's properties name other objects, and lists of them; honest files end there. */
    private static final int MAX_DEPTH = 60;

    private static final int OBJECT_DEPTH = 2;
    private static final int PROPERTY_DEPTH = 3;

    /** Of all properties of one object together. */
    private static final int MAX_OBJECT_CHARS = 10_000_000;

    private static final int MAX_LISTED = 10_000;

    /** Takes what is in the file. */
    interface Listener {
        void object(Content content) throws IOException;

        /** Text that is no value of a property. */
        void stray(String text);

        /** An object has more text than is read. */
        void cutOff();
    }

    private final XMLStreamReader reader;
    private final Listener listener;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final List<String> bodies = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder id = new StringBuilder();
    private @Nullable String kind;
    private @Nullable String property;
    private String own = "";
    private String link = "";
    private boolean inId;
    private boolean listsBodies;
    private boolean cutOff;
    private int objectChars;
    private int depth;

    private EntitiesReader(XMLStreamReader reader, Listener listener) {
        this.reader = reader;
        this.listener = listener;
    }

    /** Reads to the end; the stream is left open. */
    static void read(InputStream stream, Listener listener) throws XMLStreamException, IOException {
        new EntitiesReader(XmlStreams.factory().createXMLStreamReader(stream), listener).all();
    }

    private void all() throws XMLStreamException, IOException {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(reader.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters();
                case XMLStreamConstants.COMMENT -> listener.stray(reader.getText());
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> listener.stray(orEmpty(reader.getPIData()));
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("document type declarations are not read");
                default -> {}
            }
        }
    }

    private void start(String name) throws XMLStreamException {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new XMLStreamException("elements are nested too deeply");
        }
        if (depth == OBJECT_DEPTH) {
            begin();
        } else if (depth == PROPERTY_DEPTH) {
            text.setLength(0);
            link = "";
            listsBodies = name.equals("collection") && "bodyContents".equals(reader.getAttributeValue(null, "name"));
            property = name.equals("property") ? orEmpty(reader.getAttributeValue(null, "name")) : null;
        }
        if (name.equals("id")) {
            inId = true;
            id.setLength(0);
        }
    }

    private void begin() {
        kind = orEmpty(reader.getAttributeValue(null, "class"));
        texts.clear();
        links.clear();
        bodies.clear();
        own = "";
        cutOff = false;
        objectChars = 0;
    }

    private void end(String name) throws IOException {
        if (inId && name.equals("id")) {
            inId = false;
            if (depth == PROPERTY_DEPTH) {
                own = id.toString().strip();
            } else if (listsBodies && bodies.size() < MAX_LISTED) {
                bodies.add(id.toString().strip());
            } else if (property != null) {
                link = id.toString().strip();
            }
        }
        if (depth == PROPERTY_DEPTH && property != null) {
            keep(property);
            property = null;
        } else if (depth == OBJECT_DEPTH && kind != null) {
            if (cutOff) {
                listener.cutOff();
            }
            listener.object(new Content(kind, own, texts, links, bodies));
            kind = null;
        }
        depth--;
    }

    /** Of two properties of one name both are kept. */
    private void keep(String name) {
        if (!link.isEmpty()) {
            links.putIfAbsent(name, link);
        }
        String value = text.toString();
        if (!value.isBlank()) {
            String earlier = texts.putIfAbsent(name, value);
            if (earlier != null) {
                listener.stray(value);
            }
        }
    }

    private void characters() {
        String run = reader.getText();
        int kept = Math.min(run.length(), MAX_OBJECT_CHARS - objectChars);
        cutOff |= kept < run.length();
        objectChars += kind == null ? 0 : kept;
        if (inId) {
            id.append(run, 0, kept);
        } else if (property != null) {
            text.append(run, 0, kept);
        } else if (!run.isBlank()) {
            listener.stray(run);
        }
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
