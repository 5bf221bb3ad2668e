package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.XmlWalk;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What properties of text say of how it looks. What they do not say is null or not a number. */
final class Look {

    /** Which of its three sizes a piece of text has. */
    enum Script {
        LATIN(0, "font-size"),
        ASIAN(1, "font-size-asian"),
        COMPLEX(2, "font-size-complex");

        private final int slot;
        private final String attribute;

        Script(int slot, String attribute) {
            this.slot = slot;
            this.attribute = attribute;
        }

        /** The script of the first letter. */
        static Script of(String text) {
            int at = 0;
            while (at < text.length()) {
                int letter = text.codePointAt(at);
                if (Character.isLetter(letter)) {
                    return of(letter);
                }
                at += Character.charCount(letter);
            }
            return LATIN;
        }

        private static Script of(int letter) {
            return switch (Character.UnicodeScript.of(letter)) {
                case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> ASIAN;
                case ARABIC,
                        HEBREW,
                        SYRIAC,
                        THAANA,
                        DEVANAGARI,
                        BENGALI,
                        GURMUKHI,
                        GUJARATI,
                        TAMIL,
                        TELUGU,
                        KANNADA,
                        MALAYALAM,
                        THAI,
                        LAO,
                        KHMER,
                        MYANMAR,
                        TIBETAN,
                        SINHALA -> COMPLEX;
                default -> LATIN;
            };
        }
    }

    /** No ground of its own: what is behind shines through. */
    static final Colour CLEAR = new Colour(-2);

    /** Black on light and white on dark. */
    private static final Colour AUTOMATIC = new Colour(-3);

    static final Look PLAIN = new Look();

    /** Points. */
    private static final double MAX_TINY_SIZE = 2;

    private static final double MAX_TINY_SCALE = 0.05;
    private static final double MAX_TRANSPARENT = 0.05;

    /** In em: closer letters fall on each other. */
    private static final double PRESSED = -0.45;

    private static final double USUAL_SIZE = 12;

    private @Nullable Boolean hidden;
    private @Nullable Colour colour;
    private @Nullable Colour ground;
    private double opacity = Double.NaN;
    private double scale = Double.NaN;
    private double raised = Double.NaN;
    private double spacing = Double.NaN;
    private final double[] points = {Double.NaN, Double.NaN, Double.NaN};
    private final double[] shares = {Double.NaN, Double.NaN, Double.NaN};

    private Look() {}

    /** Reads the attributes of the element on which the walk stands. */
    static Look read(XmlWalk walk) {
        Look look = new Look();
        String display = walk.attribute("display");
        look.hidden = display == null ? null : !display.equals("true");
        look.opacity = Length.share(walk.attribute("opacity"));
        String colour = walk.attribute("color");
        if (walk.attribute("use-window-font-color", "").equals("true")) {
            // Writers note an opacity of nothing with it.
            look.colour = AUTOMATIC;
            look.opacity = 1;
        } else if (colour != null) {
            look.colour = Colour.of(colour);
            look.opacity = Double.isNaN(look.opacity) ? 1 : look.opacity;
        }
        for (Script script : Script.values()) {
            String size = walk.attribute(script.attribute);
            look.points[script.slot] = Length.points(size);
            look.shares[script.slot] = Length.share(size);
        }
        look.scale = Length.share(walk.attribute("text-scale"));
        look.spacing = Length.points(walk.attribute("letter-spacing"));
        String position = walk.attribute("text-position", "").strip();
        int blank = position.indexOf(' ');
        look.raised = blank < 0 ? Double.NaN : Length.share(position.substring(blank));
        look.ground = ground(walk);
        return look;
    }

    /** The ground that an element says it has, or null if it says nothing. */
    static @Nullable Colour ground(XmlWalk walk) {
        String said = walk.attribute("background-color");
        if (said == null) {
            return null;
        }
        return said.equals("transparent") ? CLEAR : Colour.of(said);
    }

    /** A ground, or what is behind if it is clear or none. */
    static Colour on(@Nullable Colour ground, Colour behind) {
        return ground == null || ground.equals(CLEAR) ? behind : ground;
    }

    /** This look where it says something, and the other where it does not. */
    Look over(Look under) {
        if (this == PLAIN || under == PLAIN) {
            return this == PLAIN ? under : this;
        }
        Look merged = new Look();
        merged.hidden = hidden != null ? hidden : under.hidden;
        merged.colour = colour != null ? colour : under.colour;
        merged.ground = ground != null ? ground : under.ground;
        merged.opacity = said(opacity, under.opacity);
        merged.scale = said(scale, under.scale);
        merged.raised = said(raised, under.raised);
        merged.spacing = said(spacing, under.spacing);
        for (int i = 0; i < points.length; i++) {
            if (Double.isNaN(shares[i])) {
                merged.points[i] = said(points[i], under.points[i]);
                merged.shares[i] = Double.isNaN(points[i]) ? under.shares[i] : Double.NaN;
            } else {
                merged.points[i] = shares[i] * said(under.points[i], USUAL_SIZE);
            }
        }
        return merged;
    }

    private static double said(double own, double under) {
        return Double.isNaN(own) ? under : own;
    }

    /** Why text of this look is not seen on this ground. */
    Set<Concealment> concealments(Colour behind, Script script) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (Boolean.TRUE.equals(hidden)) {
            reasons.add(Concealment.VANISH);
        }
        double size = said(points[script.slot], said(shares[script.slot], 1) * USUAL_SIZE);
        if (size * said(raised, 1) <= MAX_TINY_SIZE || scale <= MAX_TINY_SCALE || spacing <= PRESSED * size) {
            reasons.add(Concealment.TINY_GLYPH);
        }
        Colour ink = colour;
        if (ink != null && !ink.equals(AUTOMATIC)) {
            if (opacity <= MAX_TRANSPARENT) {
                reasons.add(Concealment.TRANSPARENT);
            }
            if (ink.isLostOn(on(ground, behind))) {
                reasons.add(Concealment.LOW_CONTRAST);
            }
        }
        return reasons;
    }
}
