package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Backdrop;
import dev.weir.ingest.layout.office.Box;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.jspecify.annotations.Nullable;

/** Reads the tree of shapes of a slide, a layout, a master or a page of notes. Used once. */
final class SlideShapes {

    /** What kind of page the shapes are on. */
    enum Kind {
        /** Shown as it is. */
        SLIDE,
        /** Under slides; its placeholders hold prompts. */
        MASTER,
        /** Looked at for what is drawn where, and not read. */
        GEOMETRY
    }

    /** From the coordinates inside a group to those of the slide. */
    private record Scale(double x, double y, double width, double height) {
        static final Scale SAME = new Scale(0, 0, 1, 1);

        Box place(double left, double top, double w, double h) {
            return new Box(x + left * width, y + top * height, w * width, h * height);
        }
    }

    /** One shape while it is read. */
    private static final class Shape {
        private final Set<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        private boolean placeholder;
        private String type = "obj";
        private String index = "none";
        private Box box = Box.NOWHERE;
        private @Nullable Colour fill;
    }

    private final SlideShowPass show;
    private final XmlWalk walk;
    private final PackagePart part;
    private final Kind kind;
    private final int slide;
    private final Set<Concealment> base;
    private final Backdrop backdrop;
    private final Theme theme;
    private Scale scale = Scale.SAME;
    private Shape shape = new Shape();
    private int shapes;

    SlideShapes(
            SlideShowPass show,
            XmlWalk walk,
            PackagePart part,
            Kind kind,
            int slide,
            Set<Concealment> base,
            Backdrop backdrop,
            Theme theme) {
        this.show = show;
        this.walk = walk;
        this.part = part;
        this.kind = kind;
        this.slide = slide;
        this.base = EnumSet.noneOf(Concealment.class);
        this.base.addAll(base);
        this.backdrop = backdrop;
        this.theme = theme;
    }

    /** Reads the page on whose root element the walk stands. */
    void read() throws XMLStreamException {
        walk.children(this::element);
    }

    private void element(String name) throws XMLStreamException {
        switch (name) {
            case "p:bg" -> walk.children(this::background);
            case "p:sp", "p:pic", "p:graphicFrame", "p:cxnSp", "p:contentPart" -> shape(name);
            case "p:grpSp" -> group();
            case "mc:Fallback" -> {
                boolean first = base.add(Concealment.ALTERNATIVE_PART);
                walk.children(this::element);
                if (first) {
                    base.remove(Concealment.ALTERNATIVE_PART);
                }
            }
            case "p:timing", "p:transition", "p:txStyles" -> {
                // How it moves, and what its styles are.
            }
            default -> walk.children(this::element);
        }
    }

    private void background(String name) throws XMLStreamException {
        Colour[] colour = {Colour.UNKNOWN};
        if (name.equals("p:bgRef")) {
            colour[0] = DrawingColour.read(walk, theme).colour();
        } else {
            walk.children(fill -> {
                if (fill.equals("a:solidFill")) {
                    colour[0] = DrawingColour.read(walk, theme).colour();
                }
            });
        }
        backdrop.background(colour[0]);
    }

    private void group() throws XMLStreamException {
        Scale outer = scale;
        Shape outerShape = shape;
        Shape group = new Shape();
        group.reasons.addAll(outerShape.reasons);
        shape = group;
        walk.children(name -> {
            switch (name) {
                case "p:nvGrpSpPr" -> {
                    shapes++;
                    walk.children(this::named);
                }
                case "p:grpSpPr" ->
                    walk.children(property -> {
                        if (property.equals("a:xfrm")) {
                            scale = inner(outer);
                        }
                    });
                default -> {
                    shape = group;
                    element(name);
                }
            }
        });
        shape = outerShape;
        scale = outer;
    }

    private Scale inner(Scale outer) throws XMLStreamException {
        double[] at = {0, 0, 1, 1, 0, 0, 1, 1};
        walk.children(name -> {
            int slot = switch (name) {
                case "a:off" -> 0;
                case "a:ext" -> 2;
                case "a:chOff" -> 4;
                default -> 6;
            };
            boolean size = slot == 2 || slot == 6;
            at[slot] = walk.number(size ? "cx" : "x", 0);
            at[slot + 1] = walk.number(size ? "cy" : "y", 0);
        });
        double width = at[6] == 0 ? 1 : at[2] / at[6];
        double height = at[7] == 0 ? 1 : at[3] / at[7];
        Box corner = outer.place(at[0] - at[4] * width, at[1] - at[5] * height, 0, 0);
        return new Scale(corner.x(), corner.y(), outer.width * width, outer.height * height);
    }

    private void shape(String element) throws XMLStreamException {
        Shape outer = shape;
        Shape own = new Shape();
        own.reasons.addAll(outer.reasons);
        shape = own;
        shapes++;
        walk.children(this::property);
        boolean drawn = !element.equals("p:cxnSp") && !own.placeholder;
        Colour fill = own.fill;
        if (element.equals("p:sp") ? fill != null : drawn || element.equals("p:pic")) {
            backdrop.cover(own.box, fill == null ? Colour.UNKNOWN : fill);
        }
        if (own.placeholder && kind == Kind.GEOMETRY) {
            backdrop.placeholder(own.type, own.index, own.box);
        }
        shape = outer;
    }

    private void property(String name) throws XMLStreamException {
        switch (name) {
            case "p:nvSpPr", "p:nvPicPr", "p:nvGraphicFramePr", "p:nvCxnSpPr" -> walk.children(this::named);
            case "p:spPr" -> walk.children(this::look);
            case "p:xfrm" -> transform();
            case "p:style" ->
                walk.children(part -> {
                    if (part.equals("a:fillRef") && walk.number("idx", 0) > 0 && shape.fill == null) {
                        shape.fill = Colour.UNKNOWN;
                    }
                });
            case "p:txBody" -> body();
            case "a:tbl" -> table();
            case "c:chart", "cx:chart" -> {
                if (kind != Kind.GEOMETRY) {
                    show.charts(theme).chart(show.parts().byId(part, walk.relationship()), place(), reasons());
                }
            }
            case "dgm:relIds" -> {
                if (kind != Kind.GEOMETRY) {
                    PackagePart data = show.parts().byId(part, walk.relationship("dm"));
                    show.charts(theme).diagram(part, data, place(), reasons());
                }
            }
            default -> walk.children(this::property);
        }
    }

    private void named(String name) throws XMLStreamException {
        switch (name) {
            case "p:cNvPr" -> {
                if (walk.says("hidden")) {
                    shape.reasons.add(Concealment.HIDDEN_OBJECT);
                }
                for (String attribute : new String[] {"descr", "title"}) {
                    describe(walk.attribute(attribute));
                }
                walk.children(this::named);
            }
            case "a:hlinkClick", "a:hlinkHover" -> describe(walk.attribute("tooltip"));
            case "p:ph" -> {
                shape.placeholder = true;
                shape.type = walk.attribute("type", "obj");
                shape.index = walk.attribute("idx", "none");
            }
            default -> walk.children(this::named);
        }
    }

    private void describe(@Nullable String text) {
        if (kind != Kind.GEOMETRY) {
            show.lines().beside(Channel.ALT_TEXT, text, place(), Concealment.ATTRIBUTE_ONLY, reasons());
        }
    }

    private void look(String name) throws XMLStreamException {
        switch (name) {
            case "a:xfrm" -> transform();
            case "a:solidFill" -> {
                DrawingColour fill = DrawingColour.read(walk, theme);
                shape.fill = fill.clear() ? null : fill.colour();
            }
            case "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill" -> shape.fill = Colour.UNKNOWN;
            default -> {
                // Outlines and effects.
            }
        }
    }

    private void transform() throws XMLStreamException {
        long angle = walk.number("rot", 0);
        double[] at = new double[4];
        walk.children(name -> {
            if (name.equals("a:off")) {
                at[0] = walk.number("x", 0);
                at[1] = walk.number("y", 0);
            } else if (name.equals("a:ext")) {
                at[2] = walk.number("cx", 0);
                at[3] = walk.number("cy", 0);
            }
        });
        shape.box = scale.place(at[0], at[1], at[2], at[3]).turned(angle);
        // Pages of notes and handouts have a size of their own.
        boolean onSlide = !base.contains(Concealment.COMMENT) && !base.contains(Concealment.UNREFERENCED_PART);
        if (onSlide && shape.box.isOff(show.width(), show.height())) {
            shape.reasons.add(Concealment.OFF_PAGE);
        }
    }

    private void body() throws XMLStreamException {
        if (kind == Kind.GEOMETRY) {
            return;
        }
        if (kind == Kind.MASTER && shape.placeholder) {
            Set<Concealment> reasons = reasons();
            reasons.add(Concealment.NOT_RENDERED);
            show.charts(theme).paragraphs(walk, show.prompts(), show.prompts(), place(), reasons);
            return;
        }
        if (shape.type.equals("sldNum") && base.contains(Concealment.COMMENT)) {
            return; // the number of the page of notes
        }
        Box box = shape.box.isKnown() ? shape.box : backdrop.placeholder(shape.type, shape.index);
        Colour ground = shape.fill == null ? backdrop.under(box) : shape.fill;
        new DrawingText(walk, show.lines(), theme, place(), reasons(), ground).read();
    }

    private void table() throws XMLStreamException {
        if (kind == Kind.GEOMETRY) {
            return;
        }
        walk.children(row -> {
            if (row.equals("a:tr")) {
                walk.children(this::cell);
                show.lines().rowEnd();
            }
        });
    }

    private void cell(String name) throws XMLStreamException {
        if (!name.equals("a:tc")) {
            return;
        }
        Set<Concealment> reasons = reasons();
        if (walk.says("hMerge") || walk.says("vMerge")) {
            reasons.add(Concealment.HIDDEN_OBJECT);
        }
        show.lines().cellStart();
        walk.children(child -> {
            if (child.equals("a:txBody")) {
                new DrawingText(walk, show.lines(), theme, place(), reasons, Colour.UNKNOWN).read();
            }
        });
        show.lines().cellEnd();
    }

    private Place place() {
        return new Place.Slide(slide, Math.max(1, shapes));
    }

    private Set<Concealment> reasons() {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(base);
        reasons.addAll(shape.reasons);
        return reasons;
    }
}
