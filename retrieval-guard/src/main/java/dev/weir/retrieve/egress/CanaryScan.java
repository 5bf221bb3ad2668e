package dev.weir.retrieve.egress;

import dev.weir.tenancy.canary.Canaries;
import java.util.List;
import java.util.function.Consumer;

/** Finds canaries, forwards and backwards, in folded letters. A canary is held from its first letter on. */
final class CanaryScan implements Folding.Sink {
    private static final int LETTERS = Canaries.WORDS * Canaries.WORD_LETTERS;
    private static final int RING = 64;

    private static final WordChain.Words FORWARD = WordChain.Words.of(Canaries.words());
    private static final WordChain.Words BACKWARD = WordChain.Words.of(Canaries.words().stream()
            .map(word -> new StringBuilder(word).reverse().toString())
            .toList());

    private final CanaryRegistry registry;
    private final AnswerScope scope;
    private final Consumer<EgressFinding> found;
    private final WordChain forward = new WordChain(FORWARD);
    private final WordChain backward = new WordChain(BACKWARD);
    private final char[] letters = new char[RING];
    private final int[] starts = new int[RING];
    private int count;

    CanaryScan(CanaryRegistry registry, AnswerScope scope, Consumer<EgressFinding> found) {
        this.registry = registry;
        this.scope = scope;
        this.found = found;
    }

    @Override
    public void kept(int codePoint, int start, int end) {
        if (codePoint < 'a' || codePoint > 'z') {
            parted();
            return;
        }
        letters[count % RING] = (char) codePoint;
        starts[count % RING] = start;
        count++;
        if (forward.accept(codePoint - 'a')) {
            look(false, end);
        }
        if (backward.accept(codePoint - 'a')) {
            look(true, end);
        }
    }

    @Override
    public void parted() {
        forward.reset();
        backward.reset();
    }

    /** Where something begins that may become a canary, else a place behind every text. */
    int pending() {
        int open = Math.max(forward.open(), backward.open());
        return open == 0 ? Integer.MAX_VALUE : starts[(count - open) % RING];
    }

    private void look(boolean reversed, int end) {
        StringBuilder phrase = new StringBuilder(LETTERS);
        for (int i = count - LETTERS; i < count; i++) {
            phrase.append(letters[i % RING]);
        }
        String written = (reversed ? phrase.reverse() : phrase).toString();
        int start = starts[(count - LETTERS) % RING];
        List<CanaryRegistry.Owner> owners = registry.owners(written);
        for (CanaryRegistry.Owner owner : owners) {
            EgressCode code =
                    scope.tenants().contains(owner.tenant()) ? EgressCode.OWN_CANARY : EgressCode.FOREIGN_CANARY;
            found.accept(EgressFinding.of(code, start, end, 1.0, owner.tenant() + "/" + owner.number()));
        }
    }
}
