package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How much of each source of one tenant is usually stopped, and what is known of the batch in hand. Two files in a folder:
 * {@code history}, one line for each batch and source that was published, and {@code run}, which is emptied when a batch is
 * through. Sources stand in them by keyed ids. Thread-safe; one process and one batch at a time.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A decision about a batch is on the disk before anything of the batch is published, and stands until it is through.
 *   <li>Only batches that were published, and had enough documents to be judged, become history: who floods a source with
 *       batches that are held moves no baseline.
 *   <li>Other rules, another model or policy begin another history, as their rates are not comparable.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Protection against a source that grows worse slowly, or in batches with fewer documents than are judged together.
 */
public final class SourceBaselines implements AutoCloseable {
    /** A batch with fewer documents of a source says nothing about it. */
    public static final int FEWEST_DOCUMENTS = 20;

    private static final int REMEMBERED = 20;
    private static final String BEGUN = "begun";
    private static final String JUDGED = "judged";
    private static final String DECIDED = "decided";
    private static final String BATCH = "batch";

    private final UnaryOperator<SourceRef> origins;
    private final int fewest;
    private final LineFile history;
    private final LineFile run;

    private final Map<String, Deque<Tally>> past = new HashMap<>();
    private final Set<Sha256> judged = new HashSet<>();
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<String, Decision> decisions = new HashMap<>();
    private String batch = "";
    private String begun = "";
    private boolean running;

    private SourceBaselines(Path folder, UnaryOperator<SourceRef> origins, int fewest) {
        this.origins = requireNonNull(origins, "origins is null");
        this.fewest = fewest;
        if (fewest < 1) {
            throw new IllegalArgumentException("the fewest documents of a batch must be >= 1, got " + fewest);
        }
        this.history = LineFile.open(folder.resolve("history"), "WEIR-BASELINE 1", this::takePast);
        try {
            this.run = LineFile.open(folder.resolve("run"), "WEIR-BATCH 1", this::takeRun);
        } catch (RuntimeException e) {
            history.close();
            throw e;
        }
    }

    /**
     * Opens, or creates, the baselines of one tenant.
     *
     * @param origins what the documents of a source have in common, such as {@code Sources::parentOf}
     * @param fewestDocuments of one origin that a batch must have to be judged as a whole, at least 1
     * @throws LedgerException if they cannot be read or written, are damaged, or another process has them
     */
    public static SourceBaselines open(Path folder, UnaryOperator<SourceRef> origins, int fewestDocuments) {
        return new SourceBaselines(folder, origins, fewestDocuments);
    }

    /** What is done with a batch's documents of one origin. */
    enum Course {
        PUBLISH,
        HOLD
    }

    /** What was seen of one origin. */
    private record Tally(String batch, int documents, int stopped) {
        Tally plus(boolean isStopped) {
            return new Tally(batch, documents + 1, stopped + (isStopped ? 1 : 0));
        }
    }

    /** What was decided about one origin. */
    private record Decision(Course course, int documents, int stopped) {}

    SourceRef originOf(SourceRef source) {
        return origins.apply(source);
    }

    /** Begins a batch, or goes on with the one of this name that was not through. */
    synchronized void begin(String name, Instant now) {
        if (running) {
            throw new IllegalStateException("a batch is running with these baselines");
        }
        running = true;
        String digest = Sha256.ofText(name).hex();
        if (!batch.equals(digest)) {
            forgetRun();
            batch = digest;
            begun = Long.toString(now.toEpochMilli());
            run.append(BEGUN, batch, begun);
        }
    }

    /** Leaves the batch as it is, to go on with later. */
    synchronized void leave() {
        running = false;
    }

    synchronized boolean isJudged(Sha256 key) {
        return judged.contains(key);
    }

    synchronized boolean isDecided(String origin) {
        return decisions.containsKey(origin);
    }

    /** Notes the verdict on one document. */
    synchronized void judged(Sha256 key, String origin, boolean isStopped) {
        run.append(JUDGED, key.hex(), origin, isStopped ? "1" : "0");
        count(origin, isStopped);
    }

    /** Decides about everything that was judged. */
    synchronized void decide() {
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            String origin = entry.getKey();
            Tally tally = entry.getValue();
            if (!decisions.containsKey(origin)) {
                boolean left =
                        tally.documents() >= fewest && baseline(origin).isLeftBy(tally.documents(), tally.stopped());
                Decision decision =
                        new Decision(left ? Course.HOLD : Course.PUBLISH, tally.documents(), tally.stopped());
                run.append(
                        DECIDED,
                        origin,
                        decision.course().name(),
                        Integer.toString(decision.documents()),
                        Integer.toString(decision.stopped()));
                decisions.put(origin, decision);
            }
        }
    }

    /** What is done with documents of an origin; one of which none was judged is published. */
    synchronized Course courseOf(String origin) {
        Decision decision = decisions.get(origin);
        return decision == null ? Course.PUBLISH : decision.course();
    }

    /** What the batch left behind, for an origin that is held. */
    synchronized LeftBaseline left(String origin, SourceRef name) {
        Decision decision = requireNonNull(decisions.get(origin), "nothing was decided");
        Baseline baseline = baseline(origin);
        return new LeftBaseline(
                name, decision.documents(), decision.stopped(), baseline.batches(), baseline.highestRate());
    }

    /** Ends the batch: what was published becomes history. */
    synchronized void end() {
        decisions.forEach((origin, decision) -> {
            boolean known = past.getOrDefault(origin, new ArrayDeque<>()).stream()
                    .anyMatch(tally -> tally.batch().equals(begun));
            if (decision.course() == Course.PUBLISH && decision.documents() >= fewest && !known) {
                history.append(
                        BATCH,
                        origin,
                        begun,
                        Integer.toString(decision.documents()),
                        Integer.toString(decision.stopped()));
                remember(origin, new Tally(begun, decision.documents(), decision.stopped()));
            }
        });
        forgetRun();
        running = false;
    }

    @Override
    public void close() {
        history.close();
        run.close();
    }

    private Baseline baseline(String origin) {
        Baseline baseline = Baseline.NONE;
        for (Tally tally : past.getOrDefault(origin, new ArrayDeque<>())) {
            baseline = baseline.plus(tally.documents(), tally.stopped());
        }
        return baseline;
    }

    private void forgetRun() {
        run.clear();
        judged.clear();
        tallies.clear();
        decisions.clear();
        batch = "";
        begun = "";
    }

    private void count(String origin, boolean isStopped) {
        tallies.put(origin, tallies.getOrDefault(origin, new Tally(begun, 0, 0)).plus(isStopped));
    }

    private void remember(String origin, Tally tally) {
        Deque<Tally> last = past.computeIfAbsent(origin, unused -> new ArrayDeque<>());
        last.addLast(tally);
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    private boolean takePast(List<String> fields) {
        if (fields.size() != 5 || !fields.getFirst().equals(BATCH)) {
            return false;
        }
        remember(
                fields.get(1),
                new Tally(fields.get(2), Integer.parseInt(fields.get(3)), Integer.parseInt(fields.get(4))));
        return true;
    }

    private boolean takeRun(List<String> fields) {
        switch (fields.getFirst() + fields.size()) {
            case BEGUN + 3 -> {
                batch = fields.get(1);
                begun = fields.get(2);
            }
            case JUDGED + 4 -> {
                judged.add(Sha256.fromHex(fields.get(1)));
                count(fields.get(2), fields.get(3).equals("1"));
            }
            case DECIDED + 5 ->
                decisions.put(
                        fields.get(1),
                        new Decision(
                                Course.valueOf(fields.get(2)),
                                Integer.parseInt(fields.get(3)),
                                Integer.parseInt(fields.get(4))));
            default -> {
                return false;
            }
        }
        return true;
    }
}
