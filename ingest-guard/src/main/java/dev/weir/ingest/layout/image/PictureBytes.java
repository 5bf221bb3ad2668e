package dev.weir.ingest.layout.image;

import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Goes through the bytes of a picture file once, and looks behind the picture's end. */
final class PictureBytes {

    /** Room for the bytes and for what is made of them. */
    private static final int PART_OF_HEAP = 4;

    private final TextSink sink;
    private final ContentHandler handler;
    private final ParseContext context;

    PictureBytes(TextSink sink, ContentHandler handler, ParseContext context) {
        this.sink = sink;
        this.handler = handler;
        this.context = context;
    }

    void read(Path file) throws IOException, SAXException {
        PictureFields fields = new PictureFields(sink);
        if (Files.size(file) > Runtime.getRuntime().maxMemory() / PART_OF_HEAP) {
            sink.gap(GapCode.LIMIT_MEMORY, "bytes of a picture not searched");
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        fields.read(file, bytes);
        int end = PictureEnd.of(bytes);
        new TextRuns(bytes, fields::stretch).find(0, end);
        if (end < bytes.limit()) {
            new PictureTail(sink, bytes, end).read(handler, context);
        }
    }
}
