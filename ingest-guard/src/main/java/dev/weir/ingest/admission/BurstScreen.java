package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Objects to documents that come much faster than usual, in windows of an hour, a day and a week: of one uploader, of one
 * origin of sources, and of both together. Every submission that reaches it counts, also one that is held. Thread-safe; at
 * most {@link BurstRules#names} names of a tenant, some 300 bytes each.
 *
 * <h2>Guarantees</h2>
 *
 * <p>The counts of one tenant are no other's.
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That a burst is hostile: a first delivery is one. From the limit on its documents wait for a review until the window is
 *       over.
 *   <li>That a flood which goes on is held: once a window of each length is over, its rate is what is usual, though all of it was
 *       held.
 *   <li>That a slow drip is seen, or a flood below {@link BurstRules#fewest}, or one that is spread over many uploaders and
 *       sources, or over the edge of a window.
 *   <li>Memory of before this object was made.
 * </ul>
 */
public final class BurstScreen implements AdmissionScreen {
    private static final List<Duration> WINDOWS = List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));

    private final BurstRules rules;
    private final UnaryOperator<SourceRef> origins;
    private final Map<TenantId, Names> tenants = new ConcurrentHashMap<>();

    /** @param origins what the documents of one delivery have in common, such as {@code Sources::parentOf} */
    public BurstScreen(BurstRules rules, UnaryOperator<SourceRef> origins) {
        this.rules = requireNonNull(rules, "rules is null");
        this.origins = requireNonNull(origins, "origins is null");
    }

    @Override
    public String id() {
        return "bursts/1:" + rules;
    }

    @Override
    public List<CorpusSign> screen(Arrival arrival) {
        String uploader = arrival.uploader();
        String origin = origins.apply(arrival.source()).uri();
        Names names = tenants.computeIfAbsent(arrival.tenant(), unused -> new Names(rules.names()));
        double most = Math.max(
                names.count("by " + uploader, arrival, rules.fewest()),
                Math.max(
                        names.count("from " + origin, arrival, rules.fewest()),
                        names.count("by " + uploader + " from " + origin, arrival, rules.fewest())));
        boolean burst = most >= rules.limit() && arrival.trust().compareTo(rules.upTo()) <= 0;
        return burst
                ? List.of(CorpusSign.of(RationaleCode.BURST, most, rules.limit(), CorpusSign.Effect.HOLDS))
                : List.of();
    }

    /** The names of one tenant, the longest silent first. */
    private static final class Names {
        private final Map<String, List<Rate>> rates = new LinkedHashMap<>(16, 0.75f, true);
        private final int capacity;

        Names(int capacity) {
            this.capacity = capacity;
        }

        /** Counts, and says how unusual the most unusual window is; 0 if none has enough documents. */
        synchronized double count(String name, Arrival arrival, int fewest) {
            List<Rate> windows = rates.computeIfAbsent(name, unused -> {
                List<Rate> fresh = new ArrayList<>();
                WINDOWS.forEach(length -> fresh.add(new Rate(length)));
                return fresh;
            });
            if (rates.size() > capacity) {
                rates.remove(rates.keySet().iterator().next());
            }
            double most = 0;
            for (Rate rate : windows) {
                rate.count(arrival.at());
                if (rate.inWindow() >= fewest) {
                    most = Math.max(most, rate.z());
                }
            }
            return most;
        }
    }
}
