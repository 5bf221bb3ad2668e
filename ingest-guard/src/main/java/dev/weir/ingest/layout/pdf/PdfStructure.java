package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/** The tree of a document's structure: what it says of pictures, and what it says in place of text. */
final class PdfStructure {

    private static final int MAX_ELEMENTS = 500_000;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_SHOWN_CHARS = 10_000;
    private static final COSName TREE = COSName.getPDFName("StructTreeRoot");
    private static final COSName EXPANSION = COSName.getPDFName("E");

    /** Text that stands in place of the marked content of some pages. */
    private static final class Said {
        final String text;
        final int page;
        final StringBuilder shown = new StringBuilder();
        boolean any;

        Said(String text, int page) {
            this.text = text;
            this.page = page;
        }
    }

    private record Note(String text, int page) {}

    private final IdentityHashMap<COSDictionary, Integer> pages = new IdentityHashMap<>();
    private final IdentityHashMap<COSDictionary, Map<Integer, Said>> wanted = new IdentityHashMap<>();
    private final List<Said> replacements = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private Map<Integer, Said> here = Map.of();
    private boolean incomplete;

    PdfStructure(PDDocument document) {
        @Nullable COSDictionary root = document.getDocumentCatalog().getCOSObject().getCOSDictionary(TREE);
        if (root != null) {
            int number = 0;
            for (PDPage page : document.getPages()) {
                pages.put(page.getCOSObject(), ++number);
            }
            kids(root, null, null, 0);
        }
    }

    private void kids(COSDictionary element, @Nullable COSDictionary page, @Nullable Said said, int depth) {
        COSBase kids = element.getDictionaryObject(COSName.K);
        if (kids instanceof COSArray several) {
            for (int i = 0; i < several.size() && !incomplete; i++) {
                kid(several.getObject(i), page, said, depth);
            }
        } else if (kids != null) {
            kid(kids, page, said, depth);
        }
    }

    private void kid(COSBase kid, @Nullable COSDictionary page, @Nullable Said said, int depth) {
        if (kid instanceof COSInteger id) {
            want(page, id.intValue(), said);
        } else if (kid instanceof COSDictionary dictionary) {
            if (!seen.add(dictionary)) {
                return;
            }
            incomplete |= depth > MAX_DEPTH || seen.size() > MAX_ELEMENTS;
            if (incomplete) {
                return;
            }
            @Nullable COSDictionary own = dictionary.getCOSDictionary(COSName.PG);
            @Nullable COSDictionary on = own == null ? page : own;
            if (dictionary.containsKey(COSName.MCID)) {
                want(on, dictionary.getInt(COSName.MCID), said);
            } else {
                kids(dictionary, on, element(dictionary, on, said), depth + 1);
            }
        }
    }

    /** {@return what is said in place of the text in this element} */
    private @Nullable Said element(COSDictionary element, @Nullable COSDictionary page, @Nullable Said outer) {
        int number = page == null ? 1 : pages.getOrDefault(page, 1);
        for (COSName key : List.of(COSName.ALT, COSName.T, EXPANSION)) {
            String text = element.getString(key);
            if (text != null && !text.isBlank()) {
                notes.add(new Note(text, number));
            }
        }
        String text = element.getString(COSName.ACTUAL_TEXT);
        if (text == null || text.isBlank()) {
            return outer;
        }
        Said said = new Said(text, number);
        replacements.add(said);
        return said;
    }

    private void want(@Nullable COSDictionary page, int id, @Nullable Said said) {
        if (page != null && said != null) {
            wanted.computeIfAbsent(page, unused -> new HashMap<>()).put(id, said);
        }
    }

    void startPage(PDPage page) {
        here = wanted.getOrDefault(page.getCOSObject(), Map.of());
    }

    /** Text that is drawn in a marked content of the current page. */
    void shown(int id, String unicode) {
        @Nullable Said said = here.get(id);
        if (said != null) {
            said.any = true;
            if (said.shown.length() < MAX_SHOWN_CHARS) {
                said.shown.append(unicode);
            }
        }
    }

    /** Hands out what the structure says and the pages do not. */
    void tell(TextSink sink) {
        if (incomplete) {
            sink.gap(GapCode.UNREAD, "structure not read to its end");
        }
        for (Note note : notes) {
            line(sink, Channel.ALT_TEXT, note.text(), note.page(), Concealment.ATTRIBUTE_ONLY);
        }
        for (Said said : replacements) {
            if (PdfWords.differ(said.text, said.shown)) {
                Channel channel = said.any ? Channel.HIDDEN : Channel.ALT_TEXT;
                line(sink, channel, said.text, said.page, Concealment.REPLACEMENT_TEXT);
            }
        }
    }

    private static void line(TextSink sink, Channel channel, String text, int page, Concealment reason) {
        sink.newLine(channel);
        sink.text(channel, text.strip(), new Place.Page(page, 0, 0, 0, 0), Set.of(reason));
        sink.newLine(channel);
    }
}
