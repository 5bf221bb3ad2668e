package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents in child processes that may die. Thread-safe: as many documents are read at once as there are workers,
 * and further callers wait for one to become free.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>{@link #parse} answers for every document, within twice the time limit plus two process starts, once a worker is
 *       free. No content makes it throw, hang or exhaust this process.
 *   <li>The digest is that of the bytes the parser read: they are copied before it sees them.
 *   <li>A document whose worker dies, stalls or breaks the protocol is tried once more in a fresh worker, and is then a gap.
 *   <li>A worker's answer is checked against the limits before it is believed.
 *   <li>Workers end when this object is closed, and also when this process is killed.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>This is no sandbox: a worker runs under the same user and can read that user's files. A document that takes a worker
 *       over can lie about itself and, until the worker is replaced, about documents after it.
 *   <li>Temporary files a parser unpacks are bounded by time and by the disk, not by a quota.
 *   <li>Class paths made of nested archives cannot be handed to a worker.
 *   <li>Formats without a structural pass (old Office files, OpenDocument, RTF, CHM and others) are read as flat text, in
 *       which hidden text is not told apart. Style sheets that a page only links to are not fetched.
 * </ul>
 */
public final class ForkedParser implements AutoCloseable {

    private static final int MAX_WORKERS = 256;

    /** A worker is replaced after this many documents, so that what leaks or was tampered with does not last. */
    static final int DOCUMENTS_PER_WORKER = 1_000;

    private static final long START_MILLIS = 120_000;
    private static final long ACQUIRE_MILLIS = 200;
    private static final int ATTEMPTS = 2;

    /** A place in the pool, with a process or waiting for one. */
    private static final class Slot {
        private @Nullable WorkerProcess worker;
    }

    private final DocumentLimits limits;
    private final WorkerCommand command;
    private final WorkerProtocol protocol;
    private final Path root;
    private final ExecutorService io;
    private final BlockingQueue<Slot> free;
    private final Set<WorkerProcess> live = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ForkedParser(DocumentLimits limits, int workers, WorkerCommand command, Path root) {
        this.limits = limits;
        this.command = command;
        this.protocol = new WorkerProtocol(limits.outputChars().value());
        this.root = root;
        this.io = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("weir-parse-io-", 0).factory());
        this.free = new ArrayBlockingQueue<>(workers);
    }

    /**
     * Starts the workers and waits until they can parse.
     *
     * @param limits what one document may cost
     * @param workers processes to keep, 1 to 256; each takes up to the heap limit and about 150 MB besides
     * @throws IllegalArgumentException if the number of workers is out of range
     * @throws ParserUnavailableException if a worker cannot be started
     */
    public static ForkedParser start(DocumentLimits limits, int workers) {
        return start(limits, workers, WorkerCommand.forLimits(limits));
    }

    static ForkedParser start(DocumentLimits limits, int workers, WorkerCommand command) {
        requireNonNull(limits, "limits is null");
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("workers must be 1 to " + MAX_WORKERS + ", got " + workers);
        }
        Path root;
        try {
            root = Files.createTempDirectory("weir-parse-");
        } catch (IOException e) {
            throw new ParserUnavailableException("no temporary folder can be made", e);
        }
        ForkedParser parser = new ForkedParser(limits, workers, command, root);
        try {
            parser.fill(workers);
            return parser;
        } catch (ParserUnavailableException e) {
            parser.close();
            throw e;
        }
    }

    /**
     * Reads a document. Whatever is wrong with the document or its file is a gap in the answer.
     *
     * @throws ParserUnavailableException if no worker can be started, no temporary file written, this parser is closed, or the
     *     calling thread is interrupted, which stays interrupted
     */
    public ParsedDocument parse(RawDocument document) {
        requireNonNull(document, "document is null");
        try {
            Slot slot = acquire();
            boolean answered = false;
            try {
                ParsedDocument parsed = parse(document, slot);
                answered = true;
                return parsed;
            } finally {
                if (!answered) {
                    // Interrupted, closed or out of disk: what state the worker is in is unknown.
                    discard(slot);
                }
                free.add(slot);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParserUnavailableException("interrupted while reading a document", e);
        } catch (UncheckedIOException e) {
            throw new ParserUnavailableException("no temporary file can be written", e);
        }
    }

    /** Kills the workers and removes their files. Documents being read end in {@link ParserUnavailableException}. */
    @Override
    public void close() {
        closed = true;
        live.forEach(WorkerProcess::kill);
        io.shutdownNow();
        WorkerFolder.delete(root);
    }

    /** The process ids of the workers that run now. */
    Set<Long> workerIds() {
        return Set.copyOf(live.stream().map(WorkerProcess::pid).toList());
    }

    /** Holds a folder for each worker that runs. */
    Path folder() {
        return root;
    }

    private ParsedDocument parse(RawDocument document, Slot slot) throws InterruptedException {
        Gap failed = new Gap(GapCode.PARSER_FAILED, Locations.ROOT, "");
        String sha256 = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            WorkerProcess worker = workerOf(slot);
            switch (Snapshot.take(
                    document.source(), worker.inbox(), limits.inputBytes().value())) {
                case Snapshot.Refused(Gap gap) -> {
                    return unread("", gap);
                }
                case Snapshot.Taken(String digest, long bytes) -> {
                    sha256 = digest;
                    if (bytes == 0) {
                        return unread(digest, new Gap(GapCode.EMPTY, Locations.ROOT, ""));
                    }
                }
            }
            try {
                return read(document, sha256, worker);
            } catch (WorkerFailure e) {
                discard(slot);
                requireOpen();
                failed = e.gap();
            }
        }
        return unread(sha256, failed);
    }

    private ParsedDocument read(RawDocument document, String sha256, WorkerProcess worker)
            throws WorkerFailure, InterruptedException {
        Extraction extraction = worker.parse(
                document.name(),
                document.declaredMediaType(),
                limits.wallClockMillis().value(),
                limits.cpuMillis().value());
        return new ParsedDocument(
                sha256, extraction.mediaType(), extraction.layers(), extraction.gaps(), extraction.metadata());
    }

    private static ParsedDocument unread(String sha256, Gap gap) {
        return new ParsedDocument(sha256, RawDocument.UNDECLARED, List.of(), List.of(gap), Map.of());
    }

    private Slot acquire() throws InterruptedException {
        while (true) {
            requireOpen();
            Slot slot = free.poll(ACQUIRE_MILLIS, TimeUnit.MILLISECONDS);
            if (slot != null) {
                return slot;
            }
        }
    }

    private WorkerProcess workerOf(Slot slot) throws InterruptedException {
        WorkerProcess worker = slot.worker;
        if (worker != null && worker.requests() >= DOCUMENTS_PER_WORKER) {
            discard(slot);
            worker = null;
        }
        if (worker == null) {
            worker = spawn();
            awaitReady(worker);
            slot.worker = worker;
        }
        return worker;
    }

    private void fill(int workers) {
        List<WorkerProcess> started =
                IntStream.range(0, workers).mapToObj(unused -> spawn()).toList();
        try {
            for (WorkerProcess worker : started) {
                awaitReady(worker);
                Slot slot = new Slot();
                slot.worker = worker;
                free.add(slot);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParserUnavailableException("interrupted while starting workers", e);
        }
    }

    private WorkerProcess spawn() {
        requireOpen();
        try {
            WorkerProcess worker = WorkerProcess.start(command, root, protocol, io);
            live.add(worker);
            if (closed) {
                worker.kill();
            }
            return worker;
        } catch (IOException e) {
            throw new ParserUnavailableException(
                    "a worker process cannot be started; it needs the java program of this Java installation and room in "
                            + "the temporary folder",
                    e);
        }
    }

    private void awaitReady(WorkerProcess worker) throws InterruptedException {
        try {
            worker.awaitReady(START_MILLIS);
        } catch (WorkerFailure e) {
            live.remove(worker);
            requireOpen();
            throw new ParserUnavailableException(
                    "a worker process does not come up; check that the heap limit of "
                            + limits.heapBytes().value()
                            + " bytes is free and that the class path is a list of jars and folders",
                    e);
        }
    }

    private void discard(Slot slot) {
        WorkerProcess worker = slot.worker;
        if (worker != null) {
            slot.worker = null;
            live.remove(worker);
            worker.kill();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ParserUnavailableException("the parser is closed");
        }
    }
}
