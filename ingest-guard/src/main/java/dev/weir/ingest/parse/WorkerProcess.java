package dev.weir.ingest.parse;

import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The parent's end of one worker process. Used by one thread at a time, except that any thread may kill it. */
final class WorkerProcess {

    /** What {@code -XX:+ExitOnOutOfMemoryError} exits with. */
    private static final int OUT_OF_MEMORY = 3;

    private static final long DEATH_SECONDS = 10;

    /** How often a running parse is asked for its processor time. */
    private static final long CPU_CHECK_MILLIS = 250;

    private final Process process;
    private final Path folder;
    private final WorkerProtocol protocol;
    private final ExecutorService io;
    private long requests;

    private WorkerProcess(Process process, Path folder, WorkerProtocol protocol, ExecutorService io) {
        this.process = process;
        this.folder = folder;
        this.protocol = protocol;
        this.io = io;
    }

    /**
     * Starts a process; it is not ready yet.
     *
     * @throws IOException if the folder cannot be made or the program cannot be run
     */
    static WorkerProcess start(WorkerCommand command, Path root, WorkerProtocol protocol, ExecutorService io)
            throws IOException {
        Path folder = Files.createTempDirectory(root, "worker-");
        Files.createFile(folder.resolve("no-hosts"));
        ProcessBuilder builder = new ProcessBuilder(command.in(folder));
        builder.directory(folder.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        // A parser has no use for the secrets an environment may hold; Windows cannot start Java without this variable.
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> !name.equalsIgnoreCase("SystemRoot"));
        return new WorkerProcess(builder.start(), folder, protocol, io);
    }

    void awaitReady(long millis) throws WorkerFailure, InterruptedException {
        within(millis, Long.MAX_VALUE, () -> {
            protocol.awaitReady(process.getInputStream());
            return this;
        });
    }

    /** Where to put the file of the next request. */
    Path inbox() {
        return folder.resolve("document");
    }

    long pid() {
        return process.pid();
    }

    /** How many requests this process has been given. */
    long requests() {
        return requests;
    }

    /** Asks for the file in the inbox. After a failure the process is dead. */
    Extraction parse(String name, String declaredMediaType, long millis, long cpuMillis)
            throws WorkerFailure, InterruptedException {
        requests++;
        WorkerRequest request = new WorkerRequest(requests, inbox(), name, declaredMediaType);
        WorkerAnswer answer = within(millis, cpuMillis, () -> {
            InputStream answers = process.getInputStream();
            if (answers.available() > 0) {
                throw new WorkerProtocol.ProtocolException("bytes came before the request");
            }
            protocol.send(request, process.getOutputStream());
            return protocol.receiveAnswer(answers);
        });
        if (answer.id() != request.id()) {
            kill();
            throw new WorkerFailure(GapCode.PARSER_FAILED, "answer refused: it is for another request");
        }
        return answer.extraction();
    }

    /** Ends the process and whatever it started, and removes its folder. Waits a bounded time; safe to repeat. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        WorkerFolder.delete(folder);
    }

    private <T> T within(long millis, long cpuMillis, Callable<T> exchange) throws WorkerFailure, InterruptedException {
        long cpuBefore = cpuMillis();
        Future<T> answer = io.submit(exchange);
        long left = millis;
        while (true) {
            long step = Math.min(left, CPU_CHECK_MILLIS);
            try {
                return answer.get(step, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                left -= step;
                if (cpuMillis() - cpuBefore > cpuMillis) {
                    kill();
                    throw new WorkerFailure(GapCode.LIMIT_CPU, "more than " + cpuMillis + " ms of processor time");
                }
                if (left <= 0) {
                    kill();
                    throw new WorkerFailure(GapCode.TIMED_OUT, "no answer within " + millis + " ms");
                }
            } catch (ExecutionException e) {
                throw explain(e);
            } catch (InterruptedException e) {
                kill();
                throw e;
            }
        }
    }

    /** Processor time of the worker so far; 0 where the operating system does not tell, and then only the clock bounds it. */
    private long cpuMillis() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    private WorkerFailure explain(ExecutionException failure) throws InterruptedException {
        if (failure.getCause() instanceof WorkerProtocol.ProtocolException broken) {
            kill();
            return new WorkerFailure(GapCode.PARSER_FAILED, "answer refused: " + broken.getMessage());
        }
        // Its end comes a moment after that of its output.
        boolean ended = process.waitFor(1, TimeUnit.SECONDS);
        kill();
        if (!ended) {
            return new WorkerFailure(GapCode.PARSER_FAILED, "the worker closed its output");
        }
        int exit = process.exitValue();
        return exit == OUT_OF_MEMORY
                ? new WorkerFailure(GapCode.LIMIT_MEMORY, "the worker ran out of memory")
                : new WorkerFailure(GapCode.PARSER_FAILED, "the worker ended with code " + exit);
    }
}
