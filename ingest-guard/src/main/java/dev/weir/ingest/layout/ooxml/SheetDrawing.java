package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.opc.PackagePart;

/** Reads what is drawn over the cells of a sheet. Used once. */
final class SheetDrawing {

    private static final long MAX_ROW = 1_048_576;
    private static final long MAX_COLUMN = 16_384;

    private final OfficePackage parts;
    private final DrawingParts charts;
    private final Lines lines;
    private final Theme theme;
    private final PackagePart part;
    private final XmlWalk walk;
    private final int sheet;
    private Set<Concealment> base;
    private Place place;
    private Colour fill = Colour.UNKNOWN;
    private int row = 1;
    private int column = 1;

    SheetDrawing(
            OfficePackage parts,
            Lines lines,
            Theme theme,
            PackagePart part,
            XmlWalk walk,
            int sheet,
            Set<Concealment> base) {
        this.parts = parts;
        this.charts = new DrawingParts(parts, lines, theme);
        this.lines = lines;
        this.theme = theme;
        this.part = part;
        this.walk = walk;
        this.sheet = sheet;
        this.base = base;
        this.place = new Place.Cell(sheet, 1, 1);
    }

    void read() throws XMLStreamException {
        walk.root(this::element);
    }

    private void element(String name) throws XMLStreamException {
        switch (name) {
            case "xdr:from" -> walk.children(this::corner);
            case "xdr:sp", "xdr:pic", "xdr:graphicFrame", "xdr:cxnSp", "xdr:grpSp" -> shape();
            case "xdr:cNvPr" -> {
                if (walk.says("hidden")) {
                    EnumSet<Concealment> hidden = EnumSet.of(Concealment.HIDDEN_OBJECT);
                    hidden.addAll(base);
                    base = hidden;
                }
                for (String attribute : new String[] {"descr", "title"}) {
                    lines.beside(Channel.ALT_TEXT, walk.attribute(attribute), place, Concealment.ATTRIBUTE_ONLY, base);
                }
                walk.children(this::element);
            }
            case "xdr:spPr" ->
                walk.children(property -> {
                    if (property.equals("a:solidFill")) {
                        fill = DrawingColour.read(walk, theme).colour();
                    }
                });
            case "xdr:txBody" -> new DrawingText(walk, lines, theme, place, base, fill).read();
            case "c:chart", "cx:chart" -> charts.chart(parts.byId(part, walk.relationship()), place, base);
            case "dgm:relIds" -> charts.diagram(part, parts.byId(part, walk.relationship("dm")), place, base);
            case "mc:Fallback" -> {
                Set<Concealment> outer = base;
                EnumSet<Concealment> other = EnumSet.of(Concealment.ALTERNATIVE_PART);
                other.addAll(base);
                base = other;
                walk.children(this::element);
                base = outer;
            }
            default -> walk.children(this::element);
        }
    }

    private void shape() throws XMLStreamException {
        Set<Concealment> outer = base;
        fill = Colour.UNKNOWN;
        walk.children(this::element);
        base = outer;
    }

    private void corner(String name) throws XMLStreamException {
        if (name.equals("xdr:row")) {
            row = (int) Math.clamp(XmlWalk.parsed(walk.text(), 0) + 1, 1, MAX_ROW);
        } else if (name.equals("xdr:col")) {
            column = (int) Math.clamp(XmlWalk.parsed(walk.text(), 0) + 1, 1, MAX_COLUMN);
        }
        place = new Place.Cell(sheet, row, column);
    }
}
