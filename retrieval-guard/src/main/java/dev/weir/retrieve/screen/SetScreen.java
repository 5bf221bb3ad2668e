package dev.weir.retrieve.screen;

import dev.weir.retrieve.verify.WithholdCode;
import java.util.List;

/**
 * Looks at a whole set of passages and says which of them it objects to: an SPI. It proposes; {@link SetScreens} acts.
 * Implementations must be thread-safe, must not keep texts, and must answer from memory.
 */
public interface SetScreen {
    /** What its objections are called; {@link WithholdCode#OTHER_SCREEN} for screens that Weir does not bring. */
    WithholdCode code();

    /** The passages objected to, each once, in any order. An exception withholds the whole answer. */
    List<Objection> objections(PassageSet set);
}
