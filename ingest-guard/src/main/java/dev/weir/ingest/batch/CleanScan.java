package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.MeasuredDocument;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures files and folders that are taken for clean, several at a time.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Every file under the paths has exactly one result; what could not be read, or failed, is a gap in it.
 */
public final class CleanScan {
    private final DocumentScanner scanner;
    private final int jobs;

    /** @param jobs documents that are worked on at a time, at least 1 */
    public CleanScan(DocumentScanner scanner, int jobs) {
        this.scanner = requireNonNull(scanner, "scanner is null");
        this.jobs = jobs;
    }

    /** Hears of progress; calls come one at a time. */
    public interface Listener {
        /** How many files there are. */
        void started(int total);

        /** One is done. */
        void finished();
    }

    /**
     * Measures all files under the paths, links followed.
     *
     * @return one result for each file, named by its path and sorted by it
     * @throws RuntimeException of the part of the environment that is broken
     */
    public List<MeasuredDocument> run(List<Path> paths, Listener listener) {
        List<FileWalk.Found> found = FileWalk.of(paths);
        List<MeasuredDocument> measured = new ArrayList<>();
        listener.started(found.size());
        Workers.each(jobs, found, one -> {
            MeasuredDocument result = measure(one);
            synchronized (measured) {
                measured.add(result);
                listener.finished();
            }
        });
        return measured.stream()
                .sorted(Comparator.comparing(one -> one.clean().name()))
                .toList();
    }

    private MeasuredDocument measure(FileWalk.Found one) {
        return switch (one) {
            case FileWalk.Found.Broken broken ->
                MeasuredDocument.unread(broken.path().toString(), broken.gap());
            case FileWalk.Found.Unlisted unlisted ->
                MeasuredDocument.unread(unlisted.path().toString(), unlisted.gap());
            case FileWalk.Found.File file -> measure(file.path());
        };
    }

    private MeasuredDocument measure(Path file) {
        try {
            return scanner.measure(RawDocument.of(file)).named(file.toString());
        } catch (RuntimeException e) {
            if (BatchScan.isEnvironment(e)) {
                throw e;
            }
            Gap gap = new Gap(GapCode.UNREAD, "/", e.getClass().getSimpleName());
            return MeasuredDocument.unread(file.toString(), gap);
        }
    }
}
