package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.jspecify.annotations.Nullable;

/** Reads the charts and diagrams that hang on a part. */
final class DrawingParts {

    private static final int MAX_COMPARED = 10_000;

    private final OfficePackage parts;
    private final Lines lines;
    private final Theme theme;

    DrawingParts(OfficePackage parts, Lines lines, Theme theme) {
        this.parts = parts;
        this.lines = lines;
        this.theme = theme;
    }

    /** Reads all that hang on a part. */
    void read(PackagePart source, Place place, Set<Concealment> base) {
        for (String type : new String[] {"chart", "chartEx"}) {
            parts.related(source, type).forEach(part -> chart(part, place, base));
        }
        parts.related(source, "diagramData").forEach(part -> diagram(source, part, place, base));
    }

    void chart(@Nullable PackagePart part, Place place, Set<Concealment> base) {
        parts.read(part, walk -> walk.root(root -> chartElement(root, walk, place, base)));
        if (part != null) {
            // Text boxes that were drawn into the chart.
            parts.related(part, "chartUserShapes").forEach(shapes -> text(shapes, place, base));
        }
    }

    private void chartElement(String name, XmlWalk walk, Place place, Set<Concealment> base) throws XMLStreamException {
        switch (name) {
            case "c:rich", "cx:rich", "c:txPr", "cx:txPr" ->
                new DrawingText(walk, lines, theme, place, base, Colour.UNKNOWN).read();
            case "c:v", "cx:v", "cx:pt" -> {
                lines.text(walk.text(), place, base);
                lines.paragraphEnd();
            }
            case "c:f", "cx:f", "c:formatCode" -> {
                // Says where a value comes from.
            }
            default -> walk.children(child -> chartElement(child, walk, place, base));
        }
    }

    /** A diagram is kept as data and as what was drawn of it. Readers see the drawing, if there is one. */
    void diagram(PackagePart source, @Nullable PackagePart data, Place place, Set<Concealment> base) {
        if (data == null || parts.isRead(data)) {
            return;
        }
        Set<String> said = new HashSet<>();
        PackagePart drawing = drawingOf(source, data);
        if (drawing != null && !parts.isRead(drawing)) {
            parts.read(drawing, walk -> walk.root(root -> paragraphs(walk, said, new HashSet<>(), place, base)));
        }
        EnumSet<Concealment> other = EnumSet.noneOf(Concealment.class);
        other.addAll(base);
        if (!said.isEmpty()) {
            other.add(Concealment.ALTERNATIVE_PART);
        }
        parts.read(data, walk -> walk.root(root -> paragraphs(walk, new HashSet<>(), said, place, other)));
    }

    /** Their names differ in nothing but their beginning. */
    private @Nullable PackagePart drawingOf(PackagePart source, PackagePart data) {
        String name = data.getPartName().getName().replace("/data", "/drawing");
        for (PackagePart drawing : parts.related(source, "diagramDrawing")) {
            if (drawing.getPartName().getName().equals(name)) {
                return drawing;
            }
        }
        return null;
    }

    private void text(PackagePart part, Place place, Set<Concealment> base) {
        parts.read(
                part,
                walk -> walk.root(root -> new DrawingText(walk, lines, theme, place, base, Colour.UNKNOWN).read()));
    }

    /** Writes each paragraph that is not known yet. */
    void paragraphs(XmlWalk walk, Set<String> heard, Set<String> known, Place place, Set<Concealment> reasons)
            throws XMLStreamException {
        walk.children(name -> {
            if (name.equals("a:p")) {
                String text = paragraph(walk);
                String squeezed = text.replaceAll("\\s+", "");
                if (!known.contains(squeezed)) {
                    lines.text(text, place, reasons);
                    lines.paragraphEnd();
                }
                if (heard.size() < MAX_COMPARED) {
                    heard.add(squeezed);
                }
            } else {
                paragraphs(walk, heard, known, place, reasons);
            }
        });
    }

    private static String paragraph(XmlWalk walk) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        collect(walk, text);
        return text.toString();
    }

    private static void collect(XmlWalk walk, StringBuilder text) throws XMLStreamException {
        walk.children(name -> {
            if (name.equals("a:t")) {
                text.append(walk.text());
            } else if (name.equals("a:br")) {
                text.append('\n');
            } else {
                collect(walk, text);
            }
        });
    }
}
