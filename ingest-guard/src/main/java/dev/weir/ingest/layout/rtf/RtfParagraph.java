package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** How a paragraph stands on the page. All lengths in twips, 1440 to the inch. */
final class RtfParagraph {

    private static final int INCH = 1_440;

    /** A word processor knows no larger page. */
    private static final int MAX_PAGE = 22 * INCH;

    private static final int MAX_MARGIN = 5 * INCH;

    /** Lines and frames less high than that show nothing of their letters. */
    private static final int NO_HEIGHT = 40;

    private @Nullable Integer shadeBack;
    private @Nullable Integer shadeFore;
    private int shade;
    private boolean inTable;
    private int x;
    private int y;
    private int frameWidth;
    private int frameHeight;
    private boolean fromPageX;
    private boolean fromPageY;
    private int lineHeight;
    private int indent;
    private int tables;

    RtfParagraph copy() {
        RtfParagraph copy = new RtfParagraph();
        copy.shadeBack = shadeBack;
        copy.shadeFore = shadeFore;
        copy.shade = shade;
        copy.inTable = inTable;
        copy.x = x;
        copy.y = y;
        copy.frameWidth = frameWidth;
        copy.frameHeight = frameHeight;
        copy.fromPageX = fromPageX;
        copy.fromPageY = fromPageY;
        copy.lineHeight = lineHeight;
        copy.indent = indent;
        copy.tables = tables;
        return copy;
    }

    boolean isInTable() {
        return inTable;
    }

    /** Whether it stands in a table in a table, whose cells are described behind their text. */
    boolean isDeepInTables() {
        return tables > 1;
    }

    /** {@return whether the word says how a paragraph stands} */
    boolean word(String word, RtfTokens tokens) {
        int number = tokens.number(0);
        switch (word) {
            case "intbl" -> inTable = true;
            case "cbpat" -> shadeBack = number;
            case "cfpat" -> shadeFore = number;
            case "shading" -> shade = number;
            case "posx" -> x = number;
            case "posy" -> y = number;
            case "posnegx" -> x = -Math.abs(number);
            case "posnegy" -> y = -Math.abs(number);
            case "absw" -> frameWidth = Math.max(0, number);
            case "absh" -> frameHeight = number;
            case "phpg" -> fromPageX = true;
            case "pvpg" -> fromPageY = true;
            case "sl" -> lineHeight = number;
            case "li", "lin" -> indent = number;
            case "itap" -> tables = number;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What is behind the text of the paragraph; null if that is what is behind the paragraph. */
    @Nullable Colour ground(RtfColours colours) {
        return colours.shade(shadeFore, shadeBack, shade);
    }

    /** Why nothing of the paragraph is seen on a page of this size. */
    EnumSet<Concealment> concealments(int pageWidth, int pageHeight) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        boolean beside = isOff(x, frameWidth, fromPageX, pageWidth)
                || isOff(y, Math.abs(frameHeight), fromPageY, pageHeight)
                || indent > MAX_PAGE;
        if (beside) {
            reasons.add(Concealment.OFF_PAGE);
        }
        if (isNoHeight(lineHeight) || isNoHeight(frameHeight)) {
            reasons.add(Concealment.CLIPPED);
        }
        return reasons;
    }

    /** Whether a height is exactly that of nothing, and does not grow with the text. */
    static boolean isNoHeight(int exact) {
        return exact < 0 && exact >= -NO_HEIGHT;
    }

    /** Whether something is outside the page, from where it begins and how large it is. */
    static boolean isOff(int start, int size, boolean fromPage, int page) {
        if (fromPage) {
            return start >= page || (start < 0 && start + (long) size <= 0);
        }
        return start > MAX_PAGE || start + (long) size < -MAX_MARGIN;
    }
}
