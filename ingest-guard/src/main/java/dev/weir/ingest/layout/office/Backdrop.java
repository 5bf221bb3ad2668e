package dev.weir.ingest.layout.office;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What text on a slide stands on: its background, and everything that was drawn before the text. */
public final class Backdrop {

    private static final int MAX_COVERS = 2_000;
    private static final int MAX_PLACEHOLDERS = 1_000;

    private record Cover(Box box, Colour colour) {}

    private final @Nullable Backdrop under;
    private final List<Cover> covers = new ArrayList<>();
    private final Map<String, Box> placeholders = new HashMap<>();
    private @Nullable Colour background;

    /** @param under what shines through, or null for white paper */
    public Backdrop(@Nullable Backdrop under) {
        this.under = under;
    }

    public void background(Colour colour) {
        background = colour;
    }

    /** Something is drawn. */
    public void cover(Box box, Colour colour) {
        if (covers.size() < MAX_COVERS) {
            covers.add(new Cover(box, colour));
        }
    }

    /** A shape that slides fill has this box unless they say otherwise. */
    public void placeholder(String type, String index, Box box) {
        if (box.isKnown() && placeholders.size() < MAX_PLACEHOLDERS) {
            placeholders.putIfAbsent("index " + index, box);
            placeholders.putIfAbsent("type " + type, box);
        }
    }

    public Box placeholder(String type, String index) {
        Box found = placeholders.get("index " + index);
        if (found == null) {
            String plain = type.equals("ctrTitle") ? "title" : type;
            found = placeholders.getOrDefault("type " + type, placeholders.get("type " + plain));
        }
        if (found != null) {
            return found;
        }
        return under == null ? Box.NOWHERE : under.placeholder(type, "none");
    }

    /** The colour under a box, unknown if it stands on more than one thing. */
    public Colour under(Box box) {
        for (int i = covers.size() - 1; i >= 0; i--) {
            Cover cover = covers.get(i);
            if (!box.isKnown() || !cover.box.isKnown()) {
                return Colour.UNKNOWN;
            }
            if (cover.box.holds(box)) {
                return cover.colour;
            }
            if (cover.box.touches(box)) {
                return Colour.UNKNOWN;
            }
        }
        Colour own = background;
        if (own != null) {
            return under == null || under.isBare() ? own : under.drawnUnder(box, own);
        }
        return under == null ? Colour.WHITE : under.under(box);
    }

    /** What is drawn here covers the background of what lies on top. */
    private Colour drawnUnder(Box box, Colour ground) {
        for (Cover cover : covers) {
            if (!box.isKnown() || !cover.box.isKnown() || cover.box.touches(box)) {
                return Colour.UNKNOWN;
            }
        }
        return under == null ? ground : under.drawnUnder(box, ground);
    }

    private boolean isBare() {
        return covers.isEmpty() && (under == null || under.isBare());
    }
}
