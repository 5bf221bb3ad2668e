package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the text of an RTF document as lines, or as the page that was made into it. */
final class RtfFlow {

    /** Letters; fewer in a font of signs are a sign. */
    private static final int FEWEST_LETTERS = 3;

    private final Lines lines;
    private final RtfColours colours;
    private final RtfFonts fonts;
    private final RtfRow row;
    private Colour page = Colour.WHITE;
    private int pageWidth = 12_240;
    private int pageHeight = 15_840;
    private int paragraphs = 1;
    private Place place = new Place.Paragraph(1, 1);
    private @Nullable RtfPage html;
    private boolean begun;
    private boolean cellOpen;
    private int asides;

    RtfFlow(TextSink sink, RtfColours colours, RtfFonts fonts, RtfRow row) {
        this.lines = new Lines(sink);
        this.colours = colours;
        this.fonts = fonts;
        this.row = row;
    }

    /** From here on the document is the carrier of a page. */
    void carries(RtfPage carried) {
        html = carried;
    }

    /** {@return whether the word says how large the page is} */
    boolean word(String word, int number) {
        switch (word) {
            case "paperw", "pgwsxn" -> pageWidth = Math.max(1, number);
            case "paperh", "pghsxn" -> pageHeight = Math.max(1, number);
            default -> {
                return false;
            }
        }
        return true;
    }

    void page(Colour ground) {
        page = ground;
    }

    void text(String text, RtfGroup group) {
        RtfPage carried = carried(group);
        if (carried != null) {
            carried.text(text, group.rtfOnly);
            return;
        }
        boolean inCell = group.paragraph.isInTable() && !group.paragraph.isDeepInTables();
        if (asides == 0) {
            begun = true;
            if (inCell && !cellOpen) {
                cell(group, true);
            } else if (cellOpen && !inCell) {
                rowEnd(group);
            }
        }
        Place here = place;
        RtfShape shape = group.shape;
        Colour own = group.paragraph.ground(colours);
        EnumSet<Concealment> around = group.paragraph.concealments(pageWidth, pageHeight);
        around.addAll(group.reasons);
        if (inCell && asides == 0) {
            around.addAll(row.concealments());
        }
        if (fonts.showsSigns(group.look.font())
                && text.codePoints().filter(Character::isLetter).count() >= FEWEST_LETTERS) {
            around.add(Concealment.MAPPED_GLYPHS);
        }
        if (shape == null) {
            around.addAll(group.look.concealments(colours, own == null ? behind(group.paragraph) : own));
            lines.text(text, here, around);
            return;
        }
        shape.show(text);
        RtfLook look = group.look.copy();
        shape.later(() -> {
            around.addAll(look.concealments(colours, own == null ? shape.ground() : own));
            around.addAll(shape.concealments(pageWidth, pageHeight));
            lines.text(text, here, around);
        });
    }

    private Colour behind(RtfParagraph paragraph) {
        if (paragraph.isDeepInTables()) {
            return Colour.UNKNOWN;
        }
        Colour shaded = paragraph.isInTable() && asides == 0 ? row.ground(colours) : null;
        return shaded == null ? page : shaded;
    }

    /** Text that stands beside the text: a description, a name. */
    void beside(Channel channel, String text, Concealment reason, RtfGroup group) {
        Place here = place;
        Set<Concealment> more = group.reasons;
        step(group, () -> lines.beside(channel, text, here, reason, more));
    }

    void lineBreak(RtfGroup group) {
        RtfPage carried = carried(group);
        if (carried != null) {
            carried.text("\n", group.rtfOnly);
            return;
        }
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(group.reasons);
        reasons.addAll(group.look.concealments(colours, Colour.UNKNOWN));
        step(group, () -> lines.lineBreak(reasons));
    }

    void paragraphEnd(RtfGroup group) {
        RtfPage carried = carried(group);
        if (carried != null) {
            carried.text("\n", group.rtfOnly);
            return;
        }
        if (asides == 0) {
            begun = false;
        }
        step(group, lines::paragraphEnd);
        next();
    }

    void cellEnd(RtfGroup group) {
        if (carried(group) == null) {
            if (!cellOpen) {
                cell(group, true);
            }
            cell(group, false);
            row.cellEnd();
            next();
        }
    }

    void rowEnd(RtfGroup group) {
        if (carried(group) == null) {
            if (cellOpen) {
                cell(group, false);
            }
            row.rowEnd();
            step(group, lines::rowEnd);
            next();
        }
    }

    /** The end of a cell or a row in a cell. */
    void innerCellEnd(RtfGroup group, boolean ofRow) {
        step(group, () -> {
            lines.cellStart();
            lines.cellEnd();
            if (ofRow) {
                lines.rowEnd();
            }
        });
        next();
    }

    private void cell(RtfGroup group, boolean opens) {
        cellOpen = opens;
        step(group, opens ? lines::cellStart : lines::cellEnd);
    }

    /** What the group holds does not tear the paragraph in which it stands. */
    void asideStart(RtfGroup group) {
        group.waits = asides > 0 || begun;
        if (group.waits) {
            asides++;
            step(group, lines::asideStart);
        }
        next();
    }

    void asideEnd(RtfGroup group) {
        paragraphEnd(group);
        if (group.waits) {
            asides--;
            step(group, lines::asideEnd);
        }
    }

    /** Writes what waits. */
    void end(RtfGroup group) {
        paragraphEnd(group);
        lines.flush();
    }

    private void step(RtfGroup group, Runnable step) {
        RtfShape shape = group.shape;
        if (shape == null) {
            step.run();
        } else {
            shape.later(step);
        }
    }

    private @Nullable RtfPage carried(RtfGroup group) {
        return asides == 0 && group.reasons.isEmpty() && group.shape == null ? html : null;
    }

    private void next() {
        paragraphs++;
        place = new Place.Paragraph(1, paragraphs);
    }
}
