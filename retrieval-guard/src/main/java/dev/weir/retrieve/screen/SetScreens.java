package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.screen.SetVerdict.Ruling;
import dev.weir.retrieve.verify.Annotation;
import dev.weir.retrieve.verify.GatedChunk;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs set screens in their order, each with what is to be done about its objections: the only mint of
 * {@link ScreenedChunk}. Immutable; thread-safe if the screens are.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>What is kept is a part of what came in, in the same order but for passages that were ranked down.
 *   <li>A screen does not see what an earlier one dropped, so that duplicates do not use up a source's share.
 *   <li>A passage that the screens cost its place is named as withheld, with the screen's code.
 *   <li>The same set of plain passages and of verified chunks gets the same answer.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That what is kept is true, or that a single fluent false passage is seen: {@code docs/set-screens.md} has figures.
 */
public final class SetScreens {
    private final List<Rule> rules;

    private SetScreens(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        if (this.rules.isEmpty()) {
            throw new IllegalArgumentException("at least one set screen is needed; annotate to let passages through");
        }
    }

    /** A screen and what is done about its objections. */
    public record Rule(SetScreen screen, Response response) {
        public Rule {
            requireNonNull(screen, "screen is null");
            requireNonNull(response, "response is null");
        }
    }

    /** What is done about an objection. */
    public enum Response {
        /** The passage is withheld. */
        DROP,
        /** The passage goes behind all others: it is kept only where there is nothing better. */
        DOWN_RANK,
        /** The passage is kept and marked. */
        ANNOTATE
    }

    /**
     * These rules, in this order.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static SetScreens of(List<Rule> rules) {
        return new SetScreens(rules);
    }

    /**
     * The policy {@code standard}: echoes of the question, bait, near-duplicates, and all but one of a cluster of one hand are
     * dropped; passages beyond the caps are ranked down, because a cap that dropped would cost answers where a corpus has few
     * sources; what no trusted source stands behind, and sources that state different things, are marked. Passages of the
     * tier {@link TrustTier#INTERNAL} are withheld only as echoes and near-duplicates, and those of
     * {@link TrustTier#CURATED} only as near-duplicates.
     */
    public static SetScreens standard() {
        List<Rule> rules = new ArrayList<>(always());
        rules.add(new Rule(
                ProvenanceClusters.sparingOne(ProvenanceClusters.STANDARD_THRESHOLD, TrustTier.INTERNAL),
                Response.DROP));
        rules.addAll(caps());
        rules.addAll(marks());
        return of(rules);
    }

    /**
     * The policy {@code strict}: as {@link #standard()}, and clusters of four and more passages of one hand are dropped
     * whole, and so is every passage that is not trusted where a trusted source speaks to the question. For corpora into which
     * strangers write and which the house's own documents answer; where nothing is trusted, it drops little more than
     * {@code standard}.
     */
    public static SetScreens strict() {
        List<Rule> rules = new ArrayList<>(always());
        rules.add(new Rule(
                ProvenanceClusters.sparingNoneOf(4, ProvenanceClusters.STANDARD_THRESHOLD, TrustTier.INTERNAL),
                Response.DROP));
        rules.add(new Rule(Quorum.met(1, TrustTier.INTERNAL), Response.DROP));
        rules.addAll(caps());
        rules.addAll(marks());
        return of(rules);
    }

    private static List<Rule> always() {
        // What is planted goes first: a copy with an echo before it must not cost the passage that it copies.
        return List.of(
                new Rule(
                        new QueryEcho(
                                QueryEcho.STANDARD_RUN,
                                QueryEcho.STANDARD_OPENING,
                                TrustTier.INTERNAL,
                                TrustTier.CURATED),
                        Response.DROP),
                new Rule(new AnswerBait(TrustTier.INTERNAL), Response.DROP),
                new Rule(new NearDuplicates(NearDuplicates.STANDARD_THRESHOLD), Response.DROP));
    }

    private static List<Rule> caps() {
        return Stream.of(Origin.values())
                .map(origin -> new Rule(
                        OriginCap.below(TrustTier.INTERNAL, origin, OriginCap.STANDARD_CAP), Response.DOWN_RANK))
                .toList();
    }

    private static List<Rule> marks() {
        return List.of(
                new Rule(Quorum.missed(1, TrustTier.INTERNAL), Response.ANNOTATE),
                new Rule(new AnswerConflict(), Response.ANNOTATE));
    }

    /** The same screens in a mode; in {@link Mode#OBSERVE} all of them only annotate. */
    public SetScreens in(Mode mode) {
        return switch (mode) {
            case ENFORCE -> this;
            case OBSERVE ->
                of(rules.stream()
                        .map(rule -> new Rule(rule.screen(), Response.ANNOTATE))
                        .toList());
        };
    }

    /**
     * Screens the verified chunks of one answer.
     *
     * @param chunks best first, each once
     * @param k the most to keep, at least 1
     */
    public ScreenedSet screen(String query, List<GatedChunk> chunks, int k) {
        SetVerdict verdict = screenPassages(
                query, chunks.stream().map(each -> passage(each.chunk())).toList(), k);
        List<ScreenedChunk> kept = new ArrayList<>(verdict.kept().size());
        for (int index : verdict.kept()) {
            List<Annotation> annotations = new ArrayList<>();
            chunks.get(index).note().ifPresent(annotations::add);
            verdict.annotations().stream()
                    .filter(ruling -> ruling.passage() == index)
                    .map(Ruling::code)
                    .forEach(annotations::add);
            kept.add(new ScreenedChunk(chunks.get(index).chunk(), annotations));
        }
        List<Withheld> withheld = new ArrayList<>(verdict.withheld().size());
        for (Ruling ruling : verdict.withheld()) {
            withheld.add(
                    new Withheld.OfChunk(chunks.get(ruling.passage()).chunk().id(), ruling.code()));
        }
        return new ScreenedSet(kept, withheld);
    }

    /**
     * Screens passages that carry no seal, in the same way.
     *
     * @param passages best first
     * @param k the most to keep, at least 1
     */
    public SetVerdict screenPassages(String query, List<RankedPassage> passages, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
        PassageSet set = PassageSet.of(query, passages);
        List<Ruling> dropped = new ArrayList<>();
        List<Ruling> lowered = new ArrayList<>();
        List<Ruling> marked = new ArrayList<>();
        BitSet low = new BitSet();
        for (Rule rule : rules) {
            List<Ruling> rulings = rulings(rule.screen(), set);
            switch (rule.response()) {
                case DROP -> {
                    dropped.addAll(rulings);
                    BitSet out = new BitSet();
                    rulings.forEach(ruling -> out.set(ruling.passage()));
                    set = set.without(out);
                }
                case DOWN_RANK -> {
                    lowered.addAll(rulings);
                    rulings.forEach(ruling -> low.set(ruling.passage()));
                }
                case ANNOTATE -> marked.addAll(rulings);
            }
        }
        return verdict(set, low, k, dropped, lowered, marked);
    }

    private static SetVerdict verdict(
            PassageSet left, BitSet low, int k, List<Ruling> dropped, List<Ruling> lowered, List<Ruling> marked) {
        List<Integer> order = new ArrayList<>(left.size());
        List<Integer> behind = new ArrayList<>();
        BitSet withoutLowering = new BitSet();
        for (int rank = 0; rank < left.size(); rank++) {
            int passage = left.origin(rank);
            (low.get(passage) ? behind : order).add(passage);
            if (rank < k) {
                withoutLowering.set(passage);
            }
        }
        order.addAll(behind);
        List<Integer> kept = order.subList(0, Math.min(k, order.size()));
        BitSet isKept = new BitSet();
        kept.forEach(isKept::set);
        List<Ruling> annotations = new ArrayList<>();
        List<Ruling> withheld = new ArrayList<>(dropped);
        for (Ruling ruling : lowered) {
            if (isKept.get(ruling.passage())) {
                annotations.add(ruling);
            } else if (withoutLowering.get(ruling.passage())) {
                withheld.add(ruling);
            }
        }
        marked.stream().filter(ruling -> isKept.get(ruling.passage())).forEach(annotations::add);
        return new SetVerdict(kept, withheld, annotations);
    }

    /** In the order of the set, so that an answer does not depend on how a screen goes about it. */
    private static List<Ruling> rulings(SetScreen screen, PassageSet set) {
        List<Objection> objections = new ArrayList<>(screen.objections(set));
        objections.sort(Comparator.comparingInt(Objection::rank));
        List<Ruling> rulings = new ArrayList<>(objections.size());
        int last = -1;
        for (Objection objection : objections) {
            if (objection.rank() >= set.size() || objection.rank() == last) {
                throw new IllegalStateException(
                        "screen " + screen.code() + " objected to a passage that is not in the set," + " or twice: "
                                + objection.rank() + " of " + set.size());
            }
            last = objection.rank();
            rulings.add(new Ruling(set.origin(objection.rank()), screen.code(), objection.score()));
        }
        return rulings;
    }

    private static RankedPassage passage(VerifiedChunk chunk) {
        return new RankedPassage(
                chunk.id().toString(),
                chunk.text(),
                chunk.facts().provenance().source().uri(),
                chunk.facts().provenance().uploader(),
                chunk.facts().provenance().batch(),
                chunk.head().trust(),
                chunk.score());
    }
}
