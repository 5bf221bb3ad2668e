package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A drawn shape. What it says of itself may come behind its text, so the text waits for its end. */
final class RtfShape {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_WAITING = 100_000;
    private static final int MAX_SHOWN_CHARS = 100_000;
    private static final int MAX_COMPARED = 20;

    private final @Nullable RtfShape outer;
    private final int depth;
    private final List<Runnable> waiting = new ArrayList<>();
    private final StringBuilder shown = new StringBuilder();
    private int compared;
    private boolean background;
    private boolean hidden;
    private boolean filled = true;
    private Colour fill = Colour.UNKNOWN;
    private int left;
    private int top;
    private int right;
    private int bottom;
    private boolean fromPageX;
    private boolean fromPageY;

    private RtfShape(@Nullable RtfShape outer) {
        this.outer = outer;
        this.depth = outer == null ? 1 : outer.depth + 1;
        this.background = outer != null && outer.background;
    }

    /** A shape in another one, or in none. Below some depth all are the last one. */
    static RtfShape in(@Nullable RtfShape outer) {
        return outer != null && outer.depth >= MAX_DEPTH ? outer : new RtfShape(outer);
    }

    /** This is what is behind all pages. */
    void asBackground() {
        background = true;
    }

    boolean isBackground() {
        return background;
    }

    /** {@return whether the word says where the shape is} */
    boolean word(String word, int number) {
        switch (word) {
            case "shpleft" -> left = number;
            case "shptop" -> top = number;
            case "shpright" -> right = number;
            case "shpbottom" -> bottom = number;
            case "shpbxpage" -> fromPageX = true;
            case "shpbypage" -> fromPageY = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    void property(String name, String value) {
        String number = value.strip();
        switch (name) {
            case "fHidden" -> hidden = number.equals("1");
            case "fFilled" -> filled = !number.equals("0");
            case "fillColor" -> fill = colour(number);
            default -> {
                // Of no effect on whether text is seen.
            }
        }
    }

    /** Why nothing of the shape is seen on a page of this size. */
    Set<Concealment> concealments(int pageWidth, int pageHeight) {
        EnumSet<Concealment> reasons = outer == null
                ? EnumSet.noneOf(Concealment.class)
                : EnumSet.copyOf(outer.concealments(pageWidth, pageHeight));
        if (hidden) {
            reasons.add(Concealment.HIDDEN_OBJECT);
        }
        // A shape in a group has coordinates of the group.
        if (outer == null
                && (RtfParagraph.isOff(left, right - left, fromPageX, pageWidth)
                        || RtfParagraph.isOff(top, bottom - top, fromPageY, pageHeight))) {
            reasons.add(Concealment.OFF_PAGE);
        }
        return reasons;
    }

    /** What is behind the text in the shape. */
    Colour ground() {
        return filled ? fill : Colour.UNKNOWN;
    }

    /** Does something when all is known of the shape. */
    void later(Runnable step) {
        if (waiting.size() >= MAX_WAITING) {
            end();
        }
        waiting.add(step);
    }

    void end() {
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        if (outer == null) {
            due.forEach(Runnable::run);
        } else {
            due.forEach(outer::later);
        }
    }

    void show(String text) {
        if (shown.length() < MAX_SHOWN_CHARS) {
            shown.append(text);
        }
        if (outer != null) {
            outer.show(text);
        }
    }

    /** Whether the shape has said this in its own text; after some questions it does not answer. */
    boolean says(String text) {
        compared++;
        return compared <= MAX_COMPARED && letters(shown).contains(letters(text));
    }

    private static String letters(CharSequence text) {
        StringBuilder letters = new StringBuilder();
        text.codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(MAX_SHOWN_CHARS)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** Blue, green and red in eight bits each, as a decimal number. */
    private static Colour colour(String number) {
        try {
            int value = Integer.parseInt(number);
            return value < 0 || value > 0xFFFFFF
                    ? Colour.UNKNOWN
                    : new Colour((value & 0xFF) << 16 | (value & 0xFF00) | value >> 16);
        } catch (NumberFormatException e) {
            return Colour.UNKNOWN;
        }
    }
}
