package dev.weir.retrieve.screen;

import dev.weir.retrieve.verify.Withheld;
import java.util.List;

/**
 * A set of verified chunks after the screens.
 *
 * @param kept at most k, best first
 * @param withheld what a screen took out, or pushed out of the first k
 */
public record ScreenedSet(List<ScreenedChunk> kept, List<Withheld> withheld) {
    public ScreenedSet {
        kept = List.copyOf(kept);
        withheld = List.copyOf(withheld);
    }
}
