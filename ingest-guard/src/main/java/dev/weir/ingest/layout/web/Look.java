package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the text in an element looks: what its styles and those of the elements around it come to.
 *
 * @param lasting reasons that no element inside can undo
 * @param invisible by {@code visibility}
 * @param fontPx size of the letters
 * @param opacity of everything, 0 to 1
 * @param indentPx of the first line
 * @param preformatted whether white space is kept
 * @param outlined whether letters have a shadow or an outline, so that their colour alone says little
 * @param color of the text; null if it is not known
 * @param background behind the text, opaque; null if it is not known
 * @param variables custom properties
 */
record Look(
        Set<Concealment> lasting,
        boolean invisible,
        double fontPx,
        double opacity,
        double indentPx,
        boolean preformatted,
        boolean outlined,
        @Nullable CssColor color,
        @Nullable CssColor background,
        Map<String, String> variables) {

    private static final double TINY_PX = 2;
    private static final double FAINT_ALPHA = 0.05;
    private static final double FAR_PX = -999;
    private static final double LOW_CONTRAST = 1.2;

    /** Colours this far apart in a channel are told apart however bright they are. */
    private static final double NEAR = 0.25;

    /** @param background of the window; null if it is not known */
    static Look plain(@Nullable CssColor background) {
        return new Look(
                Set.of(), false, CssLength.ROOT_FONT_PX, 1, 0, false, false, CssColor.BLACK, background, Map.of());
    }

    /** Why the text is not seen; empty if it is. */
    Set<Concealment> reasons() {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(lasting);
        if (invisible) {
            reasons.add(Concealment.CSS_HIDDEN);
        }
        if (fontPx < TINY_PX) {
            reasons.addAll(Set.of(Concealment.TINY_GLYPH, Concealment.CSS_HIDDEN));
        }
        if (opacity < FAINT_ALPHA || (color != null && color.alpha() < FAINT_ALPHA && !outlined)) {
            reasons.addAll(Set.of(Concealment.TRANSPARENT, Concealment.CSS_HIDDEN));
        }
        if (indentPx <= FAR_PX) {
            reasons.addAll(Set.of(Concealment.OFF_PAGE, Concealment.CSS_HIDDEN));
        }
        boolean painted = !reasons.contains(Concealment.TRANSPARENT) && !outlined;
        if (painted && color != null && background != null) {
            CssColor shown = color.withAlpha(opacity).over(background);
            if (shown.contrastTo(background) < LOW_CONTRAST && shown.distanceTo(background) < NEAR) {
                reasons.add(Concealment.LOW_CONTRAST);
            }
        }
        return reasons;
    }

    /** This look with one more reason that lasts. */
    Look with(Concealment reason) {
        EnumSet<Concealment> more = EnumSet.of(reason);
        more.addAll(lasting);
        return new Look(
                more, invisible, fontPx, opacity, indentPx, preformatted, outlined, color, background, variables);
    }

    /** This look without a reason. */
    Look without(Concealment reason) {
        EnumSet<Concealment> fewer = EnumSet.noneOf(Concealment.class);
        fewer.addAll(lasting);
        fewer.remove(reason);
        return new Look(
                fewer, invisible, fontPx, opacity, indentPx, preformatted, outlined, color, background, variables);
    }

    /** This look without what hides the whole page until a script shows it. */
    Look asWholePage(Look outer) {
        return new Look(
                outer.lasting,
                invisible,
                fontPx,
                outer.opacity,
                indentPx,
                preformatted,
                outlined,
                color,
                background,
                variables);
    }

    /** This look with letters of another size. */
    Look sized(double px) {
        return new Look(
                lasting, invisible, px, opacity, indentPx, preformatted, outlined, color, background, variables);
    }

    /** This look on another ground; null if that is not known. */
    Look on(@Nullable CssColor ground) {
        return new Look(
                lasting, invisible, fontPx, opacity, indentPx, preformatted, outlined, color, ground, variables);
    }
}
