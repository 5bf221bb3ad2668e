package dev.weir.ingest.rescan;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.ChunkScanner;
import dev.weir.ingest.IngestTargets;
import dev.weir.ingest.Rescreened;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.seal.SealVerifier;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Scans again every current document of a tenant whose stamp is below the scanner's epoch: what is clean gets a new head
 * with a new stamp, what is not is withheld until somebody reviews it. For one thread; owns nothing it was given.
 *
 * <p>What a reviewer released stays served, under a new stamp that says so again: the decision was about exactly that
 * text. What a reviewer accepted counts for nothing, as in an ingest.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>No row is written. A document is stamped only if every chunk of its current version was read, verified and judged.
 *   <li>A document that was replaced, relabelled, withheld or erased meanwhile is left as that made it.
 *   <li>After a crash the next run goes on: what carries the epoch is not looked at again, and at most {@value #STEP}
 *       judgements are lost. A run after a whole run does nothing but look again at what was unreadable.
 *   <li>Texts of about the budget are in memory at once, and the rest of the documents that were begun.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>What {@link ChunkScanner} does not look at.
 */
public final class Rescan {
    /** The most new heads that are published at once. */
    public static final int STEP = LogEntry.Published.MAX_HEADS;

    /** A budget for one machine: about 64 MiB of text. */
    public static final long STANDARD_BUDGET = 32L << 20;

    private static final int DOCUMENTS_OF_A_PASS = 50_000;

    /** As many bytes of heads as surely fit into one entry of a log. */
    private static final int STEP_BYTES = 400 * 1024;

    private final ChunkScanner scanner;
    private final IngestTargets targets;
    private final RescanAccess access;
    private final long budget;
    private final InstantSource clock;

    /**
     * @param budget UTF-16 code units of text to hold at once, at least 1; less means more passes over the store
     * @throws IllegalArgumentException if {@code budget} is below 1
     */
    public Rescan(ChunkScanner scanner, IngestTargets targets, RescanAccess access, long budget, InstantSource clock) {
        this.scanner = requireNonNull(scanner, "scanner is null");
        this.targets = requireNonNull(targets, "targets is null");
        this.access = requireNonNull(access, "access is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (budget < 1) {
            throw new IllegalArgumentException("budget must be >= 1, got " + budget);
        }
        this.budget = budget;
    }

    /**
     * Scans until nothing is left that could be.
     *
     * @param first documents to begin with, as questions met them; those that need no scan are passed over
     * @param listener told of each document once the log holds what became of it
     * @throws HeadLogException if the tenant's log is refused or has no current checkpoint
     * @throws RuntimeException of store, head log, keys or quarantine if one of them is broken; another run goes on
     */
    public RescanSummary run(TenantId tenant, Collection<DocumentId> first, Consumer<Rescanned> listener) {
        Run run = new Run(tenant, listener);
        run.refresh();
        run.pass(run.due(first));
        Map<DocumentId, DocumentHead> due = run.due();
        while (!due.isEmpty()) {
            run.pass(due);
            due = run.due();
        }
        return run.summary();
    }

    /** Names take up to three bytes a code unit, labels up to 66 bytes, everything else about 230. */
    private static int bytesAtMost(DocumentHead head) {
        ScanStamp stamp = head.stamp();
        int names = head.attester().length()
                + stamp.ruleset().length()
                + stamp.calibration().length()
                + stamp.runtime().length();
        int labels = head.tag().labels().size() + head.tag().clearances().size();
        return 300 + head.document().value().length() + 3 * names + 66 * labels;
    }

    /** The state of one run. */
    private final class Run {
        private final TenantId tenant;
        private final Consumer<Rescanned> listener;
        private final Set<DocumentId> left = new HashSet<>();
        private final Map<DocumentId, Rescanned> unpublished = new LinkedHashMap<>();
        private final List<DocumentHead> heads = new ArrayList<>();
        private int bytes;
        private final Map<Rescanned.Outcome, Integer> counts = new EnumMap<>(Rescanned.Outcome.class);
        private int passes;

        Run(TenantId tenant, Consumer<Rescanned> listener) {
            this.tenant = tenant;
            this.listener = listener;
        }

        void refresh() {
            targets.heads().refresh(tenant);
            targets.heads().fault(tenant).ifPresent(fault -> {
                throw new HeadLogException("the head log of tenant " + tenant + " is refused: " + fault.text());
            });
        }

        /** Those of these documents that are to be scanned. */
        Map<DocumentId, DocumentHead> due(Collection<DocumentId> documents) {
            Map<DocumentId, DocumentHead> due = new LinkedHashMap<>();
            for (DocumentId document : documents) {
                if (targets.heads().lookup(tenant, document) instanceof HeadLookup.Current current
                        && due.size() < DOCUMENTS_OF_A_PASS) {
                    addIfDue(current.head(), due);
                }
            }
            return due;
        }

        /** The next documents that are to be scanned. */
        Map<DocumentId, DocumentHead> due() {
            refresh();
            Map<DocumentId, DocumentHead> due = new LinkedHashMap<>();
            targets.heads().forEachHead(tenant, head -> {
                if (due.size() < DOCUMENTS_OF_A_PASS) {
                    addIfDue(head, due);
                }
            });
            return due;
        }

        private void addIfDue(DocumentHead head, Map<DocumentId, DocumentHead> due) {
            boolean old = head.stamp().epoch() < scanner.epoch() && !left.contains(head.document());
            if (!old || !clock.instant().isBefore(head.expiresAt())) {
                return;
            }
            switch (targets.heads().lookup(tenant, head.document())) {
                case HeadLookup.Current current -> {
                    if (current.head().equals(head)) {
                        due.put(head.document(), head);
                    }
                }
                case HeadLookup.Withdrawn withdrawn -> left.add(head.document());
                case HeadLookup.None none -> {
                    if (none.fault() == HeadFault.CHECKPOINT_EXPIRED) {
                        throw new HeadLogException("the head log of tenant " + tenant
                                + " has no current checkpoint; write one with the tenant's audit key");
                    }
                }
            }
        }

        /** Reads the store once and settles as many of these documents as fit. */
        void pass(Map<DocumentId, DocumentHead> due) {
            if (due.isEmpty()) {
                return;
            }
            passes++;
            Gathering gathering = new Gathering(
                    due,
                    new SealVerifier(targets.heads(), clock),
                    access.scope().get(),
                    budget);
            targets.chunks().forEach(access.opening(), gathering::take);
            for (DocumentHead head : gathering.broken()) {
                leave(new Rescanned(tenant, head.document(), Rescanned.Outcome.UNREADABLE, Optional.empty()));
            }
            gathering.whole().forEach(this::scan);
            publish();
        }

        private void scan(Gathering.Texts texts) {
            DocumentHead head = texts.head();
            Rescreened screened = scanner.rescreen(
                    texts.source(),
                    head.trust(),
                    head.stamp().outcome(),
                    texts.chunks(),
                    targets.quarantine().suppressions().accepted(tenant, texts.source()));
            boolean released = head.stamp().outcome() == ScanStamp.Outcome.RELEASED;
            switch (screened.judgement()) {
                case CLEAN -> stamp(head, screened, Rescanned.Outcome.RESTAMPED);
                case FLAGGED -> {
                    if (released) {
                        stamp(head, screened, Rescanned.Outcome.KEPT);
                    } else if (targets.log().suspend(access.grant().get(), head)) {
                        report(result(head, screened, Rescanned.Outcome.SUSPENDED));
                    }
                }
                case UNJUDGED -> {
                    if (released) {
                        stamp(head, screened, Rescanned.Outcome.KEPT);
                    } else {
                        leave(result(head, screened, Rescanned.Outcome.UNREADABLE));
                    }
                }
            }
        }

        private void stamp(DocumentHead head, Rescreened screened, Rescanned.Outcome outcome) {
            DocumentHead stamped = head.withStamp(screened.stamp());
            if (heads.size() == STEP || bytes + bytesAtMost(stamped) > STEP_BYTES) {
                publish();
            }
            heads.add(stamped);
            bytes += bytesAtMost(stamped);
            unpublished.put(head.document(), result(head, screened, outcome));
        }

        private void publish() {
            for (DocumentHead head : targets.log().restamp(access.grant().get(), heads)) {
                report(requireNonNull(unpublished.get(head.document())));
            }
            heads.clear();
            bytes = 0;
            unpublished.clear();
        }

        private void leave(Rescanned result) {
            left.add(result.document());
            report(result);
        }

        private void report(Rescanned result) {
            counts.merge(result.outcome(), 1, Integer::sum);
            listener.accept(result);
        }

        private Rescanned result(DocumentHead head, Rescreened screened, Rescanned.Outcome outcome) {
            return new Rescanned(tenant, head.document(), outcome, Optional.of(screened));
        }

        RescanSummary summary() {
            return new RescanSummary(
                    counts.getOrDefault(Rescanned.Outcome.RESTAMPED, 0),
                    counts.getOrDefault(Rescanned.Outcome.KEPT, 0),
                    counts.getOrDefault(Rescanned.Outcome.SUSPENDED, 0),
                    counts.getOrDefault(Rescanned.Outcome.UNREADABLE, 0),
                    passes);
        }
    }
}
