package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/** The titles of a document's outline, which stand beside the text and not in it. */
final class PdfOutline {

    private static final int MAX_ITEMS = 20_000;
    private static final int MAX_DEPTH = 40;

    private final TextSink sink;
    private final PdfActions actions;
    private final Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    PdfOutline(TextSink sink, PdfActions actions) {
        this.sink = sink;
        this.actions = actions;
    }

    void read(COSDictionary catalog) {
        @Nullable COSDictionary outline = catalog.getCOSDictionary(COSName.OUTLINES);
        if (outline != null) {
            read(outline, "1", 0);
        }
    }

    private void read(COSDictionary parent, String path, int depth) {
        @Nullable COSDictionary item = parent.getCOSDictionary(COSName.FIRST);
        int number = 1;
        while (item != null && seen.add(item)) {
            if (seen.size() > MAX_ITEMS || depth > MAX_DEPTH) {
                sink.gap(GapCode.LIMIT_OUTPUT, "outline over the limit");
                return;
            }
            String own = path + '/' + number;
            String title = item.getString(COSName.TITLE, "");
            if (!title.isBlank()) {
                sink.newLine(Channel.METADATA);
                sink.text(Channel.METADATA, title, new Place.Element(own), Set.of(Concealment.METADATA));
                sink.newLine(Channel.METADATA);
            }
            actions.add(item.getDictionaryObject(COSName.A));
            read(item, own, depth + 1);
            item = item.getCOSDictionary(COSName.NEXT);
            number++;
        }
    }
}
