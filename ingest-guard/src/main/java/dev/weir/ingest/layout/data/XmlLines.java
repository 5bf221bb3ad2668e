package dev.weir.ingest.layout.data;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.web.StyleSheets;
import dev.weir.ingest.layout.web.WebPage;
import dev.weir.ingest.layout.web.WebParsers;
import dev.weir.ingest.layout.web.XmlEntities;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.tika.metadata.Metadata;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Writes the text of an XML file as lines: an element that stands within words stays in their line. What a feed has as a page
 * is read as one. Used once.
 */
final class XmlLines {

    private static final int MAX_DEPTH = 600;
    private static final int MAX_REMEMBERED = 50_000;
    private static final int MAX_REPEATED_CHARS = 200;
    private static final int MAX_PROPERTY_CHARS = 10_000;
    private static final int MAX_GATHERED_CHARS = 4_000_000;
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,20}:/");

    /** Of the Dublin Core, which Tika takes for properties of the document too. */
    private static final Set<String> PROPERTIES = Set.of(
            "dc:title",
            "dc:subject",
            "dc:creator",
            "dc:description",
            "dc:publisher",
            "dc:contributor",
            "dc:date",
            "dc:type",
            "dc:format",
            "dc:identifier",
            "dc:language",
            "dc:rights");

    private static final class Level {
        private final boolean isInline;
        private final @Nullable StringBuilder property;
        private boolean hasWords;
        private boolean isPage;

        Level(boolean isInline, @Nullable StringBuilder property) {
            this.isInline = isInline;
            this.property = property;
        }
    }

    private final TextSink sink;
    private final Metadata metadata;
    private final XmlEntities entities = new XmlEntities();
    private final ElementPath path = new ElementPath();
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<String> again = new HashSet<>();
    private final FeedTexts feed = new FeedTexts();
    private final StringBuilder gathered = new StringBuilder();

    XmlLines(TextSink sink, Metadata metadata) {
        this.sink = sink;
        this.metadata = metadata;
        levels.push(new Level(false, null));
    }

    /** Takes what the file declares of itself. */
    void declare(String documentType) {
        if (!documentType.isEmpty()) {
            entities.declare(documentType, sink, path.here());
        }
    }

    void read(XMLStreamReader reader) throws XMLStreamException {
        try {
            readAll(reader);
        } finally {
            flush(false);
        }
    }

    private void readAll(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext() && !sink.isFull()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(reader);
                case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> entity('&' + reader.getLocalName() + ';');
                case XMLStreamConstants.COMMENT -> aside(reader.getText());
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> instruction(reader);
                default -> {}
            }
        }
    }

    private void start(XMLStreamReader reader) throws XMLStreamException {
        flush(false);
        path.enter();
        if (path.depth() > MAX_DEPTH) {
            throw new XMLStreamException("elements are nested too deeply");
        }
        Level outer = levels.element();
        outer.isPage = false;
        String name = reader.getLocalName();
        if (path.depth() == 1) {
            feed.root(name);
        }
        Level level = new Level(outer.hasWords, PROPERTIES.contains(name) ? new StringBuilder() : null);
        level.isPage = feed.isPage(reader);
        levels.push(level);
        if (feed.isOfPage(reader)) {
            sink.gap(GapCode.FLAT_TEXT, "elements of web pages read as data");
        }
        if (!outer.hasWords) {
            sink.newLine(Channel.BODY);
        }
        name(name);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            name(reader.getAttributeLocalName(i));
            attribute(reader.getAttributeValue(i));
        }
    }

    private void end(String name) {
        flush(true);
        Level level = levels.pop();
        path.leave();
        if (!level.isInline) {
            sink.newLine(Channel.BODY);
        }
        if (level.property != null && !level.property.toString().isBlank()) {
            metadata.add(name, level.property.toString().strip());
        }
    }

    private void entity(String reference) {
        String resolved = entities.resolve(reference, sink);
        text(resolved.equals(reference) ? Parser.unescapeEntities(reference, false) : resolved);
    }

    private void text(String run) {
        gathered.append(run);
        if (gathered.length() > MAX_GATHERED_CHARS) {
            levels.element().isPage = false;
            flush(false);
        }
        for (Level each : levels) {
            if (each.property != null && each.property.length() + run.length() <= MAX_PROPERTY_CHARS) {
                each.property.append(run);
            }
        }
    }

    /**
     * Writes the text since the last tag.
     *
     * @param isWhole whether it is all the text of its element, if that has no others in it
     */
    private void flush(boolean isWhole) {
        String text = gathered.toString();
        gathered.setLength(0);
        Level level = levels.element();
        if (isWhole && level.isPage && FeedTexts.isMarkup(text)) {
            page(text);
            level.hasWords = true;
            return;
        }
        if (FeedTexts.hasTags(text)) {
            sink.gap(GapCode.FLAT_TEXT, "web markup quoted as text");
        }
        lines(text, level);
    }

    /** Its properties are not those of the file. */
    private void page(String html) {
        Metadata properties = new Metadata();
        Place.Element place = path.here();
        WebParsers.read(new WebPage(html, WebPage.Syntax.HTML, place.path(), StyleSheets.NONE), sink, properties);
        for (String property : properties.names()) {
            for (String value : properties.getValues(property)) {
                sink.newLine(Channel.METADATA);
                sink.text(Channel.METADATA, value, place, Set.of(Concealment.METADATA));
            }
        }
    }

    /** Lines of the file stay lines, without what indents them. */
    private void lines(String run, Level level) {
        int start = 0;
        while (start <= run.length()) {
            int next = run.indexOf('\n', start);
            int end = next < 0 ? run.length() : next;
            String line = run.substring(start, end);
            String bare = line.strip();
            if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
                sink.blank(Channel.BODY);
            }
            if (!bare.isEmpty()) {
                sink.text(Channel.BODY, bare, path.here(), Set.of());
                level.hasWords = true;
                if (Character.isWhitespace(line.charAt(line.length() - 1))) {
                    sink.blank(Channel.BODY);
                }
            }
            if (next >= 0) {
                sink.newLine(Channel.BODY);
            }
            start = end + 1;
        }
    }

    /** No reader of the text is told it, and every program is. */
    private void attribute(String value) {
        if (ADDRESS.matcher(value).lookingAt()) {
            sink.link(value);
        } else if (Words.speak(value) && isNew(value)) {
            sink.newLine(Channel.METADATA);
            sink.text(Channel.METADATA, value.strip(), path.here(), Set.of(Concealment.ATTRIBUTE_ONLY));
        }
    }

    private void name(String name) {
        if (Words.speak(name) && isNew(name)) {
            sink.newLine(Channel.METADATA);
            sink.text(Channel.METADATA, name, path.here(), Set.of(Concealment.METADATA));
        }
    }

    /** Names and values come again and again; the first time says it all. */
    private boolean isNew(String said) {
        boolean remembered = said.length() <= MAX_REPEATED_CHARS && again.size() < MAX_REMEMBERED;
        return remembered ? again.add(said) : !again.contains(said);
    }

    private void instruction(XMLStreamReader reader) {
        name(reader.getPITarget());
        @Nullable String data = reader.getPIData();
        if (data != null && Words.speak(data)) {
            aside(data);
        }
    }

    private void aside(String comment) {
        if (!comment.isBlank()) {
            sink.newLine(Channel.COMMENT);
            sink.text(Channel.COMMENT, comment.strip(), path.here(), Set.of(Concealment.COMMENT));
        }
    }
}
