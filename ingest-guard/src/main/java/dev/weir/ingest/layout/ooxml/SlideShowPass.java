package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Backdrop;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.tika.exception.TikaException;
import org.jspecify.annotations.Nullable;

/** Reads a presentation: its slides in the order in which they are shown, with notes and comments, and what is under them. */
final class SlideShowPass {

    private static final int MAX_SLIDES = 20_000;

    /** What slides stand on, and what they call colours. */
    private record Ground(Backdrop backdrop, Theme theme) {}

    private final OfficePackage parts;
    private final Lines lines;
    private final List<String> slides = new ArrayList<>();
    private final Map<String, Ground> grounds = new HashMap<>();
    private final Map<PackagePart, Integer> under = new LinkedHashMap<>();
    private final Set<String> prompts = new HashSet<>();
    private long width;
    private long height;

    SlideShowPass(OfficePackage parts, Lines lines) {
        this.parts = parts;
        this.lines = lines;
    }

    /** {@return how many slides there are} */
    int read(PackagePart main) throws TikaException {
        parts.read(main, walk -> walk.root(root -> walk.children(name -> presentation(name, walk))));
        for (String type : new String[] {"commentAuthors", "authors"}) {
            for (PackagePart authors : parts.related(main, type)) {
                parts.read(authors, walk -> walk.root(root -> walk.children(author -> author(walk))));
            }
        }
        for (int i = 0; i < slides.size(); i++) {
            PackagePart slide = parts.byId(main, slides.get(i));
            if (slide != null && !parts.isRead(slide)) {
                slide(slide, i + 1);
            }
        }
        under.forEach((part, number) -> under(part, number, Set.of()));
        int number = slides.size();
        for (PackagePart part : parts.all()) {
            String type = part.getContentType();
            boolean layer = type.endsWith("slideLayout+xml") || type.endsWith("Master+xml");
            if (layer && !parts.isRead(part)) {
                number++;
                under(part, number, EnumSet.of(Concealment.UNREFERENCED_PART));
            }
        }
        return number;
    }

    private void presentation(String name, XmlWalk walk) throws XMLStreamException {
        switch (name) {
            case "p:sldId" -> {
                String relationship = walk.relationship();
                if (relationship != null && slides.size() < MAX_SLIDES) {
                    slides.add(relationship);
                }
            }
            case "p:sldSz" -> {
                width = walk.number("cx", 0);
                height = walk.number("cy", 0);
            }
            case ":section", "p:custShow" ->
                lines.beside(
                        Channel.METADATA,
                        walk.attribute("name"),
                        new Place.Slide(1, 1),
                        Concealment.METADATA,
                        Set.of());
            case "p:defaultTextStyle" -> {
                // Fonts.
            }
            default -> walk.children(child -> presentation(child, walk));
        }
    }

    private void author(XmlWalk walk) {
        lines.beside(Channel.METADATA, walk.attribute("name"), new Place.Slide(1, 1), Concealment.METADATA, Set.of());
    }

    private void slide(PackagePart slide, int number) {
        PackagePart layout = parts.first(slide, "slideLayout");
        PackagePart master = layout == null ? null : parts.first(layout, "slideMaster");
        for (PackagePart part : new PackagePart[] {layout, master}) {
            if (part != null) {
                under.putIfAbsent(part, number);
            }
        }
        Ground ground = ground(layout, ground(master, null));
        EnumSet<Concealment> base = EnumSet.noneOf(Concealment.class);
        parts.read(
                slide,
                walk -> walk.root(root -> {
                    if (!XmlWalk.isOn(walk.attribute("show", "1"))) {
                        base.add(Concealment.HIDDEN_SLIDE);
                    }
                    shapes(
                            walk,
                            slide,
                            SlideShapes.Kind.SLIDE,
                            number,
                            base,
                            new Backdrop(ground.backdrop),
                            ground.theme);
                }));
        EnumSet<Concealment> beside = EnumSet.of(Concealment.COMMENT);
        beside.addAll(base);
        for (PackagePart notes : parts.related(slide, "notesSlide")) {
            parts.read(
                    notes,
                    walk -> walk.root(root -> shapes(
                            walk, notes, SlideShapes.Kind.SLIDE, number, beside, new Backdrop(null), ground.theme)));
        }
        for (PackagePart comments : parts.related(slide, "comments")) {
            parts.read(comments, walk -> walk.root(root -> comment(root, walk, number, beside)));
        }
    }

    private void comment(String name, XmlWalk walk, int slide, Set<Concealment> reasons) throws XMLStreamException {
        Place place = new Place.Slide(slide, 1);
        switch (name) {
            case "p:text", ":text" -> lines.beside(Channel.COMMENT, walk.text(), place, Concealment.COMMENT, reasons);
            case "p188:txBody" -> {
                new DrawingText(walk, lines, new Theme(), place, reasons, Colour.UNKNOWN).read();
                lines.sink().newLine(Channel.COMMENT);
            }
            default -> walk.children(child -> comment(child, walk, slide, reasons));
        }
    }

    /** What a layout or a master puts under its slides. */
    private Ground ground(@Nullable PackagePart part, @Nullable Ground below) {
        if (part == null) {
            return below == null ? new Ground(new Backdrop(null), new Theme()) : below;
        }
        Ground known = grounds.get(part.getPartName().getName());
        if (known != null) {
            return known;
        }
        Theme theme = below == null ? new Theme() : below.theme;
        if (below == null) {
            parts.peek(parts.first(part, "theme"), theme::read);
            parts.peek(part, walk -> walk.root(root -> walk.children(name -> colours(name, walk, theme))));
        }
        Ground own = new Ground(new Backdrop(below == null ? null : below.backdrop), theme);
        parts.peek(
                part,
                walk -> walk.root(
                        root -> shapes(walk, part, SlideShapes.Kind.GEOMETRY, 1, Set.of(), own.backdrop, theme)));
        grounds.put(part.getPartName().getName(), own);
        return own;
    }

    /** The names of colours stand behind the shapes that use them. */
    private static void colours(String name, XmlWalk walk, Theme theme) {
        if (name.equals("p:clrMap")) {
            for (String slot : new String[] {"bg1", "tx1", "bg2", "tx2"}) {
                theme.alias(slot, walk.attribute(slot, slot));
            }
        }
    }

    private void under(PackagePart part, int number, Set<Concealment> base) {
        Ground own = grounds.get(part.getPartName().getName());
        Theme theme = own == null ? new Theme() : own.theme;
        parts.read(
                part,
                walk -> walk.root(
                        root -> shapes(walk, part, SlideShapes.Kind.MASTER, number, base, new Backdrop(null), theme)));
    }

    private void shapes(
            XmlWalk walk,
            PackagePart part,
            SlideShapes.Kind kind,
            int number,
            Set<Concealment> base,
            Backdrop backdrop,
            Theme theme)
            throws XMLStreamException {
        new SlideShapes(this, walk, part, kind, number, base, backdrop, theme).read();
    }

    OfficePackage parts() {
        return parts;
    }

    Lines lines() {
        return lines;
    }

    DrawingParts charts(Theme theme) {
        return new DrawingParts(parts, lines, theme);
    }

    /** The prompts of placeholders that were written down. */
    Set<String> prompts() {
        return prompts;
    }

    long width() {
        return width;
    }

    long height() {
        return height;
    }
}
