package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.office.Colour;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of colours. An entry that names none is the colour that the reader's program takes. */
final class RtfColours {

    private static final int MAX_COLOURS = 10_000;

    private final List<Colour> colours = new ArrayList<>();
    private int red;
    private int green;
    private int blue;
    private boolean named;

    void word(String word, int number) {
        int value = Math.clamp(number, 0, 255);
        switch (word) {
            case "red" -> red = value;
            case "green" -> green = value;
            case "blue" -> blue = value;
            default -> {
                return;
            }
        }
        named = true;
    }

    /** Text of the table: each semicolon ends an entry. */
    void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ';' && colours.size() < MAX_COLOURS) {
                colours.add(named ? new Colour(red << 16 | green << 8 | blue) : Colour.UNKNOWN);
                named = false;
                red = 0;
                green = 0;
                blue = 0;
            }
        }
    }

    /** A colour of the table; not known where the reader's program chooses. */
    Colour at(int index) {
        return index >= 0 && index < colours.size() ? colours.get(index) : Colour.UNKNOWN;
    }

    /**
     * A ground that is shaded.
     *
     * @param fore index of the colour of the pattern
     * @param back index of the colour under it
     * @param share of the pattern, in hundredths of a percent
     * @return null if there is no shade
     */
    @Nullable Colour shade(@Nullable Integer fore, @Nullable Integer back, int share) {
        if ((back == null || back == 0) && share == 0) {
            return null;
        }
        Colour under = back == null || back == 0 ? Colour.WHITE : at(back);
        Colour over = fore == null || fore == 0 ? new Colour(0) : at(fore);
        if (share <= 0) {
            return under;
        }
        if (!under.isKnown() || !over.isKnown()) {
            return Colour.UNKNOWN;
        }
        double part = Math.min(1, share / 10_000.0);
        return new Colour(
                mix(under, over, part, 16) << 16 | mix(under, over, part, 8) << 8 | mix(under, over, part, 0));
    }

    private static int mix(Colour under, Colour over, double part, int shift) {
        int low = under.rgb() >> shift & 0xFF;
        int high = over.rgb() >> shift & 0xFF;
        return (int) Math.round(low + (high - low) * part);
    }
}
