package dev.weir.retrieve.behaviour;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.BehaviourStates.Kept;
import dev.weir.retrieve.behaviour.BehaviourStates.Writing;
import dev.weir.retrieve.behaviour.Profile.Deserved;
import dev.weir.retrieve.behaviour.Ruling.Change;
import dev.weir.retrieve.behaviour.Ruling.Whose;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.keys.TenantDigests;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Watches how each principal asks and what it was served, and answers with a ladder of responses. Thread-safe; several on
 * several nodes agree if they share their {@link BehaviourStates}.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>It only takes away: fewer chunks, or no answer. What a scope permits is none of its business.
 *   <li>An answer is counted before it leaves, in one step with every other node's: whoever asks many questions at once is
 *       counted as one who asks them one after the other.
 *   <li>While states cannot be read or kept, and until they are old enough to count, nobody is below the policy's rung for
 *       that, nor below the rung that this node saw last.
 *   <li>States hold no name and no word, under keys that are digests under the tenant's key; without that key they
 *       belong to nobody. After {@link #RETENTION} without a question they are gone.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a thief who reads less than the thresholds is seen, or one who asks as many principals, of which each reads
 * little; that nobody honest is stopped. Distinct chunks are estimated with a standard error of 3.4 %. Who
 * may read a large shared corpus besides a small one of his own is measured by both together.
 */
public final class BehaviourGuard {
    /** How long a principal is remembered after the last question. */
    public static final Duration RETENTION = Profile.RETENTION;

    private static final Logger LOG = System.getLogger(BehaviourGuard.class.getName());
    private static final int TRIES = 50;
    private static final int KNOWN_RUNGS = 100_000;

    private final BehaviourPolicy policy;
    private final BehaviourStates states;
    private final CorpusSize corpus;
    private final TenantDigests digests;
    private final InstantSource clock;
    /** The last rung of each principal that this node saw, for when states are lost. */
    private final Cache<String, Rung> lastSeen;
    /** What the audit log was told of a key while its state could not be kept. */
    private final Cache<String, Rung> toldMeanwhile;

    /**
     * A guard.
     *
     * @param states are closed by the caller
     * @param digests make the keys and prints; without the tenant's key nothing is answered
     */
    public BehaviourGuard(
            BehaviourPolicy policy,
            BehaviourStates states,
            CorpusSize corpus,
            TenantDigests digests,
            InstantSource clock) {
        this.policy = requireNonNull(policy, "policy is null");
        this.states = requireNonNull(states, "states is null");
        this.corpus = requireNonNull(corpus, "corpus is null");
        this.digests = requireNonNull(digests, "digests is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.lastSeen = rungs(policy.hold());
        this.toldMeanwhile = rungs(policy.hold());
    }

    private static Cache<String, Rung> rungs(Duration keepFor) {
        return Caffeine.newBuilder()
                .maximumSize(KNOWN_RUNGS)
                .expireAfterWrite(keepFor)
                .executor(Runnable::run)
                .build();
    }

    /** Whether any rule is about a sign, so that it is worth measuring. */
    public boolean heeds(Sign sign) {
        return policy.rules().stream().anyMatch(rule -> rule.sign() == sign);
    }

    /** What the next question of a principal may get. */
    public Admission admit(AccessScope scope) {
        return admit(scope.principal(), scope.tenants());
    }

    /**
     * The same for whoever has no scope at hand.
     *
     * @param corpora the tenants that he may read
     */
    public Admission admit(Principal principal, Set<TenantId> corpora) {
        Subject subject = Subject.of(principal, corpora, digests);
        long now = clock.instant().getEpochSecond();
        try {
            Kept kept = states.read(subject.key());
            Kept tenant = states.read(subject.tenantKey());
            Rung standing = Rung.higher(
                    Profile.of(kept.state()).standing(now),
                    Profile.of(tenant.state()).standing(now));
            Rung rung = Rung.higher(standing, floor(subject, kept));
            if (!isLost(kept)) {
                lastSeen.put(subject.key(), rung);
            }
            return new Admission(subject, rung, policy.loweredK(), kept);
        } catch (StatesLostException e) {
            LOG.log(Level.WARNING, "behaviour cannot be looked up: {0}", e.getMessage());
            return new Admission(subject, lostRung(subject), policy.loweredK(), null);
        }
    }

    /**
     * Counts what a question brought, and says what becomes of it. A refused one is settled as well. Changes are said again
     * until they are {@link #recorded}.
     */
    public Ruling settle(Admission admission, Observed seen) {
        Subject subject = admission.subject();
        Served served = new Served(
                seen.passages().stream()
                        .mapToLong(passage -> subject.hash(passage.chunk()))
                        .toArray(),
                seen.passages().stream()
                        .mapToInt(passage -> subject.region(passage.vector()))
                        .toArray());
        try {
            List<Change> changes = new ArrayList<>();
            TenantRuling tenant = settleTenant(admission, seen, served, changes);
            return settle(admission, seen, served, tenant, changes);
        } catch (StatesLostException e) {
            LOG.log(Level.WARNING, "behaviour cannot be counted: {0}", e.getMessage());
            return lost(admission, served.hashes().length);
        }
    }

    /**
     * What an answer would hold, best first.
     *
     * @param hashes of the chunks
     * @param regions where they lie, -1 where that is not known
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Served(long[] hashes, int[] regions) {}

    private Ruling settle(
            Admission admission, Observed seen, Served served, TenantRuling tenant, List<Change> changes) {
        long[] hashes = served.hashes();
        Subject subject = admission.subject();
        Instant at = clock.instant();
        long now = at.getEpochSecond();
        long chunks = subject.corpora().stream().mapToLong(corpus::chunks).sum();
        Kept kept = Objects.requireNonNullElseGet(admission.kept(), () -> states.read(subject.key()));
        for (int tries = 0; tries < TRIES; tries++) {
            Profile profile = Profile.of(kept.state());
            Rung floor = floor(subject, kept);
            Rung before = Rung.higher(Rung.higher(profile.standing(now), floor), tenant.before());
            if (seen.foreignRows() > 0 && tenant.isForeignRare()) {
                profile.addProbe(1, now);
            }
            profile.takeHabits(seen, subject.salt().w1(), at);
            // A rung that was reached since the search shortens its answer as well.
            int left = left(before, hashes.length);
            int capNew = before.isAtLeast(Rung.CAP_NEW) ? policy.newPerHour() : Integer.MAX_VALUE;
            BitSet capped = profile.takeServed(Arrays.copyOf(hashes, left), policy.drift(), capNew, now);
            capped.set(left, hashes.length);
            profile.takeRegions(served.regions(), capped, now);
            Map<Sign, Double> signs = profile.signs(chunks, policy.floorChunks(), now);
            signs.put(Sign.SPREAD, profile.spread(tenant.after(), now));
            Deserved deserved = deserved(admission, profile, policy.rules(), signs, now);
            Rung own = Rung.higher(profile.standing(now), floor);
            Rung rung = Rung.higher(own, tenant.before());
            Optional<Change> change =
                    change(Whose.PRINCIPAL, subject.key(), profile.told(), own, deserved, isLost(kept));
            if (states.replace(subject.key(), kept, profile.bytes(), RETENTION) == Writing.KEPT) {
                change.ifPresent(changes::add);
                lastSeen.put(subject.key(), rung);
                return new Ruling(rung, Ruling.places(capped), changes);
            }
            kept = states.read(subject.key());
        }
        throw new StatesLostException("a state was changed by others " + TRIES + " times");
    }

    /** How many chunks an answer may have of those that were found. */
    private int left(Rung rung, int found) {
        return rung.isAtLeast(Rung.LOWER_K) ? Math.min(policy.loweredK(), found) : found;
    }

    /** A refused question prolongs nothing: else whoever asks again would be refused for ever. */
    private Deserved deserved(
            Admission admission, Profile profile, List<Rule> rules, Map<Sign, Double> signs, long now) {
        return admission.refusal().isPresent()
                ? profile.deserve(rules, signs, now)
                : profile.climb(rules, signs, policy.hold(), now);
    }

    /**
     * What is to be known of a tenant.
     *
     * @param before its rung before this question
     * @param isForeignRare whether foreign rows are out of the ordinary
     * @param after what is known with this question
     */
    private record TenantRuling(Rung before, boolean isForeignRare, Profile after) {}

    private TenantRuling settleTenant(Admission admission, Observed seen, Served served, List<Change> changes) {
        Subject subject = admission.subject();
        long now = clock.instant().getEpochSecond();
        for (int tries = 0; tries < TRIES; tries++) {
            Kept kept = states.read(subject.tenantKey());
            Profile profile = Profile.of(kept.state());
            boolean isForeignRare = profile.isForeignRare(now);
            Rung before = profile.standing(now);
            profile.takeRequest(seen.foreignRows(), now);
            profile.takeCoverage(served.hashes(), now);
            profile.takeRegions(served.regions(), new BitSet(), now);
            long chunks = subject.corpora().stream().mapToLong(corpus::chunks).sum();
            Map<Sign, Double> signs = profile.signs(chunks, policy.floorChunks(), now);
            Deserved deserved = deserved(admission, profile, policy.tenantRules(), signs, now);
            Optional<Change> change =
                    change(Whose.TENANT, subject.tenantKey(), profile.told(), profile.standing(now), deserved, false);
            if (states.replace(subject.tenantKey(), kept, profile.bytes(), RETENTION) == Writing.KEPT) {
                change.ifPresent(changes::add);
                return new TenantRuling(before, isForeignRare, profile);
            }
        }
        throw new StatesLostException("a tenant's state was changed by others " + TRIES + " times");
    }

    private Optional<Change> change(
            Whose whose, String key, Rung toldByState, Rung rung, Deserved deserved, boolean isLost) {
        Rung told = Objects.requireNonNullElse(toldMeanwhile.getIfPresent(key), toldByState);
        if (rung == told) {
            return Optional.empty();
        }
        Set<Sign> because =
                deserved.rung() == rung ? deserved.because() : isLost ? Set.of(Sign.STATE_LOST) : Set.<Sign>of();
        return Optional.of(new Change(whose, told, rung, because));
    }

    /**
     * The changes of a ruling stand in the audit log, and are not said again. To be called before the answer leaves; questions
     * that are under way meanwhile may say them once more.
     */
    public void recorded(Admission admission, Ruling ruling) {
        Subject subject = admission.subject();
        for (Change change : ruling.changes()) {
            String key = switch (change.whose()) {
                case PRINCIPAL -> subject.key();
                case TENANT -> subject.tenantKey();
            };
            try {
                write(key, bytes -> bytes.length == 0 ? bytes : told(bytes, change.to()));
                toldMeanwhile.invalidate(key);
            } catch (StatesLostException e) {
                toldMeanwhile.put(key, change.to());
            }
        }
    }

    private static byte[] told(byte[] bytes, Rung rung) {
        Profile profile = Profile.of(bytes);
        profile.tell(rung);
        return profile.bytes();
    }

    /** What may not be gone below while the store remembers too little. */
    private Rung floor(Subject subject, Kept kept) {
        return isLost(kept) ? lostRung(subject) : Rung.NONE;
    }

    private boolean isLost(Kept kept) {
        return clock.instant().isBefore(kept.since().plus(policy.settling()));
    }

    private Rung lostRung(Subject subject) {
        @Nullable Rung seen = lastSeen.getIfPresent(subject.key());
        return seen == null ? policy.onLostState() : Rung.higher(seen, policy.onLostState());
    }

    /** Nothing is known to have been served, so that on {@link Rung#CAP_NEW} every chunk is new and none is left. */
    private Ruling lost(Admission admission, int passages) {
        Subject subject = admission.subject();
        Rung seen = Objects.requireNonNullElse(lastSeen.getIfPresent(subject.key()), Rung.NONE);
        Rung rung = Rung.higher(admission.rung(), lostRung(subject));
        BitSet capped = new BitSet();
        capped.set(rung.isAtLeast(Rung.CAP_NEW) ? 0 : left(rung, passages), passages);
        Deserved nothing = new Deserved(Rung.NONE, Set.of());
        Optional<Change> change = change(Whose.PRINCIPAL, subject.key(), seen, rung, nothing, true);
        return new Ruling(rung, Ruling.places(capped), change.stream().toList());
    }

    /**
     * Counts an attempt at what is not the principal's own. A rung that it deserves stands from the next question on, and is
     * recorded with it.
     *
     * @throws StatesLostException if it cannot be kept
     */
    public void probed(Principal principal, Probe probe) {
        long now = clock.instant().getEpochSecond();
        change(principal, profile -> {
            profile.addProbe(probe.points(), now);
            Map<Sign, Double> values = profile.signs(Long.MAX_VALUE, policy.floorChunks(), now);
            profile.climb(policy.rules(), values, policy.hold(), now);
        });
    }

    /**
     * The principal has proved himself: {@link Rung#STEP_UP} falls, and is spared for as long as the policy says. A block
     * stands.
     *
     * @throws StatesLostException if it cannot be kept
     */
    public void steppedUp(Principal principal) {
        long now = clock.instant().getEpochSecond();
        change(principal, profile -> profile.stepUp(policy.stepUpLasts(), now));
    }

    /**
     * Forgets everything about a principal, his rung included: an erasure, or an operator who looked at it.
     *
     * @throws StatesLostException if it cannot be forgotten
     */
    public void forget(Principal principal) {
        Subject subject = Subject.of(principal, Set.of(), digests);
        write(subject.key(), bytes -> new byte[0]);
        lastSeen.invalidate(subject.key());
        toldMeanwhile.invalidate(subject.key());
    }

    private void change(Principal principal, Consumer<Profile> change) {
        Subject subject = Subject.of(principal, Set.of(), digests);
        long now = clock.instant().getEpochSecond();
        Rung[] rung = {Rung.NONE};
        write(subject.key(), bytes -> {
            Profile profile = Profile.of(bytes);
            change.accept(profile);
            rung[0] = profile.standing(now);
            return profile.bytes();
        });
        lastSeen.put(subject.key(), rung[0]);
    }

    private void write(String key, UnaryOperator<byte[]> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            Kept kept = states.read(key);
            if (states.replace(key, kept, change.apply(kept.state()), RETENTION) == Writing.KEPT) {
                return;
            }
        }
        throw new StatesLostException("a state was changed by others " + TRIES + " times");
    }
}
