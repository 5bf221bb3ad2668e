package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.web.WebPage;
import dev.weir.ingest.layout.web.WebParsers;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads RTF, and the page that a mail program made into RTF. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class RtfParser implements Parser {

    private static final Place START = new Place.Paragraph(1, 1);

    private static final Set<MediaType> TYPES = Set.of(MediaType.application("rtf"), MediaType.text("rtf"));

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        metadata.set(Metadata.CONTENT_TYPE, "application/rtf");
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        TextSink sink = context.get(TextSink.class);
        try (TemporaryResources temporary = new TemporaryResources()) {
            Path file = TikaInputStream.get(stream, temporary, metadata).getPath();
            RtfAsides asides;
            try (InputStream text = Files.newInputStream(file)) {
                RtfReader reader = new RtfReader(text, sink);
                asides = reader.asides();
                reader.read();
            }
            carried(asides.page(), sink, metadata);
            // Tika hands on pictures and objects, and knows the properties; it says its text to nobody.
            try (InputStream rest = new BufferedInputStream(Files.newInputStream(file))) {
                new RTFParser().parse(rest, new DefaultHandler(), metadata, context);
            }
            properties(asides.properties(), sink, metadata);
        }
        xhtml.endDocument();
    }

    private static void carried(@Nullable RtfPage page, TextSink sink, Metadata metadata) {
        if (page != null) {
            WebParsers.read(WebPage.html(page.html()), sink, metadata);
            for (String line : page.unsaid()) {
                sink.newLine(Channel.HIDDEN);
                sink.text(Channel.HIDDEN, line, START, Set.of(Concealment.ALTERNATIVE_PART));
            }
            if (page.isCutOff()) {
                sink.gap(GapCode.LIMIT_OUTPUT, "page in the document cut off");
            }
        }
    }

    /** Says those properties that Tika does not know. */
    private static void properties(Set<String> said, TextSink sink, Metadata metadata) {
        Set<String> known = new HashSet<>();
        for (String name : metadata.names()) {
            Arrays.stream(metadata.getValues(name)).map(String::strip).forEach(known::add);
        }
        for (String property : said) {
            if (!known.contains(property)) {
                sink.newLine(Channel.METADATA);
                sink.text(Channel.METADATA, property, START, Set.of(Concealment.METADATA));
            }
        }
    }
}
