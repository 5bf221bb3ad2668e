package dev.weir.retrieve.screen;

import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.List;

/** Sets of passages for tests, written by hand. */
final class Sets {
    private final List<RankedPassage> passages = new ArrayList<>();

    Sets() {}

    /** A passage whose source, uploader and batch are its own. */
    Sets alone(TrustTier trust, String text) {
        return of(trust, "s" + passages.size(), "u" + passages.size(), "b" + passages.size(), text);
    }

    Sets of(TrustTier trust, String source, String uploader, String batch, String text) {
        passages.add(new RankedPassage("p" + passages.size(), text, source, uploader, batch, trust, -passages.size()));
        return this;
    }

    List<RankedPassage> passages() {
        return List.copyOf(passages);
    }

    PassageSet asking(String question) {
        return PassageSet.of(question, passages);
    }

    /** The ranks that a screen objects to, ascending. */
    List<Integer> objected(SetScreen screen, String question) {
        return screen.objections(asking(question)).stream()
                .map(Objection::rank)
                .sorted()
                .toList();
    }
}
