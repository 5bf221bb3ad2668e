package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;

/**
 * Writes text with all that keeps it from being seen: the look of the text, what it stands on, and what it is inside of. A
 * paragraph is written when it ends, as a field at its end may hide it; what hangs on a paragraph follows it.
 */
final class Pen {

    private static final int MAX_WAITING_STEPS = 200_000;
    private static final int MAX_WAITING_CHARS = 10_000_000;

    /** Reads something while something holds. */
    interface Reading {
        void run() throws XMLStreamException;
    }

    /** A paragraph that is being read. */
    private static final class Open {
        private final @Nullable Open outer;
        private final List<Runnable> pieces = new ArrayList<>();
        private final List<Runnable> behind = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private boolean hidden;
        private boolean blank = true;

        private Open(@Nullable Open outer) {
            this.outer = outer;
        }

        private boolean isHidden() {
            return hidden || (outer != null && outer.isHidden());
        }
    }

    private final Lines lines;
    private final Map<Concealment, Integer> scopes = new EnumMap<>(Concealment.class);
    private final Map<Look.Script, Set<Concealment>> known = new EnumMap<>(Look.Script.class);
    private Look look = Look.PLAIN;
    private Colour ground = Colour.WHITE;
    private Place place;
    private @Nullable Open open;
    private boolean quiet;
    private int waitingSteps;
    private int waitingChars;

    Pen(Lines lines, Place place) {
        this.lines = lines;
        this.place = place;
    }

    Place place() {
        return place;
    }

    void place(Place next) {
        place = next;
    }

    Look look() {
        return look;
    }

    Colour ground() {
        return ground;
    }

    void ground(Colour next) {
        ground = next;
        known.clear();
    }

    boolean isInParagraph() {
        return open != null;
    }

    /** Reads something that is not seen for a reason, if that is so. */
    void within(Concealment reason, boolean is, Reading inside) throws XMLStreamException {
        within(is ? EnumSet.of(reason) : Set.of(), inside);
    }

    void within(Set<Concealment> reasons, Reading inside) throws XMLStreamException {
        reasons.forEach(reason -> scopes.merge(reason, 1, Integer::sum));
        try {
            inside.run();
        } finally {
            reasons.forEach(reason -> scopes.merge(reason, -1, Integer::sum));
        }
    }

    /** Reads something of which only paragraphs that say something are written, as every file of some writers has it. */
    void quietly(boolean is, Reading inside) throws XMLStreamException {
        boolean outer = quiet;
        quiet |= is;
        try {
            inside.run();
        } finally {
            quiet = outer;
        }
    }

    /** Reads something with a look of its own. */
    void looking(Look own, Reading inside) throws XMLStreamException {
        looking(own, ground, inside);
    }

    void looking(Look own, Colour ownGround, Reading inside) throws XMLStreamException {
        Look outerLook = look;
        Colour outerGround = ground;
        look = own;
        ground(ownGround);
        try {
            inside.run();
        } finally {
            look = outerLook;
            ground(outerGround);
        }
    }

    /** Reads a paragraph. One inside of another is written behind it. */
    void paragraph(Reading inside) throws XMLStreamException {
        if (open == null && lines.sink().isFull()) {
            throw full("the text budget is used up");
        }
        Open own = new Open(open);
        open = own;
        try {
            inside.run();
        } finally {
            open = own.outer;
            if (quiet && !Words.speak(own.text.toString())) {
                own.pieces.clear();
            }
            if (own.outer == null) {
                waitingSteps = 0;
                waitingChars = 0;
                own.pieces.forEach(Runnable::run);
                lines.paragraphEnd();
                own.behind.forEach(Runnable::run);
            } else {
                own.outer.behind.addAll(own.pieces);
                own.outer.behind.add(lines::paragraphEnd);
                own.outer.behind.addAll(own.behind);
            }
        }
    }

    /** Nothing of the paragraph that is being read is seen. */
    void hideParagraph() {
        if (open != null) {
            open.hidden = true;
        }
    }

    /** Text of which white space is drawn together, as OpenDocument has it. */
    void say(String text) throws XMLStreamException {
        Open paragraph = open;
        StringBuilder plain = new StringBuilder(text.length());
        boolean blank = paragraph != null && paragraph.blank;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean white = unit == ' ' || unit == '\n' || unit == '\t' || unit == '\r';
            if (!white) {
                plain.append(unit);
            } else if (!blank) {
                plain.append(' ');
            }
            blank = white;
        }
        if (paragraph != null) {
            paragraph.blank = blank;
        }
        write(plain.toString(), Set.of());
    }

    /** Text as it is. */
    void exactly(String text) throws XMLStreamException {
        if (open != null) {
            open.blank = false;
        }
        write(text, Set.of());
    }

    /** Text that is not seen for one more reason. */
    void hide(String text, Concealment reason) throws XMLStreamException {
        if (!text.isBlank()) {
            write(text, EnumSet.of(reason));
        }
    }

    private void write(String text, Set<Concealment> more) throws XMLStreamException {
        if (text.isEmpty()) {
            return;
        }
        EnumSet<Concealment> reasons = scoped();
        reasons.addAll(more);
        if (!text.isBlank()) {
            // A blank in a colour of its own still parts words.
            reasons.addAll(known.computeIfAbsent(Look.Script.of(text), script -> look.concealments(ground, script)));
        }
        Place here = place;
        Open paragraph = open;
        if (paragraph == null) {
            lines.text(text, here, reasons);
            return;
        }
        count(text.length());
        if (quiet) {
            paragraph.text.append(text);
        }
        paragraph.pieces.add(() -> {
            if (paragraph.isHidden()) {
                reasons.add(Concealment.VANISH);
            }
            lines.text(text, here, reasons);
        });
    }

    private void count(int chars) throws XMLStreamException {
        waitingSteps++;
        waitingChars += chars;
        if (waitingSteps > MAX_WAITING_STEPS || waitingChars > MAX_WAITING_CHARS) {
            throw full("a paragraph is too long");
        }
    }

    private static XMLStreamException full(String message) {
        XMLStreamException full = new XMLStreamException(message);
        full.initCause(new WriteLimitReachedException(MAX_WAITING_CHARS));
        return full;
    }

    private EnumSet<Concealment> scoped() {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        scopes.forEach((reason, count) -> {
            if (count > 0) {
                reasons.add(reason);
            }
        });
        return reasons;
    }

    void lineBreak() throws XMLStreamException {
        EnumSet<Concealment> reasons = scoped();
        reasons.addAll(look.concealments(ground, Look.Script.LATIN));
        if (open == null) {
            lines.lineBreak(reasons);
        } else {
            count(1);
            open.blank = true;
            open.pieces.add(() -> lines.lineBreak(reasons));
        }
    }

    /** A description or a name, which is no part of the text. */
    void beside(Channel channel, @Nullable String text, Concealment reason) {
        if (text != null && !text.isBlank()) {
            lines.beside(channel, text, place, reason, scoped());
        }
    }

    /** Reads a cell of a table: a blank parts it from the one before. */
    void cell(Reading inside) throws XMLStreamException {
        step(lines::cellStart);
        try {
            inside.run();
        } finally {
            step(lines::cellEnd);
        }
    }

    void rowEnd() throws XMLStreamException {
        step(lines::rowEnd);
    }

    private void step(Runnable step) throws XMLStreamException {
        if (open == null) {
            step.run();
        } else {
            count(0);
            open.behind.add(step);
        }
    }
}
