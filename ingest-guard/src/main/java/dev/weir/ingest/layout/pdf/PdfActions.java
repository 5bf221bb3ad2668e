package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.jspecify.annotations.Nullable;

/** What a document does when it is opened or clicked: where its links lead, and the scripts that nobody sees. */
final class PdfActions {

    private static final int MAX_ACTIONS = 20_000;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_SCRIPT_CHARS = 500_000;
    private static final COSName SCRIPT = COSName.getPDFName("JS");
    private static final COSName NEXT = COSName.getPDFName("Next");
    private static final COSName NAMES = COSName.getPDFName("Names");
    private static final COSName PARAMETERS = COSName.getPDFName("P");
    private static final COSName WINDOWS = COSName.getPDFName("Win");

    private final TextSink sink;
    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> scripts = new HashSet<>();
    private final List<COSDictionary> files = new ArrayList<>();
    private int scriptChars;

    PdfActions(TextSink sink) {
        this.sink = sink;
    }

    /** Descriptions of files that actions name. */
    List<COSDictionary> files() {
        return files;
    }

    /** All actions of a dictionary of actions by occasion. */
    void all(@Nullable COSDictionary byOccasion) {
        if (byOccasion != null) {
            for (COSName occasion : byOccasion.keySet()) {
                add(byOccasion.getDictionaryObject(occasion), 0);
            }
        }
    }

    /** All actions of a tree of names. */
    void tree(COSDictionary node, int levels) {
        if (levels <= 0 || !seen.add(node)) {
            return;
        }
        @Nullable COSArray names = node.getCOSArray(NAMES);
        for (int i = 1; names != null && i < names.size(); i += 2) {
            add(names.getObject(i), 0);
        }
        @Nullable COSArray kids = node.getCOSArray(COSName.KIDS);
        for (int i = 0; kids != null && i < kids.size(); i++) {
            if (kids.getObject(i) instanceof COSDictionary kid) {
                tree(kid, levels - 1);
            }
        }
    }

    void add(@Nullable COSBase action) {
        add(action, 0);
    }

    private void add(@Nullable COSBase action, int depth) {
        if (action instanceof COSArray several) {
            for (int i = 0; depth < MAX_DEPTH && i < several.size(); i++) {
                add(several.getObject(i), depth + 1);
            }
        }
        if (!(action instanceof COSDictionary dictionary) || !seen.add(dictionary)) {
            return;
        }
        if (seen.size() > MAX_ACTIONS || depth > MAX_DEPTH) {
            sink.gap(GapCode.UNREAD, "actions over the limit");
            return;
        }
        link(dictionary.getDictionaryObject(COSName.URI));
        COSBase file = dictionary.getDictionaryObject(COSName.F);
        if (file instanceof COSDictionary description) {
            files.add(description);
            link(description.getDictionaryObject(COSName.F));
            link(description.getDictionaryObject(COSName.UF));
        } else {
            link(file);
        }
        @Nullable COSDictionary windows = dictionary.getCOSDictionary(WINDOWS);
        if (windows != null) {
            link(windows.getDictionaryObject(COSName.F));
            link(windows.getDictionaryObject(PARAMETERS));
        }
        script(dictionary.getDictionaryObject(SCRIPT));
        add(dictionary.getDictionaryObject(NEXT), depth + 1);
    }

    private void link(@Nullable COSBase target) {
        if (target instanceof COSString text) {
            sink.link(text.getString());
        }
    }

    private void script(@Nullable COSBase code) {
        String text = PdfStrings.of(code).orElse("");
        if (text.isBlank() || !scripts.add(text)) {
            return;
        }
        scriptChars += text.length();
        if (scriptChars > MAX_SCRIPT_CHARS) {
            sink.gap(GapCode.LIMIT_OUTPUT, "scripts over the limit");
            return;
        }
        sink.newLine(Channel.HIDDEN);
        sink.text(Channel.HIDDEN, text, new Place.Page(1, 0, 0, 0, 0), Set.of(Concealment.NOT_RENDERED));
        sink.newLine(Channel.HIDDEN);
    }
}
