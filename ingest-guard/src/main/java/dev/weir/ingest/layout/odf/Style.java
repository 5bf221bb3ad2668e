package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.XmlWalk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** One style of any family. What it does not say is null or not a number. */
final class Style {

    static final Style NONE = new Style(null);

    /** No paper is wider. */
    private static final double MAX_MARGIN_EMU = 22 * Length.EMU_PER_INCH;

    /** No margin of a page is wider. */
    private static final double MIN_MARGIN_EMU = -8 * Length.EMU_PER_INCH;

    /** Points. */
    private static final double MAX_CLOSED_LINE = 2;

    private static final double MAX_CLOSED_EMU = Length.EMU_PER_INCH / 100;
    private static final double MAX_CLEAR = 0.05;
    private static final int MAX_CONDITIONAL = 100;

    final @Nullable String parent;
    Look look = Look.PLAIN;

    @Nullable String masterPage;

    @Nullable String dataStyle;

    /** Names of styles that take its place if a condition holds. */
    List<String> conditional = List.of();

    private @Nullable Colour ground;
    private @Nullable String fill;
    private @Nullable Colour fillColour;
    private double fillOpacity = Double.NaN;
    private @Nullable Boolean hidden;
    private @Nullable Boolean closed;
    private @Nullable Boolean offPage;
    private @Nullable Boolean clipped;
    private @Nullable Boolean objectsHidden;
    private @Nullable Boolean backgroundHidden;
    private @Nullable String horizontal;
    private @Nullable String vertical;

    double width = Double.NaN;
    double height = Double.NaN;

    private Style(@Nullable String parent) {
        this.parent = parent;
    }

    /** A style that says how text looks and nothing else. */
    static Style ofLook(Look look) {
        Style style = new Style(null);
        style.look = look;
        return style;
    }

    /** Reads a style, a default style or the layout of a page. */
    static Style read(XmlWalk walk) throws XMLStreamException {
        Style style = new Style(walk.attribute("parent-style-name"));
        String master = walk.attribute("master-page-name", "");
        style.masterPage = master.isEmpty() ? null : master;
        style.dataStyle = walk.attribute("data-style-name");
        List<String> conditional = new ArrayList<>();
        walk.children(name -> {
            if (name.equals("style:map") && conditional.size() < MAX_CONDITIONAL) {
                conditional.add(walk.attribute("apply-style-name", ""));
            } else {
                style.properties(name, walk);
            }
        });
        style.conditional = List.copyOf(conditional);
        return style;
    }

    private void properties(String name, XmlWalk walk) throws XMLStreamException {
        switch (name) {
            case "style:text-properties" -> look = Look.read(walk);
            case "style:paragraph-properties" -> {
                ground = said(ground, Look.ground(walk));
                double left = Length.emu(walk.attribute("margin-left"));
                double indent = Length.emu(walk.attribute("text-indent"));
                if (!Double.isNaN(left) || !Double.isNaN(indent)) {
                    offPage = left > MAX_MARGIN_EMU
                            || left < MIN_MARGIN_EMU
                            || indent < MIN_MARGIN_EMU
                            || indent > MAX_MARGIN_EMU;
                }
                double line = Length.points(walk.attribute("line-height"));
                if (walk.attribute("line-height") != null) {
                    clipped = line <= MAX_CLOSED_LINE;
                }
                picture(walk);
            }
            case "style:drawing-page-properties" -> {
                hidden = yes(walk.attribute("visibility"), "hidden", hidden);
                objectsHidden = yes(walk.attribute("background-objects-visible"), "false", objectsHidden);
                backgroundHidden = yes(walk.attribute("background-visible"), "false", backgroundHidden);
                fill(walk);
            }
            case "style:graphic-properties", "loext:graphic-properties" -> {
                ground = said(ground, Look.ground(walk));
                horizontal = place(walk, "horizontal-pos", "horizontal-rel");
                vertical = place(walk, "vertical-pos", "vertical-rel");
                fill(walk);
                picture(walk);
            }
            default -> {
                if (name.endsWith("-properties")) {
                    box(walk);
                }
            }
        }
    }

    /** Sheets, rows, columns, cells, sections and pages. */
    private void box(XmlWalk walk) throws XMLStreamException {
        hidden = yes(walk.attribute("display"), "false", hidden);
        double size = Length.emu(walk.attribute("row-height", walk.attribute("column-width", "")));
        if (!Double.isNaN(size)) {
            String optimal = walk.attribute("use-optimal-row-height", walk.attribute("use-optimal-column-width", ""));
            closed = size < MAX_CLOSED_EMU && !optimal.equals("true");
        }
        width = Length.emu(walk.attribute("page-width"));
        height = Length.emu(walk.attribute("page-height"));
        ground = said(ground, Look.ground(walk));
        fill(walk);
        picture(walk);
    }

    private void fill(XmlWalk walk) {
        fill = said(fill, walk.attribute("fill"));
        String colour = walk.attribute("fill-color");
        fillColour = colour == null ? fillColour : Colour.of(colour);
        double opacity = Length.share(walk.attribute("opacity"));
        fillOpacity = Double.isNaN(opacity) ? fillOpacity : opacity;
    }

    /** A picture behind text has no one colour. */
    private void picture(XmlWalk walk) throws XMLStreamException {
        walk.children(name -> {
            if (name.equals("style:background-image") && walk.attribute("href") != null) {
                ground = Colour.UNKNOWN;
            }
        });
    }

    private static @Nullable String place(XmlWalk walk, String position, String relation) {
        String pos = walk.attribute(position);
        return pos == null ? null : pos + ' ' + walk.attribute(relation, "");
    }

    private static @Nullable Boolean yes(@Nullable String value, String yes, @Nullable Boolean otherwise) {
        return value == null ? otherwise : Boolean.valueOf(value.equals(yes));
    }

    private static <T> @Nullable T said(@Nullable T own, @Nullable T under) {
        return own != null ? own : under;
    }

    /** This style where it says something, and the other where it does not. */
    Style over(Style under) {
        Style merged = new Style(null);
        merged.look = look.over(under.look);
        merged.masterPage = said(masterPage, under.masterPage);
        merged.dataStyle = said(dataStyle, under.dataStyle);
        merged.conditional = conditional.isEmpty() ? under.conditional : conditional;
        merged.ground = said(ground, under.ground);
        merged.fill = said(fill, under.fill);
        merged.fillColour = said(fillColour, under.fillColour);
        merged.fillOpacity = Double.isNaN(fillOpacity) ? under.fillOpacity : fillOpacity;
        merged.hidden = said(hidden, under.hidden);
        merged.closed = said(closed, under.closed);
        merged.offPage = said(offPage, under.offPage);
        merged.clipped = said(clipped, under.clipped);
        merged.objectsHidden = said(objectsHidden, under.objectsHidden);
        merged.backgroundHidden = said(backgroundHidden, under.backgroundHidden);
        merged.horizontal = said(horizontal, under.horizontal);
        merged.vertical = said(vertical, under.vertical);
        merged.width = Double.isNaN(width) ? under.width : width;
        merged.height = Double.isNaN(height) ? under.height : height;
        return merged;
    }

    /** What it paints behind its text: null if it says nothing, clear if it says that there is nothing. */
    @Nullable Colour ground() {
        String how = fill;
        if (how == null) {
            return ground;
        }
        return switch (how) {
            case "none" -> ground == null ? Look.CLEAR : ground;
            case "solid" -> {
                if (fillOpacity <= MAX_CLEAR) {
                    yield Look.CLEAR;
                }
                boolean whole = fillColour != null && (Double.isNaN(fillOpacity) || fillOpacity >= 1);
                yield whole ? fillColour : Colour.UNKNOWN;
            }
            default -> Colour.UNKNOWN;
        };
    }

    /** Why no text of a paragraph of this style is seen. */
    Set<Concealment> paragraphConcealments() {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (Boolean.TRUE.equals(offPage)) {
            reasons.add(Concealment.OFF_PAGE);
        }
        if (Boolean.TRUE.equals(clipped)) {
            reasons.add(Concealment.CLIPPED);
        }
        return reasons;
    }

    /** A sheet or a slide that is not shown. */
    boolean isHidden() {
        return Boolean.TRUE.equals(hidden);
    }

    /** A row or a column of no size. */
    boolean isClosed() {
        return Boolean.TRUE.equals(closed);
    }

    /** A slide that does not show the objects of its master. */
    boolean hidesObjects() {
        return Boolean.TRUE.equals(objectsHidden);
    }

    boolean hidesBackground() {
        return Boolean.TRUE.equals(backgroundHidden);
    }

    /** Where a frame stands across the page: its position and what it is counted from; empty if that is not said. */
    String horizontal() {
        return horizontal == null ? "" : horizontal;
    }

    String vertical() {
        return vertical == null ? "" : vertical;
    }
}
