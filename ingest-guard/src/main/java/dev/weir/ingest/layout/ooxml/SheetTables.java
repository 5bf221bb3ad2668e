package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/** The ranges of a sheet that a table's style colours. */
final class SheetTables {

    private static final int MAX_TABLES = 100;

    private record Range(CellName from, CellName to) {
        boolean holds(CellName cell) {
            return cell.row() >= from.row()
                    && cell.row() <= to.row()
                    && cell.column() >= from.column()
                    && cell.column() <= to.column();
        }
    }

    private final List<Range> ranges = new ArrayList<>();

    /** Reads a table part. */
    void read(XmlWalk walk, Lines lines, int sheet) throws XMLStreamException {
        walk.root(root -> {
            String[] ends = walk.attribute("ref", "A1").split(":", -1);
            CellName from = CellName.of(ends[0]);
            if (ranges.size() < MAX_TABLES) {
                ranges.add(new Range(from, CellName.of(ends[ends.length - 1])));
            }
            describe(walk, lines, sheet, from);
        });
    }

    private static void describe(XmlWalk walk, Lines lines, int sheet, CellName at) throws XMLStreamException {
        for (String attribute : List.of("altText", "altTextSummary", "comment")) {
            lines.beside(
                    Channel.ALT_TEXT, walk.attribute(attribute), at.place(sheet), Concealment.ATTRIBUTE_ONLY, Set.of());
        }
        walk.children(child -> describe(walk, lines, sheet, at));
    }

    boolean hold(CellName cell) {
        return ranges.stream().anyMatch(range -> range.holds(cell));
    }
}
