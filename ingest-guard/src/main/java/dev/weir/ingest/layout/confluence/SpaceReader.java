package dev.weir.ingest.layout.confluence;

import dev.weir.ingest.layout.AsideSink;
import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.web.StorageText;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads the pages of a space, and then what belongs to none of them. */
final class SpaceReader {

    private static final String CDATA = "<![CDATA[";
    private static final Place TITLE = new Place.Element("1");

    private final Export export;
    private final ExportFiles files;
    private final TextSink sink;

    /** @param sink of the document that is being read at each time */
    SpaceReader(Export export, ExportFiles files, TextSink sink) {
        this.export = export;
        this.files = files;
        this.sink = sink;
    }

    void read(ContentHandler handler) throws IOException, SAXException {
        for (Map.Entry<Content, List<Export.Beside>> page : export.pages().entrySet()) {
            files.page((inner, metadata) -> page(page.getKey(), page.getValue(), inner, metadata), handler);
        }
        beside(export.homeless(), 1, handler);
        TextSink unreferenced = new AsideSink(sink, Channel.HIDDEN, Set.of(Concealment.UNREFERENCED_PART));
        int number = 1;
        for (Export.Body body : export.remaining()) {
            unreferenced.newLine(Channel.BODY);
            body(body, number, unreferenced, new Metadata());
            number++;
        }
    }

    private void page(Content page, List<Export.Beside> beside, ContentHandler handler, Metadata metadata)
            throws IOException, SAXException {
        String title = page.title().strip();
        if (!title.isEmpty()) {
            metadata.add(TikaCoreProperties.TITLE, title);
            sink.text(Channel.BODY, title, TITLE, Set.of());
            sink.newLine(Channel.BODY);
        }
        export.labelsOf(page).forEach(label -> metadata.add(TikaCoreProperties.SUBJECT, label));
        note(page.texts().getOrDefault("versionComment", ""), TITLE, Set.of());
        for (Export.Body body : export.bodiesOf(page)) {
            body(body, 1, sink, metadata);
        }
        beside(beside, 2, handler);
    }

    private void beside(List<Export.Beside> all, int from, ContentHandler handler) throws IOException, SAXException {
        int number = from;
        for (Export.Beside one : all) {
            Content content = one.content();
            Place place = new Place.Element(Integer.toString(number));
            if (content.isAttachment()) {
                note(content.texts().getOrDefault("versionComment", ""), place, one.reasons());
                note(content.texts().getOrDefault("comment", ""), place, one.reasons());
                if (!files.attachment(content, one.reasons(), handler)) {
                    aside(Channel.METADATA, content.title(), place, with(Concealment.METADATA, one.reasons()));
                }
            } else if (content.isComment()) {
                note(export.quoteOf(content), place, one.reasons());
                note(content.title(), place, one.reasons());
                bodies(content, number, Channel.COMMENT, with(Concealment.COMMENT, one.reasons()));
            } else {
                aside(Channel.HIDDEN, content.title(), place, one.reasons());
                note(content.texts().getOrDefault("versionComment", ""), place, one.reasons());
                bodies(content, number, Channel.HIDDEN, one.reasons());
            }
            number++;
        }
    }

    private void bodies(Content content, int number, Channel channel, Set<Concealment> reasons) throws IOException {
        TextSink aside = new AsideSink(sink, channel, reasons);
        for (Export.Body body : export.bodiesOf(content)) {
            aside.newLine(Channel.BODY);
            // Its properties are not those of the page.
            body(body, number, aside, new Metadata());
        }
    }

    private void body(Export.Body body, int number, TextSink to, Metadata metadata) throws IOException {
        String text = export.textOf(body);
        String path = Integer.toString(number);
        if (body.slice().isWiki()) {
            to.gap(GapCode.UNSUPPORTED, "wiki markup read as plain text");
            StorageText.readPlain(text, path, to);
        } else {
            StorageText.read(whole(text), path, to, metadata);
        }
    }

    private void note(String comment, Place place, Set<Concealment> reasons) {
        aside(Channel.COMMENT, comment, place, with(Concealment.COMMENT, reasons));
    }

    private void aside(Channel channel, String text, Place place, Set<Concealment> reasons) {
        if (!text.isBlank()) {
            sink.newLine(channel);
            sink.text(channel, text.strip(), place, reasons);
        }
    }

    private static Set<Concealment> with(Concealment reason, Set<Concealment> more) {
        EnumSet<Concealment> all = EnumSet.of(reason);
        all.addAll(more);
        return all;
    }

    /** An export writes the end of a section of plain text with a blank in it, as it stands in such a section itself. */
    private static String whole(String body) {
        int open = body.indexOf(CDATA);
        if (open < 0) {
            return body;
        }
        StringBuilder whole = new StringBuilder(body.length());
        int copied = 0;
        while (open >= 0) {
            int close = body.indexOf("]]", open);
            while (close >= 0 && !body.startsWith("]]>", close) && !body.startsWith("]] >", close)) {
                close = body.indexOf("]]", close + 1);
            }
            if (close < 0) {
                break;
            }
            whole.append(body, copied, close).append("]]>");
            copied = body.indexOf('>', close) + 1;
            open = body.indexOf(CDATA, copied);
        }
        return whole.append(body, copied, body.length()).toString();
    }
}
