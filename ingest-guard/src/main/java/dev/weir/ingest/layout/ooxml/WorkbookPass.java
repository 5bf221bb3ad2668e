package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.jspecify.annotations.Nullable;

/** Reads a workbook: its sheets in their order, and what it keeps beside them. */
final class WorkbookPass {

    private static final int MAX_SHEETS = 10_000;
    private static final int MAX_NAMES = 10_000;

    private record Sheet(
            String name, String state, @Nullable String relationship) {
        Set<Concealment> concealments() {
            return state.equals("hidden") || state.equals("veryHidden")
                    ? EnumSet.of(Concealment.HIDDEN_SHEET)
                    : EnumSet.noneOf(Concealment.class);
        }
    }

    private final OfficePackage parts;
    private final Lines lines;
    private final Metadata metadata;
    private final DataFormatter formatter;
    private final Theme theme = new Theme();
    private final CellStyles styles = new CellStyles(theme);
    private final SharedTexts texts = new SharedTexts();
    private final List<Sheet> sheets = new ArrayList<>();
    private final Set<String> authors = new HashSet<>();
    private boolean from1904;

    WorkbookPass(OfficePackage parts, Lines lines, Metadata metadata, DataFormatter formatter) {
        this.parts = parts;
        this.lines = lines;
        this.metadata = metadata;
        this.formatter = formatter;
    }

    /** {@return how many sheets there are} */
    int read(PackagePart main) {
        parts.read(parts.first(main, "theme"), theme::read);
        parts.read(parts.first(main, "styles"), styles::read);
        parts.read(parts.first(main, "sharedStrings"), walk -> texts.read(walk, styles));
        parts.read(main, walk -> walk.root(root -> walk.children(name -> workbook(name, walk))));
        tell();
        for (int i = 0; i < sheets.size(); i++) {
            sheet(main, sheets.get(i), i + 1);
        }
        Place after = new Place.Cell(sheets.size() + 1, 1, 1);
        texts.unused(text -> {
            String whole =
                    String.join("", text.runs().stream().map(CellText.Run::text).toList());
            lines.beside(Channel.HIDDEN, whole, after, Concealment.UNREFERENCED_PART, Set.of());
        });
        for (PackagePart persons : parts.related(main, "person")) {
            parts.read(
                    persons,
                    walk -> walk.root(root -> walk.children(person -> author(walk.attribute("displayName"), after))));
        }
        return sheets.size();
    }

    private void workbook(String name, XmlWalk walk) throws XMLStreamException {
        switch (name) {
            case "x:workbookPr" -> from1904 = walk.says("date1904");
            case "x:sheets" ->
                walk.children(sheet -> {
                    if (sheets.size() < MAX_SHEETS) {
                        sheets.add(new Sheet(
                                walk.attribute("name", ""), walk.attribute("state", "visible"), walk.relationship()));
                    }
                });
            case "x:definedNames" -> walk.children(each -> definedName(walk));
            default -> walk.children(child -> workbook(child, walk));
        }
    }

    /** A name for a range says nothing; one for a text, or with a comment, does. */
    private void definedName(XmlWalk walk) throws XMLStreamException {
        Place place = new Place.Cell(1, 1, 1);
        String name = walk.attribute("name", "");
        for (String attribute : List.of("comment", "description", "help", "statusBar", "customMenu")) {
            lines.beside(Channel.METADATA, walk.attribute(attribute), place, Concealment.METADATA, Set.of());
        }
        String value = walk.text();
        if (value.contains("\"")) {
            lines.beside(Channel.METADATA, name + ": " + value, place, Concealment.METADATA, Set.of());
        }
    }

    /** What Tika's own reader notes about hidden sheets. */
    private void tell() {
        for (Sheet sheet : sheets) {
            if (sheet.state.equals("hidden")) {
                metadata.set(Office.HAS_HIDDEN_SHEETS, true);
                metadata.add(Office.HIDDEN_SHEET_NAMES, sheet.name);
            } else if (sheet.state.equals("veryHidden")) {
                metadata.set(Office.HAS_VERY_HIDDEN_SHEETS, true);
                metadata.add(Office.VERY_HIDDEN_SHEET_NAMES, sheet.name);
            }
        }
    }

    private void sheet(PackagePart main, Sheet sheet, int number) {
        Set<Concealment> base = sheet.concealments();
        lines.text(sheet.name, new Place.Cell(number, 1, 1), base);
        lines.rowEnd();
        PackagePart part = parts.byId(main, sheet.relationship);
        if (part == null || parts.isRead(part)) {
            return;
        }
        SheetTables tables = new SheetTables();
        for (PackagePart table : parts.related(part, "table")) {
            parts.read(table, walk -> tables.read(walk, lines, number));
        }
        parts.read(part, walk -> new SheetReader(this, walk, number, base, tables).read());
        for (PackagePart drawing : parts.related(part, "drawing")) {
            parts.read(drawing, walk -> new SheetDrawing(parts, lines, theme, drawing, walk, number, base).read());
        }
        for (PackagePart comments : parts.related(part, "comments")) {
            parts.read(comments, walk -> walk.root(root -> comments(root, walk, number)));
        }
        for (PackagePart comments : parts.related(part, "threadedComment")) {
            parts.read(comments, walk -> walk.root(root -> comments(root, walk, number)));
        }
    }

    private void comments(String name, XmlWalk walk, int sheet) throws XMLStreamException {
        switch (name) {
            case "x:author" -> author(walk.text(), new Place.Cell(sheet, 1, 1));
            case "x:comment", "xtc:threadedComment" -> {
                metadata.set(Office.HAS_COMMENTS, true);
                Place place = CellName.of(walk.attribute("ref", "A1")).place(sheet);
                walk.children(child -> {
                    if (child.equals("x:text")) {
                        CellText text = CellText.read(walk, styles);
                        comment(
                                String.join(
                                        "",
                                        text.runs().stream()
                                                .map(CellText.Run::text)
                                                .toList()),
                                place);
                    } else if (child.equals("xtc:text")) {
                        comment(walk.text(), place);
                    }
                });
            }
            default -> walk.children(child -> comments(child, walk, sheet));
        }
    }

    private void comment(String text, Place place) {
        lines.beside(Channel.COMMENT, text, place, Concealment.COMMENT, Set.of());
    }

    private void author(@Nullable String name, Place place) {
        if (name != null && authors.size() < MAX_NAMES && authors.add(name)) {
            lines.beside(Channel.METADATA, name, place, Concealment.METADATA, Set.of());
        }
    }

    CellStyles styles() {
        return styles;
    }

    SharedTexts texts() {
        return texts;
    }

    Lines lines() {
        return lines;
    }

    Metadata metadata() {
        return metadata;
    }

    /** A number as Excel shows it in a cell of this style. */
    String formatted(double value, int style) {
        return formatted(value, styles.formatIndex(style), styles.format(style));
    }

    String formatted(double value, int index, String format) {
        try {
            return formatter.formatRawCellContents(value, index, format, from1904);
        } catch (RuntimeException e) {
            return Double.toString(value); // a format that cannot be understood
        }
    }
}
