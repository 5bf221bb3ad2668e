package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How characters look. What is not said is null. */
final class RtfLook {

    /** Half points. */
    private static final int MAX_TINY_SIZE = 4;

    private static final int MAX_TINY_WIDTH_PERCENT = 5;

    /** Half points; no line is that far from its own. */
    private static final int FAR = 1_000;

    private @Nullable Boolean hidden;
    private @Nullable Boolean webHidden;
    private @Nullable Boolean deleted;
    private @Nullable Boolean movedAway;
    private @Nullable Integer size;
    private @Nullable Integer width;
    private @Nullable Integer raised;
    private @Nullable Integer colour;
    private @Nullable Integer back;
    private @Nullable Integer highlight;
    private @Nullable Integer shadeBack;
    private @Nullable Integer shadeFore;
    private @Nullable Integer shade;
    private @Nullable Integer font;

    RtfLook copy() {
        RtfLook copy = new RtfLook();
        copy.put(this);
        return copy;
    }

    /** Takes what another look says. */
    void put(RtfLook other) {
        hidden = other.hidden != null ? other.hidden : hidden;
        webHidden = other.webHidden != null ? other.webHidden : webHidden;
        deleted = other.deleted != null ? other.deleted : deleted;
        movedAway = other.movedAway != null ? other.movedAway : movedAway;
        size = other.size != null ? other.size : size;
        width = other.width != null ? other.width : width;
        raised = other.raised != null ? other.raised : raised;
        colour = other.colour != null ? other.colour : colour;
        back = other.back != null ? other.back : back;
        highlight = other.highlight != null ? other.highlight : highlight;
        shadeBack = other.shadeBack != null ? other.shadeBack : shadeBack;
        shadeFore = other.shadeFore != null ? other.shadeFore : shadeFore;
        shade = other.shade != null ? other.shade : shade;
        font = other.font != null ? other.font : font;
    }

    @Nullable Integer font() {
        return font;
    }

    /** {@return whether the word says how characters look} */
    boolean word(String word, RtfTokens tokens) {
        switch (word) {
            case "v" -> hidden = tokens.isOn();
            case "webhidden" -> webHidden = tokens.isOn();
            case "deleted" -> deleted = tokens.isOn();
            case "mvf" -> movedAway = tokens.isOn();
            case "fs" -> size = tokens.number(24);
            case "charscalex" -> width = tokens.number(100);
            case "up" -> raised = tokens.number(6);
            case "dn" -> raised = -tokens.number(6);
            case "cf" -> colour = tokens.number(0);
            case "cb" -> back = tokens.number(0);
            case "highlight" -> highlight = tokens.number(0);
            case "chcbpat" -> shadeBack = tokens.number(0);
            case "chcfpat" -> shadeFore = tokens.number(0);
            case "chshdng" -> shade = tokens.number(0);
            case "f" -> font = tokens.number(0);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Why text that looks like this is not seen on this ground. */
    Set<Concealment> concealments(RtfColours colours, Colour behind) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (Boolean.TRUE.equals(hidden) || Boolean.TRUE.equals(webHidden)) {
            reasons.add(Concealment.VANISH);
        }
        if (Boolean.TRUE.equals(deleted) || Boolean.TRUE.equals(movedAway)) {
            reasons.add(Concealment.DELETED_REVISION);
        }
        if ((size != null && size <= MAX_TINY_SIZE) || (width != null && width <= MAX_TINY_WIDTH_PERCENT)) {
            reasons.add(Concealment.TINY_GLYPH);
        }
        if (raised != null && Math.abs(raised) >= FAR) {
            reasons.add(Concealment.OFF_PAGE);
        }
        if (colour != null && colours.at(colour).isLostOn(ground(colours, behind))) {
            reasons.add(Concealment.LOW_CONTRAST);
        }
        return reasons;
    }

    private Colour ground(RtfColours colours, Colour behind) {
        if (highlight != null && highlight != 0) {
            return colours.at(highlight);
        }
        Colour shaded = colours.shade(shadeFore, shadeBack, shade == null ? 0 : shade);
        if (shaded != null) {
            return shaded;
        }
        return back != null && back != 0 ? colours.at(back) : behind;
    }
}
