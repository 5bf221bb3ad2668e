package dev.weir.ingest.batch;

import dev.weir.ingest.JudgedSubmission;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.detect.Gap;
import dev.weir.tenancy.ScopeDeniedException;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An ingest in two passes: the first judges every file and stores nothing, then it is decided source by source, and the
 * second does what was decided. What was judged is kept for the second pass as far as memory allows, the rest is judged
 * again; nothing but counts passes from one to the other by a file.
 */
final class GuardedWork implements BatchWork {
    /** UTF-16 code units of text that are kept between the passes. */
    private static final long MAX_KEPT = 16_000_000;

    private final IngestWork work;
    private final SourceBaselines baselines;
    private final @Nullable ScanLedger ledger;
    private final Map<String, SourceRef> origins = new ConcurrentHashMap<>();
    private final Map<Path, JudgedSubmission> kept = new ConcurrentHashMap<>();
    private final AtomicLong length = new AtomicLong();

    GuardedWork(IngestWork work, SourceBaselines baselines, @Nullable ScanLedger ledger) {
        this.work = work;
        this.baselines = baselines;
        this.ledger = ledger;
    }

    /** The first pass over one path. What goes wrong here and is not the environment goes wrong again in the second. */
    void judge(FileWalk.Found one) {
        if (!(one instanceof FileWalk.Found.File file)) {
            return;
        }
        try {
            IngestWork.IngestTask task = work.task(file.path());
            String origin = originOf(task.source());
            Optional<Sha256> bytes = FileDigest.of(file.path());
            if (bytes.isEmpty() || baselines.isDecided(origin)) {
                return;
            }
            Sha256 key = task.key(bytes.get());
            boolean done = ledger != null && ledger.find(key).isPresent();
            if (!done && !baselines.isJudged(key)) {
                JudgedSubmission judged = task.judge();
                baselines.judged(key, origin, isStopped(judged));
                keep(file.path(), judged);
            }
        } catch (ScopeDeniedException e) {
            // The second pass says so.
        } catch (RuntimeException e) {
            if (BatchScan.isEnvironment(e)) {
                throw e;
            }
        }
    }

    /** Between the passes: what is held whole. */
    List<LeftBaseline> decide() {
        baselines.decide();
        return new TreeMap<>(origins)
                .entrySet().stream()
                        .filter(entry -> baselines.courseOf(entry.getKey()) == SourceBaselines.Course.HOLD)
                        .map(entry -> baselines.left(entry.getKey(), entry.getValue()))
                        .toList();
    }

    @Override
    public Task task(Path file) {
        IngestWork.IngestTask task = work.task(file);
        return new Task() {
            @Override
            public Sha256 key(Sha256 bytes) {
                return task.key(bytes);
            }

            @Override
            public BatchResult run() {
                JudgedSubmission before = kept.remove(file);
                JudgedSubmission judged = before == null ? task.judge() : before;
                return switch (baselines.courseOf(originOf(task.source()))) {
                    case PUBLISH -> task.publish(judged);
                    case HOLD -> task.hold(judged);
                };
            }

            @Override
            public Optional<LedgerEntry> entry(BatchResult result) {
                return task.entry(result);
            }
        };
    }

    @Override
    public BatchResult broken(Path path, Gap gap) {
        return work.broken(path, gap);
    }

    private void keep(Path file, JudgedSubmission judged) {
        long size = judged.textLength();
        if (length.addAndGet(size) <= MAX_KEPT) {
            kept.put(file, judged);
        } else {
            length.addAndGet(-size);
        }
    }

    private String originOf(SourceRef source) {
        SourceRef origin = baselines.originOf(source);
        String id = work.originId(origin);
        origins.put(id, origin);
        return id;
    }

    private static boolean isStopped(JudgedSubmission judged) {
        return switch (judged.report().verdict()) {
            case Verdict.Admit admit -> false;
            case Verdict.Redact redact -> false;
            case Verdict.Quarantine quarantine -> true;
            case Verdict.Reject reject -> true;
        };
    }
}
