package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads one sheet of a spreadsheet. What is repeated is read once. Used once. */
final class SheetReader {

    private static final int MAX_COLUMN = 16_384;
    private static final int MAX_ROW = 1_048_576;

    /** The style of cells in these columns. */
    private record Columns(int to, String cellStyle) {}

    private final OdfDocument document;
    private final XmlWalk walk;
    private final Flow flow;
    private final Pen pen;
    private final int sheet;
    private final BitSet hiddenColumns = new BitSet();
    private final NavigableMap<Integer, Columns> columnStyles = new TreeMap<>();
    private final Set<Style> judged = new HashSet<>();
    private int columns;
    private int row;
    private int column;
    private @Nullable String rowStyle;

    SheetReader(OdfDocument document, XmlWalk walk, Flow flow, int sheet) {
        this.document = document;
        this.walk = walk;
        this.flow = flow;
        this.pen = flow.pen();
        this.sheet = sheet;
    }

    /** Reads the table on which the walk stands. */
    void read() throws XMLStreamException {
        Style style = flow.styles().named("table", walk.attribute("style-name"));
        String name = walk.attribute("name", "");
        boolean hidden = style.isHidden() || walk.attribute("display", "true").equals("false");
        pen.place(new Place.Cell(sheet, 1, 1));
        if (!hidden) {
            document.masters().use(style.masterPage);
        }
        pen.within(Concealment.HIDDEN_SHEET, hidden, () -> {
            pen.exactly(name);
            pen.rowEnd();
            pen.looking(pen.look(), Look.on(style.ground(), pen.ground()), () -> walk.children(this::element));
        });
    }

    private void element(String name) throws XMLStreamException {
        switch (name) {
            case "table:table-column" -> column();
            case "table:table-columns", "table:table-header-columns", "table:table-rows", "table:table-header-rows" ->
                walk.children(this::element);
            case "table:table-column-group" -> {
                int first = columns + 1;
                boolean hidden = walk.attribute("display", "true").equals("false");
                walk.children(this::element);
                if (hidden && columns >= first) {
                    hiddenColumns.set(first, columns + 1);
                }
            }
            case "table:table-row-group" ->
                pen.within(
                        Concealment.HIDDEN_ROW,
                        walk.attribute("display", "true").equals("false"),
                        () -> walk.children(this::element));
            case "table:table-row" -> row();
            case "calcext:conditional-formats", "calcext:conditional-format" -> walk.children(this::element);
            case "calcext:condition" -> {
                conditional(walk.attribute("apply-style-name", ""));
                Fields.literals(walk.attribute("value", ""), "", flow);
            }
            case "table:named-expressions" -> walk.children(each -> document.expression(walk, pen));
            case "table:shapes" -> {
                pen.place(new Place.Cell(sheet, 1, 1));
                walk.children(flow::element);
            }
            default -> flow.element(name);
        }
    }

    private int repeated(String attribute, int max) {
        return Math.clamp(walk.number(attribute, 1), 1, max);
    }

    private static boolean isCollapsed(String visibility) {
        return visibility.equals("collapse") || visibility.equals("filter");
    }

    private void column() {
        int from = Math.min(columns + 1, MAX_COLUMN);
        columns = Math.min(MAX_COLUMN, columns + repeated("number-columns-repeated", MAX_COLUMN));
        Style style = flow.styles().named("table-column", walk.attribute("style-name"));
        if (isCollapsed(walk.attribute("visibility", "visible")) || style.isClosed()) {
            hiddenColumns.set(from, columns + 1);
        }
        String cells = walk.attribute("default-cell-style-name");
        if (cells != null) {
            columnStyles.put(from, new Columns(columns, cells));
        }
    }

    private void row() throws XMLStreamException {
        int repeated = repeated("number-rows-repeated", MAX_ROW);
        row = Math.min(MAX_ROW, row + 1);
        column = 0;
        rowStyle = walk.attribute("default-cell-style-name");
        Style style = flow.styles().named("table-row", walk.attribute("style-name"));
        boolean hidden = isCollapsed(walk.attribute("visibility", "visible")) || style.isClosed();
        pen.within(
                Concealment.HIDDEN_ROW,
                hidden,
                () -> pen.looking(pen.look(), Look.on(style.ground(), pen.ground()), () -> walk.children(this::cell)));
        pen.rowEnd();
        row = Math.min(MAX_ROW, row + repeated - 1);
    }

    private void cell(String name) throws XMLStreamException {
        boolean covered = name.equals("table:covered-table-cell");
        if (!covered && !name.equals("table:table-cell")) {
            flow.element(name);
            return;
        }
        int first = Math.min(column + 1, MAX_COLUMN);
        column = Math.min(MAX_COLUMN, column + repeated("number-columns-repeated", MAX_COLUMN));
        int last = Math.max(column, Math.min(MAX_COLUMN, first - 1 + repeated("number-columns-spanned", MAX_COLUMN)));
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (hiddenColumns.nextClearBit(first) > last) {
            reasons.add(Concealment.HIDDEN_COLUMN);
        }
        if (covered) {
            reasons.add(Concealment.HIDDEN_OBJECT);
        }
        Style style = style(walk.attribute("style-name"), first);
        if (judged.add(style)) {
            style.conditional.forEach(this::conditional);
        }
        SheetCell cell = SheetCell.of(walk, flow, flow.styles().format(style.dataStyle));
        if (cell.isHidden()) {
            reasons.add(Concealment.NUMBER_FORMAT);
        }
        pen.place(new Place.Cell(sheet, Math.max(1, row), first));
        Look look = style.look.over(flow.styles().byDefault("table-cell").look);
        pen.within(
                reasons,
                () -> flow.based(look, Look.on(style.ground(), pen.ground()), () -> pen.cell(() -> cell.read(walk))));
    }

    /** A style that cells take on if a condition holds. */
    private void conditional(String name) {
        Style style = flow.styles().named("table-cell", name);
        DataStyle format = flow.styles().format(style.dataStyle);
        boolean hides = format != null && (format.hidesText() || format.hidesNumber(1, flow.styles()));
        Colour ground = Look.on(style.ground(), pen.ground());
        if (hides || !style.look.concealments(ground, Look.Script.LATIN).isEmpty()) {
            document.sink().gap(GapCode.FLAT_TEXT, "conditional formats that may hide cells");
        }
    }

    private Style style(@Nullable String own, int at) {
        String name = own == null ? rowStyle : own;
        Map.Entry<Integer, Columns> nearest = name == null ? columnStyles.floorEntry(at) : null;
        if (nearest != null && at <= nearest.getValue().to) {
            name = nearest.getValue().cellStyle;
        }
        return flow.styles().named("table-cell", name == null ? "Default" : name);
    }

    /** What a rule for entries tells those who enter something. */
    static void validation(XmlWalk walk, Flow flow) throws XMLStreamException {
        Fields.literals(walk.attribute("condition", ""), "", flow);
        walk.children(message -> {
            if (message.equals("table:help-message") || message.equals("table:error-message")) {
                flow.pen().beside(Channel.HIDDEN, walk.attribute("title"), Concealment.ATTRIBUTE_ONLY);
                flow.pen().within(Set.of(Concealment.ATTRIBUTE_ONLY), () -> walk.children(flow::element));
            } else {
                flow.element(message);
            }
        });
    }
}
