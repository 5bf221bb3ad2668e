package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.model.CHPX;
import org.apache.poi.hwpf.model.FileInformationBlock;
import org.apache.poi.hwpf.model.PAPX;
import org.apache.poi.hwpf.model.RevisionMarkAuthorTable;
import org.apache.poi.hwpf.model.SEPX;
import org.apache.poi.hwpf.model.SavedByEntry;
import org.apache.poi.hwpf.model.SavedByTable;
import org.apache.poi.hwpf.model.SubdocumentType;
import org.apache.poi.hwpf.usermodel.Paragraph;
import org.apache.poi.hwpf.usermodel.Range;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.util.LittleEndian;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.microsoft.ListManager;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Reads a Word document: its text, notes, headers, footers and comments, which follow each other in one stream. */
final class DocPass {

    /** Parts that readers see, or of which they see that they are there. */
    private static final Set<SubdocumentType> SHOWN = EnumSet.of(
            SubdocumentType.MAIN,
            SubdocumentType.FOOTNOTE,
            SubdocumentType.HEADER,
            SubdocumentType.ANNOTATION,
            SubdocumentType.ENDNOTE,
            SubdocumentType.TEXTBOX,
            SubdocumentType.HEADER_TEXTBOX);

    private static final int MAX_AUTHORS = 1_000;

    /** Where in the head of the file the list of tables begins. */
    private static final int TABLES = 154;

    private static final int HEADERS = 11;
    private static final int ANCHORS = 40;
    private static final int HEADER_ANCHORS = 41;
    private static final int DRAWINGS = 50;
    private static final int BOXES = 56;
    private static final int HEADER_BOXES = 58;

    /** Stories of separators that come before those of the first section, and stories of a section. */
    private static final int STORIES = 6;

    private static final int FOOTER = 2;
    private static final int FIRST = 4;
    private static final int MAX_STORIES = 20_000;

    private final HWPFDocument document;
    private final Lines lines;
    private final Metadata metadata;
    private final OleFiles files;
    private final FileInformationBlock head;
    private final DocStyles styles;
    private final DocShapes shapes;
    private final DocForms forms;
    private final Range whole;
    private ListManager lists;
    private int partNumber;

    DocPass(HWPFDocument document, Lines lines, Metadata metadata, OleFiles files) {
        this.document = document;
        this.lines = lines;
        this.metadata = metadata;
        this.files = files;
        this.head = document.getFileInformationBlock();
        this.styles = new DocStyles(document.getStyleSheet());
        this.shapes = new DocShapes(document.getTableStream());
        this.forms = new DocForms(dataOf(document), lines.sink());
        this.whole = document.getOverallRange();
        this.lists = new ListManager(document);
    }

    void read(DirectoryNode root) throws IOException, SAXException, TikaException {
        names();
        shapes.drawings(offset(DRAWINGS), length(DRAWINGS));
        shapes.anchors(offset(ANCHORS), length(ANCHORS));
        shapes.anchors(offset(HEADER_ANCHORS), length(HEADER_ANCHORS));
        story(SubdocumentType.MAIN, Set.of());
        boxes(SubdocumentType.TEXTBOX, BOXES);
        described();
        story(SubdocumentType.FOOTNOTE, Set.of());
        story(SubdocumentType.ENDNOTE, Set.of());
        edges(0);
        edges(FOOTER);
        boxes(SubdocumentType.HEADER_TEXTBOX, HEADER_BOXES);
        story(SubdocumentType.ANNOTATION, EnumSet.of(Concealment.COMMENT));
        for (SubdocumentType other : SubdocumentType.ORDERED) {
            if (!SHOWN.contains(other)) {
                story(other, EnumSet.of(Concealment.UNREFERENCED_PART));
            }
        }
        int end = begin(null);
        new DocStory(this, ++partNumber).read(end, text().length(), EnumSet.of(Concealment.UNREFERENCED_PART), page());
        new DocFiles(document, files, metadata, lines).hand(root, new Place.Paragraph(partNumber, 1));
    }

    /** Who saved the document and who changed it. */
    private void names() {
        SavedByTable saved = document.getSavedByTable();
        if (saved != null) {
            for (SavedByEntry entry : saved.getEntries()) {
                metadata.add(TikaCoreProperties.ORIGINAL_RESOURCE_NAME, entry.getSaveLocation());
            }
        }
        RevisionMarkAuthorTable authors = document.getRevisionMarkAuthorTable();
        if (authors != null) {
            for (String author :
                    authors.getEntries().stream().limit(MAX_AUTHORS).toList()) {
                Place place = new Place.Paragraph(1, 1);
                lines.beside(Channel.METADATA, author, place, Concealment.METADATA, Set.of());
            }
        }
    }

    /** Where a part of the text begins; where all end for none. */
    private int begin(@Nullable SubdocumentType part) {
        long begin = 0;
        for (SubdocumentType each : SubdocumentType.ORDERED) {
            if (each == part) {
                break;
            }
            begin += size(each);
        }
        return (int) Math.min(begin, text().length());
    }

    private int size(SubdocumentType part) {
        return Math.max(0, head.getSubdocumentTextStreamLength(part));
    }

    private void story(SubdocumentType part, Set<Concealment> base) {
        if (size(part) > 0) {
            lists = new ListManager(document);
            int begin = begin(part);
            new DocStory(this, ++partNumber).read(begin, begin + size(part), base, page());
        }
    }

    /** Text boxes; what is in none of them is read behind them. */
    private void boxes(SubdocumentType part, int list) {
        if (size(part) == 0) {
            return;
        }
        int begin = begin(part);
        int done = 0;
        DocStory story = new DocStory(this, ++partNumber);
        for (DocShapes.TextBox box : shapes.boxes(offset(list), length(list))) {
            int to = Math.min(box.to(), size(part));
            if (box.from() == done && to > done) {
                story.read(begin + done, begin + to, box.concealments(), box.ground());
                done = to;
            }
        }
        story.read(begin + done, begin + size(part), Set.of(), Colour.UNKNOWN);
    }

    private void described() {
        Place place = new Place.Paragraph(Math.max(1, partNumber), 1);
        for (DrawnShape shape : shapes.all()) {
            Set<Concealment> base = shape.isHidden() ? EnumSet.of(Concealment.HIDDEN_OBJECT) : Set.of();
            for (String description : shape.descriptions()) {
                lines.beside(Channel.ALT_TEXT, description, place, Concealment.ATTRIBUTE_ONLY, base);
            }
            if (!shape.lettering().isBlank()) {
                lines.text(shape.lettering(), place, base);
                lines.paragraphEnd();
            }
        }
    }

    /** Headers or footers: of even pages, of odd ones, and of the first one of each section. */
    private void edges(int kind) {
        int size = size(SubdocumentType.HEADER);
        int begin = begin(SubdocumentType.HEADER);
        int at = offset(HEADERS);
        int stories = Math.min(length(HEADERS) / 4 - 1, MAX_STORIES);
        byte[] table = document.getTableStream();
        if (size == 0 || stories < STORIES || at < 0 || (long) at + length(HEADERS) > table.length) {
            if (kind == 0) {
                story(SubdocumentType.HEADER, Set.of());
            }
            return;
        }
        DocStory story = new DocStory(this, ++partNumber);
        for (int i = 0; i < stories; i++) {
            int from = LittleEndian.getInt(table, at + 4 * i);
            int to = Math.min(LittleEndian.getInt(table, at + 4 * i + 4), size);
            int which = i % STORIES;
            boolean footer = i >= STORIES && (which == FOOTER || which == FOOTER + 1 || which == FIRST + 1);
            if (from >= 0 && from < to && footer == (kind == FOOTER)) {
                boolean shown = i < STORIES || isShown(which, i / STORIES - 1);
                story.read(begin + from, begin + to, shown ? Set.of() : EnumSet.of(Concealment.NOT_RENDERED), page());
            }
        }
    }

    private boolean isShown(int which, int section) {
        if (which >= FIRST) {
            List<SEPX> sections = document.getSectionTable().getSections();
            return sections.stream()
                    .skip(section)
                    .anyMatch(each -> each.getSectionProperties().getFTitlePage());
        }
        boolean even = which == 0 || which == FOOTER;
        return !even || document.getDocProperties().isFFacingPages();
    }

    private int offset(int list) {
        return word(TABLES + 8 * list);
    }

    private int length(int list) {
        return word(TABLES + 8 * list + 4);
    }

    private int word(int at) {
        byte[] main = document.getMainStream();
        return at + 4 <= main.length ? LittleEndian.getInt(main, at) : 0;
    }

    /** What stands before a paragraph of a list, and counts it. */
    String label(PAPX properties) {
        try {
            Paragraph paragraph = Paragraph.newParagraph(whole, properties);
            String label = paragraph.isInList() ? lists.getFormattedNumber(paragraph) : "";
            return label.isBlank() || label.endsWith(" ") ? label.strip() : label + ' ';
        } catch (RuntimeException e) {
            return ""; // a list that leads nowhere
        }
    }

    /** The name of a font; empty if there is none of this number. */
    String font(int number) {
        String name =
                document.getFontTable() == null ? null : document.getFontTable().getMainFont(number);
        return name == null ? "" : name;
    }

    CharSequence text() {
        return document.getText();
    }

    List<PAPX> paragraphs() {
        return document.getParagraphTable().getParagraphs();
    }

    List<CHPX> runs() {
        return document.getCharacterTable().getTextRuns();
    }

    DocStyles styles() {
        return styles;
    }

    Lines lines() {
        return lines;
    }

    /** What form fields keep beside the text. */
    DocForms forms() {
        return forms;
    }

    private static byte[] dataOf(HWPFDocument document) {
        byte @Nullable [] data = document.getDataStream();
        return data == null ? new byte[0] : data;
    }

    /** The colour of the page. */
    Colour page() {
        return shapes.page();
    }
}
