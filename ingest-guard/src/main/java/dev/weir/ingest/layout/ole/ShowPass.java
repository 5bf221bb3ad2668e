package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Backdrop;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.awt.Dimension;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.hslf.model.HeadersFooters;
import org.apache.poi.hslf.record.Comment2000;
import org.apache.poi.hslf.record.Record;
import org.apache.poi.hslf.record.Slide;
import org.apache.poi.hslf.usermodel.HSLFBackground;
import org.apache.poi.hslf.usermodel.HSLFMasterSheet;
import org.apache.poi.hslf.usermodel.HSLFNotes;
import org.apache.poi.hslf.usermodel.HSLFShape;
import org.apache.poi.hslf.usermodel.HSLFSheet;
import org.apache.poi.hslf.usermodel.HSLFSlide;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hslf.usermodel.HSLFTextParagraph;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Reads a presentation: its slides in the order in which they are shown, with notes and comments, and what is under them. */
final class ShowPass {

    private static final int MAX_PROMPTS = 10_000;
    private static final int MAX_DEPTH = 20;

    private final Lines lines;
    private final Metadata metadata;
    private final ShowFiles files;
    private final IdentityHashMap<HSLFSheet, Backdrop> grounds = new IdentityHashMap<>();
    private final IdentityHashMap<HSLFSheet, Map<Integer, DrawnShape>> shapes = new IdentityHashMap<>();
    private final IdentityHashMap<HSLFMasterSheet, Boolean> masters = new IdentityHashMap<>();
    private final Set<String> prompts = new HashSet<>();
    private final Set<String> authors = new HashSet<>();
    private final Set<HSLFNotes> notes = new HashSet<>();
    private long width;
    private long height;

    ShowPass(Lines lines, Metadata metadata, OleFiles files) {
        this.lines = lines;
        this.metadata = metadata;
        this.files = new ShowFiles(files, metadata);
    }

    void read(DirectoryNode root) throws IOException, SAXException, TikaException {
        try (HSLFSlideShow show = new HSLFSlideShow(root)) {
            Dimension page = show.getPageSize();
            width = page.width;
            height = page.height;
            int number = 0;
            for (HSLFSlide slide : show.getSlides()) {
                slide(show, slide, ++number);
            }
            for (HSLFNotes lost : show.getNotes()) {
                if (!notes.contains(lost)) {
                    read(lost, ShowSheet.Kind.NOTES, number + 1, EnumSet.of(Concealment.UNREFERENCED_PART));
                }
            }
            masters(show.getSlideMasters(), number + 1);
            masters(show.getTitleMasters(), number + 1);
            unlisted(show, number + 1);
            files.hand(show);
        }
    }

    private void slide(HSLFSlideShow show, HSLFSlide slide, int number) throws TikaException, SAXException {
        EnumSet<Concealment> base = EnumSet.noneOf(Concealment.class);
        if (slide.isHidden()) {
            base.add(Concealment.HIDDEN_SLIDE);
        }
        HSLFMasterSheet master = master(slide);
        if (master != null) {
            masters.merge(master, slide.getFollowMasterObjects(), Boolean::logicalOr);
        }
        ShowSheet read = new ShowSheet(this, slide, ShowSheet.Kind.SLIDE, number, base, backdrop(slide, master));
        files.objects(read.read());
        edges(slide.getHeadersFooters(), read, number, base);
        EnumSet<Concealment> beside = EnumSet.of(Concealment.COMMENT);
        beside.addAll(base);
        comments(slide.getSlideRecord().getChildRecords(), number, base, 0);
        HSLFNotes page = slide.getNotes();
        if (page != null && notes.add(page)) {
            ShowSheet below = new ShowSheet(this, page, ShowSheet.Kind.NOTES, number, beside, new Backdrop(null));
            files.objects(below.read());
            edges(show.getNotesHeadersFooters(), below, number, beside);
        }
    }

    private @Nullable HSLFMasterSheet master(HSLFSlide slide) {
        try {
            return slide.getMasterSheet();
        } catch (RuntimeException e) {
            return null; // it stands on nothing that is there
        }
    }

    private void read(HSLFSheet sheet, ShowSheet.Kind kind, int number, Set<Concealment> base)
            throws TikaException, SAXException {
        files.objects(new ShowSheet(this, sheet, kind, number, base, new Backdrop(null)).read());
    }

    /** What masters put under their slides; of one that no slide shows, nothing is seen. */
    private void masters(List<? extends HSLFMasterSheet> all, int number) throws TikaException, SAXException {
        for (HSLFMasterSheet master : all) {
            boolean shown = Boolean.TRUE.equals(masters.get(master));
            Set<Concealment> base = shown ? Set.of() : EnumSet.of(Concealment.UNREFERENCED_PART);
            read(master, ShowSheet.Kind.MASTER, number, base);
        }
    }

    private Backdrop backdrop(HSLFSlide slide, @Nullable HSLFMasterSheet master) {
        boolean under = master != null && slide.getFollowMasterObjects();
        Backdrop own = new Backdrop(under && master != null ? grounds.computeIfAbsent(master, this::ground) : null);
        if (!slide.getFollowMasterBackground() || !under) {
            own.background(background(slide));
        }
        return own;
    }

    /** What a master draws; its prompts are not drawn. */
    private Backdrop ground(HSLFSheet master) {
        Backdrop ground = new Backdrop(null);
        ground.background(background(master));
        try {
            for (HSLFShape shape : master.getShapes()) {
                DrawnShape drawn = DrawnShape.of(shape.getSpContainer());
                if (!shape.isPlaceholder() && (!drawn.saysFill() || drawn.isFilled())) {
                    ground.cover(ShowSheet.box(shape), ShowLook.fill(drawn, master));
                }
            }
        } catch (RuntimeException e) {
            ground.background(Colour.UNKNOWN); // nothing is said of what it draws
        }
        return ground;
    }

    private static Colour background(HSLFSheet sheet) {
        try {
            HSLFBackground background = sheet.getBackground();
            return background == null
                    ? Colour.WHITE
                    : ShowLook.fill(DrawnShape.of(background.getSpContainer()), background.getSheet());
        } catch (RuntimeException e) {
            return Colour.UNKNOWN; // it leads nowhere
        }
    }

    /** What a master says of the shape of this number; null if there is none. */
    @Nullable DrawnShape shape(HSLFSheet sheet, int number) {
        if (number == 0 || !(sheet instanceof HSLFSlide slide)) {
            return null;
        }
        HSLFMasterSheet master = master(slide);
        return master == null
                ? null
                : shapes.computeIfAbsent(master, ShowPass::shapesOf).get(number);
    }

    private static Map<Integer, DrawnShape> shapesOf(HSLFSheet master) {
        Map<Integer, DrawnShape> shapes = new HashMap<>();
        try {
            for (HSLFShape shape : master.getShapes()) {
                shapes.put(shape.getShapeId(), DrawnShape.of(shape.getSpContainer()));
            }
        } catch (RuntimeException e) {
            return shapes; // what is not known hides nothing
        }
        return shapes;
    }

    /** The text at the edges of a page, which stands in a shape or beside the page. */
    private void edges(@Nullable HeadersFooters edges, ShowSheet page, int number, Set<Concealment> base) {
        if (edges == null) {
            return;
        }
        edge(edges.getHeaderText(), edges.isHeaderVisible(), page, number, base);
        edge(edges.getFooterText(), edges.isFooterVisible(), page, number, base);
        edge(edges.getDateTimeText(), edges.isUserDateVisible(), page, number, base);
    }

    private void edge(@Nullable String text, boolean shown, ShowSheet page, int number, Set<Concealment> base) {
        if (text == null || text.isBlank() || page.says(text)) {
            return;
        }
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(base);
        if (!shown) {
            reasons.add(Concealment.NOT_RENDERED);
        }
        lines.text(text.strip(), new Place.Slide(number, 1), reasons);
        lines.paragraphEnd();
    }

    /** Comments stand somewhere among the records of a slide that programs added. */
    private void comments(Record[] records, int number, Set<Concealment> base, int depth) {
        Place place = new Place.Slide(number, 1);
        for (int i = 0; records != null && i < records.length; i++) {
            if (records[i] instanceof Comment2000 comment) {
                lines.beside(Channel.COMMENT, comment.getText(), place, Concealment.COMMENT, base);
                String author = comment.getAuthor();
                if (author != null && authors.size() < MAX_PROMPTS && authors.add(author)) {
                    lines.beside(Channel.METADATA, author, place, Concealment.METADATA, Set.of());
                }
            } else if (depth < MAX_DEPTH) {
                comments(records[i].getChildRecords(), number, base, depth + 1);
            }
        }
    }

    /** Slides that are in the file and not in the list of slides. */
    private void unlisted(HSLFSlideShow show, int number) {
        Set<Record> listed = Collections.newSetFromMap(new IdentityHashMap<>());
        show.getSlides().forEach(slide -> listed.add(slide.getSlideRecord()));
        show.getTitleMasters().forEach(master -> listed.add(master.getSheetContainer()));
        for (Record record : show.getMostRecentCoreRecords()) {
            if (record instanceof Slide slide && listed.add(slide) && slide.getPPDrawing() != null) {
                for (List<HSLFTextParagraph> text :
                        new HSLFSlide(slide, null, null, number, number).getTextParagraphs()) {
                    lines.beside(
                            Channel.HIDDEN,
                            HSLFTextParagraph.getRawText(text)
                                    .replace('\r', '\n')
                                    .replace('\u000b', '\n'),
                            new Place.Slide(number, 1),
                            Concealment.UNREFERENCED_PART,
                            Set.of());
                }
            }
        }
    }

    /** Something that could not be read; the rest is. */
    void failed(RuntimeException e) {
        EmbeddedDocumentUtil.recordEmbeddedStreamException(e, metadata);
    }

    /** Whether a prompt was not read before. */
    boolean isNewPrompt(String prompt) {
        return prompts.size() < MAX_PROMPTS && prompts.add(prompt);
    }

    Lines lines() {
        return lines;
    }

    long width() {
        return width;
    }

    long height() {
        return height;
    }
}
