package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Backdrop;
import dev.weir.ingest.layout.office.Box;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.poi.ddf.EscherClientAnchorRecord;
import org.apache.poi.hslf.usermodel.HSLFConnectorShape;
import org.apache.poi.hslf.usermodel.HSLFGroupShape;
import org.apache.poi.hslf.usermodel.HSLFHyperlink;
import org.apache.poi.hslf.usermodel.HSLFObjectShape;
import org.apache.poi.hslf.usermodel.HSLFPictureShape;
import org.apache.poi.hslf.usermodel.HSLFShape;
import org.apache.poi.hslf.usermodel.HSLFSheet;
import org.apache.poi.hslf.usermodel.HSLFSimpleShape;
import org.apache.poi.hslf.usermodel.HSLFTable;
import org.apache.poi.hslf.usermodel.HSLFTableCell;
import org.apache.poi.hslf.usermodel.HSLFTextParagraph;
import org.apache.poi.hslf.usermodel.HSLFTextRun;
import org.apache.poi.hslf.usermodel.HSLFTextShape;
import org.jspecify.annotations.Nullable;

/** Reads the shapes of a slide, a master or a page of notes. Used once. */
final class ShowSheet {

    /** What kind of page the shapes are on. */
    enum Kind {
        /** Shown as it is. */
        SLIDE,
        /** Beside a slide, of a size of its own. */
        NOTES,
        /** Under slides; its placeholders hold prompts. */
        MASTER
    }

    /** From the coordinates inside a group to those of the slide. */
    private record Scale(double x, double y, double width, double height) {
        static final Scale SAME = new Scale(0, 0, 1, 1);

        Box place(Rectangle2D in) {
            return new Box(
                    x + in.getX() * width, y + in.getY() * height, in.getWidth() * width, in.getHeight() * height);
        }

        Scale inner(Rectangle2D outside, Rectangle2D inside) {
            double w = inside.getWidth() == 0 ? 1 : outside.getWidth() / inside.getWidth();
            double h = inside.getHeight() == 0 ? 1 : outside.getHeight() / inside.getHeight();
            double left = x + (outside.getX() - inside.getX() * w) * width;
            double top = y + (outside.getY() - inside.getY() * h) * height;
            return new Scale(left, top, width * w, height * h);
        }
    }

    /** What stands for a number or a date until it is shown. */
    private static final String FIELD = "*";

    private static final int MAX_DEPTH = 50;

    /** An anchor of four short numbers, as slides have them, with its header. */
    private static final int ANCHOR_BYTES = 16;

    private final ShowPass show;
    private final Lines lines;
    private final HSLFSheet sheet;
    private final Kind kind;
    private final int slide;
    private final Set<Concealment> base;
    private final Backdrop backdrop;
    private final List<HSLFObjectShape> objects = new ArrayList<>();
    private final Set<Object> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private final StringBuilder said = new StringBuilder();
    private int shapes;

    ShowSheet(ShowPass show, HSLFSheet sheet, Kind kind, int slide, Set<Concealment> base, Backdrop backdrop) {
        this.show = show;
        this.lines = show.lines();
        this.sheet = sheet;
        this.kind = kind;
        this.slide = slide;
        this.base = base;
        this.backdrop = backdrop;
    }

    /** {@return the objects that were met} */
    List<HSLFObjectShape> read() {
        boolean whole = true;
        try {
            for (HSLFShape shape : sheet.getShapes()) {
                read(shape, Scale.SAME, base, 0);
            }
        } catch (RuntimeException e) {
            show.failed(e);
            whole = false;
        }
        rest(whole);
        return objects;
    }

    /** Text of the page that no shape has. Where shapes could not be read it is taken to be shown. */
    private void rest(boolean whole) {
        List<List<HSLFTextParagraph>> texts = sheet.getTextParagraphs();
        for (int i = 0; texts != null && i < texts.size(); i++) {
            List<HSLFTextParagraph> text = texts.get(i);
            if (!text.isEmpty() && text.stream().noneMatch(read::contains)) {
                boolean lost = whole && !text.getFirst().isDrawingBased();
                paragraphs(text, Colour.UNKNOWN, lost ? with(base, Concealment.UNREFERENCED_PART) : base);
            }
        }
    }

    /** Whether this text was read on the page. */
    boolean says(String text) {
        return said.indexOf(text) >= 0;
    }

    private static Set<Concealment> with(Set<Concealment> some, Concealment one) {
        EnumSet<Concealment> all = EnumSet.of(one);
        all.addAll(some);
        return all;
    }

    private void read(HSLFShape shape, Scale scale, Set<Concealment> outer, int depth) {
        shapes++;
        boolean isTable = shape instanceof HSLFTable;
        DrawnShape drawn = DrawnShape.of(shape.getSpContainer());
        Rectangle2D anchor = anchor(shape);
        Box box = anchor == null ? Box.NOWHERE : scale.place(anchor).turned(Math.round(shape.getRotation()));
        Set<Concealment> reasons = drawn.isHidden() ? with(outer, Concealment.HIDDEN_OBJECT) : outer;
        boolean group = shape instanceof HSLFGroupShape;
        if (kind != Kind.NOTES && !group && box.isOff(show.width(), show.height())) {
            reasons = with(reasons, Concealment.OFF_PAGE);
        }
        for (String description : drawn.descriptions()) {
            lines.beside(Channel.ALT_TEXT, description, place(), Concealment.ATTRIBUTE_ONLY, reasons);
        }
        if (!drawn.lettering().isBlank()) {
            lines.text(drawn.lettering(), place(), reasons);
            lines.paragraphEnd();
        }
        if (shape instanceof HSLFTable table) {
            table(table, reasons);
        }
        if (shape instanceof HSLFGroupShape parts && depth < MAX_DEPTH) {
            Scale inner = anchor == null ? scale : scale.inner(anchor, parts.getInteriorAnchor());
            for (HSLFShape part : parts.getShapes()) {
                if (!(isTable && part instanceof HSLFTableCell)) {
                    read(part, inner, reasons, depth + 1);
                }
            }
        } else if (!group) {
            simple(shape, drawn, box, reasons);
        }
    }

    /** Where a shape stands that is in no group. */
    static Box box(HSLFShape shape) {
        Rectangle2D anchor = anchor(shape);
        return anchor == null ? Box.NOWHERE : Scale.SAME.place(anchor).turned(Math.round(shape.getRotation()));
    }

    private static @Nullable Rectangle2D anchor(HSLFShape shape) {
        EscherClientAnchorRecord own = shape.getEscherChild(EscherClientAnchorRecord.RECORD_ID);
        if (own != null && own.getRecordSize() != ANCHOR_BYTES) {
            return null;
        }
        try {
            return shape.getAnchor();
        } catch (RuntimeException e) {
            return null; // it does not say where it is
        }
    }

    private void simple(HSLFShape shape, DrawnShape drawn, Box box, Set<Concealment> reasons) {
        if (shape instanceof HSLFObjectShape object) {
            objects.add(object);
        }
        Colour ground = ground(shape, drawn, box);
        if (shape instanceof HSLFTextShape text) {
            text(text, ground, reasons);
        }
        boolean painted = drawn.saysFill() && drawn.isFilled();
        if (shape instanceof HSLFPictureShape) {
            backdrop.cover(box, Colour.UNKNOWN);
        } else if (painted && !(shape instanceof HSLFConnectorShape)) {
            backdrop.cover(box, ShowLook.fill(drawn, sheet));
        }
    }

    /** What the text of a shape stands on. */
    private Colour ground(HSLFShape shape, DrawnShape drawn, Box box) {
        if (!drawn.saysFill()) {
            DrawnShape master = show.shape(sheet, drawn.master());
            if (master == null || !master.saysFill() || master.isFilled()) {
                return Colour.UNKNOWN;
            }
        } else if (drawn.isFilled()) {
            return ShowLook.fill(drawn, sheet);
        }
        return shape.getSheet() == null ? Colour.UNKNOWN : backdrop.under(box);
    }

    private void text(HSLFTextShape shape, Colour ground, Set<Concealment> outer) {
        List<HSLFTextParagraph> text = shape.getTextParagraphs();
        String whole = HSLFTextParagraph.getRawText(text);
        if (kind != Kind.SLIDE && whole.strip().equals(FIELD)) {
            text.forEach(read::add);
            return;
        }
        Set<Concealment> reasons = outer;
        if (kind == Kind.MASTER && ((HSLFSimpleShape) shape).isPlaceholder()) {
            if (!show.isNewPrompt(whole)) {
                text.forEach(read::add);
                return;
            }
            reasons = with(outer, Concealment.NOT_RENDERED);
        }
        paragraphs(text, ground, reasons);
    }

    private void table(HSLFTable table, Set<Concealment> reasons) {
        for (int row = 0; row < table.getNumberOfRows(); row++) {
            for (int column = 0; column < table.getNumberOfColumns(); column++) {
                HSLFTableCell cell = table.getCell(row, column);
                if (cell != null) {
                    lines.cellStart();
                    DrawnShape drawn = DrawnShape.of(cell.getSpContainer());
                    boolean painted = drawn.saysFill() && drawn.isFilled();
                    paragraphs(
                            cell.getTextParagraphs(), painted ? ShowLook.fill(drawn, sheet) : Colour.UNKNOWN, reasons);
                    lines.cellEnd();
                }
            }
            lines.rowEnd();
        }
    }

    private void paragraphs(List<HSLFTextParagraph> text, Colour ground, Set<Concealment> outer) {
        for (HSLFTextParagraph paragraph : text) {
            if (!read.add(paragraph) || lines.sink().isFull()) {
                continue;
            }
            for (HSLFTextRun run : paragraph.getTextRuns()) {
                run(run, ground, outer);
            }
            lines.paragraphEnd();
            said.append('\n');
        }
    }

    private void run(HSLFTextRun run, Colour ground, Set<Concealment> outer) {
        String raw = run.getRawText();
        if (raw == null || raw.isEmpty()) {
            return;
        }
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(outer);
        reasons.addAll(ShowLook.concealments(run, ground));
        String[] pieces = raw.replace("\r", "").split("\u000b", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (i > 0) {
                lines.lineBreak(reasons);
            }
            lines.text(pieces[i], place(), reasons);
            said.append(pieces[i]);
        }
        HSLFHyperlink link = run.getHyperlink();
        if (link != null && link.getAddress() != null) {
            lines.sink().link(link.getAddress());
        }
    }

    private Place place() {
        return new Place.Slide(slide, Math.max(1, shapes));
    }
}
