package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.tika.exception.TikaException;
import org.apache.tika.parser.microsoft.ooxml.XWPFListManager;
import org.apache.tika.parser.microsoft.ooxml.xwpf.XWPFNumberingShim;
import org.jspecify.annotations.Nullable;

/** Reads a Word document: its text, its notes, headers and footers, its comments, and what it keeps and does not show. */
final class WordPass {

    private static final long MAX_LIST_PART_BYTES = 4_000_000;
    private static final int MAX_NAMES = 1_000;
    private static final int MAX_LIST_LEVEL = 8;

    private final OfficePackage parts;
    private final Lines lines;
    private final Theme theme = new Theme();
    private final WordStyles styles = new WordStyles(theme);
    private final Set<String> notes = new HashSet<>();
    private final Set<String> shownParts = new HashSet<>();
    private final Set<String> authors = new HashSet<>();
    private @Nullable XWPFListManager lists;
    private Colour page = Colour.WHITE;
    private int partNumber;

    WordPass(OfficePackage parts, Lines lines) {
        this.parts = parts;
        this.lines = lines;
    }

    /** {@return how many parts with text were read} */
    int read(PackagePart main) throws TikaException {
        parts.read(parts.first(main, "theme"), theme::read);
        parts.read(parts.first(main, "styles"), styles::read);
        lists = lists(main);
        story(main, Set.of());
        for (String notesOf : new String[] {"footnotes", "endnotes"}) {
            for (PackagePart part : parts.related(main, notesOf)) {
                story(part, Set.of());
            }
        }
        edges(main, "header");
        edges(main, "footer");
        for (PackagePart part : parts.related(main, "comments")) {
            story(part, EnumSet.of(Concealment.COMMENT));
        }
        for (PackagePart glossary : parts.related(main, "glossaryDocument")) {
            story(glossary, EnumSet.of(Concealment.UNREFERENCED_PART));
            for (String type : new String[] {"header", "footer", "footnotes", "endnotes", "comments"}) {
                for (PackagePart part : parts.related(glossary, type)) {
                    story(part, EnumSet.of(Concealment.UNREFERENCED_PART));
                }
            }
        }
        new DrawingParts(parts, lines, theme).read(main, new Place.Paragraph(++partNumber, 1), Set.of());
        return partNumber;
    }

    /** Headers or footers; one that no section names is not shown. */
    private void edges(PackagePart main, String type) {
        for (PackageRelationship relationship : parts.relationships(main)) {
            PackagePart part = OfficePackage.isA(relationship, type) ? parts.byId(main, relationship.getId()) : null;
            if (part != null) {
                boolean shown = shownParts.contains(relationship.getId());
                story(part, shown ? Set.of() : EnumSet.of(Concealment.UNREFERENCED_PART));
            }
        }
    }

    private void story(PackagePart part, Set<Concealment> base) {
        if (!parts.isRead(part)) {
            int number = ++partNumber;
            parts.read(part, walk -> new WordStory(this, walk, number, base).read());
            lines.flush();
        }
    }

    private @Nullable XWPFListManager lists(PackagePart main) throws TikaException {
        PackagePart part = parts.first(main, "numbering");
        if (part == null || part.getSize() > MAX_LIST_PART_BYTES) {
            return null;
        }
        try {
            XWPFListManager read = new XWPFListManager(new XWPFNumberingShim(part));
            parts.skip(part);
            return read;
        } catch (IOException | OpenXML4JException e) {
            throw new TikaException("the lists cannot be read", e);
        }
    }

    /** What stands before a paragraph of a list, and counts it. */
    String label(@Nullable String list, int level) {
        long id = list == null ? 0 : XmlWalk.parsed(list, 0);
        if (lists == null || id <= 0) {
            return "";
        }
        String label = lists.getFormattedNumber(BigInteger.valueOf(id), Math.clamp(level, 0, MAX_LIST_LEVEL));
        if (label == null || label.isBlank()) {
            return "";
        }
        return label.endsWith(" ") ? label : label + ' ';
    }

    /** The one who wrote a change or a comment. */
    void author(XmlWalk walk, Place place) {
        String author = walk.attribute("author", "");
        if (authors.size() < MAX_NAMES && authors.add(author)) {
            lines.beside(Channel.METADATA, author, place, Concealment.METADATA, Set.of());
        }
    }

    void refer(String kind, String id) {
        notes.add(kind + ' ' + id);
    }

    boolean shows(String kind, String id) {
        return notes.contains(kind + ' ' + id);
    }

    void referPart(@Nullable String relationship) {
        if (relationship != null) {
            shownParts.add(relationship);
        }
    }

    WordStyles styles() {
        return styles;
    }

    Theme theme() {
        return theme;
    }

    Lines lines() {
        return lines;
    }

    TextSink sink() {
        return lines.sink();
    }

    /** The colour of the page. */
    Colour page() {
        return page;
    }

    void page(Colour colour) {
        page = colour;
    }
}
