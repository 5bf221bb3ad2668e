package dev.weir.ingest.layout.image;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** What was appended behind the end of a picture: a file is a part of its own, and text is text that nothing shows. */
final class PictureTail {

    private static final int MAX_LINES = 10_000;
    private static final int TEXT_OF_TEN = 8;
    private static final int ZIP = 0x504B0304;
    private static final int RAR = 0x52617221;
    private static final int SEVEN_ZIP = 0x377ABCAF;
    private static final int PDF = 0x25504446;
    private static final int OLE = 0xD0CF11E0;
    private static final int GZIP = 0x1F8B08;

    private final TextSink sink;
    private final ByteBuffer bytes;
    private final int start;
    private int lines;

    PictureTail(TextSink sink, ByteBuffer bytes, int start) {
        this.sink = sink;
        this.bytes = bytes;
        this.start = start;
    }

    void read(ContentHandler handler, ParseContext context) throws IOException, SAXException {
        int file = fileStart();
        if (TextRuns.textBytes(bytes, start, file) * 10L >= (file - start) * (long) TEXT_OF_TEN) {
            take(new String(copy(start, file), StandardCharsets.UTF_8));
        } else {
            new TextRuns(bytes, this::take).find(start, file);
        }
        if (file < bytes.limit()) {
            hand(file, handler, context);
        }
    }

    /** Where a file of its own begins, or the end. */
    private int fileStart() {
        for (int at = start; at <= bytes.limit() - 4; at++) {
            int magic = bytes.getInt(at);
            boolean known = magic == ZIP || magic == RAR || magic == SEVEN_ZIP || magic == PDF || magic == OLE;
            if (known || (at == start && magic >>> 8 == GZIP)) {
                return at;
            }
        }
        return bytes.limit();
    }

    private void hand(int from, ContentHandler handler, ParseContext context) throws IOException, SAXException {
        EmbeddedDocumentExtractor extractor = EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context);
        Metadata metadata = new Metadata();
        if (extractor.shouldParseEmbedded(metadata)) {
            try (TikaInputStream file = TikaInputStream.get(new ByteArrayInputStream(copy(from, bytes.limit())))) {
                extractor.parseEmbedded(file, handler, metadata, true);
            }
        }
    }

    private byte[] copy(int from, int to) {
        byte[] copy = new byte[to - from];
        bytes.get(from, copy);
        return copy;
    }

    private boolean take(String text) {
        for (String line : text.split("[\r\n\0]+", MAX_LINES)) {
            if (!line.isBlank()) {
                lines = Math.min(lines + 1, MAX_LINES);
                sink.newLine(Channel.HIDDEN);
                sink.text(Channel.HIDDEN, line, new Place.Line(lines), Set.of(Concealment.UNREFERENCED_PART));
                sink.newLine(Channel.HIDDEN);
            }
        }
        return lines < MAX_LINES && !sink.isFull();
    }
}
