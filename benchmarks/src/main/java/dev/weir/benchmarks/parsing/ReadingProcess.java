package dev.weir.benchmarks.parsing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** A process that reads files in one way, started anew when one of them ends it or takes too long. */
final class ReadingProcess implements AutoCloseable {

    private static final long HEAP_BYTES = 512L << 20;
    private static final int WORKER_READY = 0x57454952;

    /** What became of a file. */
    enum End {
        READ,
        FAILED,
        TIMED_OUT,
        DIED
    }

    /**
     * What a file cost.
     *
     * @param cpuNanos of all threads of the process and its children
     * @param wallNanos from the request to the answer
     */
    record Spent(End end, long cpuNanos, long wallNanos) {}

    private final Way way;
    private final long limitSeconds;
    private final LongSupplier nanos;
    private final Path folder;
    private final ExecutorService exchanges;
    private Process process;
    private DataInputStream answers;
    private ProcessorTime before;
    private long requests;

    /**
     * Starts it.
     *
     * @param limitSeconds the longest that one file may take
     * @param nanos a clock in nanoseconds
     */
    ReadingProcess(Way way, long limitSeconds, LongSupplier nanos) throws IOException {
        this.way = way;
        this.limitSeconds = limitSeconds;
        this.nanos = nanos;
        this.folder = Files.createTempDirectory("weir-parse-cost-");
        this.exchanges = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("exchange-" + way).factory());
        this.process = start();
        this.answers = new DataInputStream(process.getInputStream());
        this.before = begin();
    }

    /** Reads a file. What the process did since its last answer, such as compiling, counts for this one. */
    Spent read(Path file) throws IOException, InterruptedException {
        long start = nanos.getAsLong();
        Future<End> answer = exchanges.submit(() -> exchange(file));
        End end;
        try {
            end = answer.get(limitSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            end = End.TIMED_OUT;
        } catch (ExecutionException e) {
            end = End.DIED;
        }
        long wall = nanos.getAsLong() - start;
        ProcessorTime after = ProcessorTime.of(process.toHandle());
        long cpu = after.since(before);
        before = after;
        if (end == End.TIMED_OUT || end == End.DIED) {
            kill();
            process = start();
            answers = new DataInputStream(process.getInputStream());
            before = begin();
        }
        return new Spent(end, cpu, wall);
    }

    @Override
    public void close() {
        kill();
        exchanges.shutdownNow();
    }

    private End exchange(Path file) throws IOException {
        OutputStream out = process.getOutputStream();
        if (way == Way.PASSES) {
            // A worker's own frames: a length, an id, and three texts.
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(bytes);
            data.writeLong(++requests);
            for (String text : List.of(file.toString(), file.getFileName().toString(), "application/octet-stream")) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                data.writeInt(utf8.length);
                data.write(utf8);
            }
            DataOutputStream frame = new DataOutputStream(out);
            frame.writeInt(bytes.size());
            bytes.writeTo(frame);
            frame.flush();
            answers.skipNBytes(answers.readInt());
            return End.READ;
        }
        DataOutputStream data = new DataOutputStream(out);
        data.writeUTF(file.toString());
        data.flush();
        return answers.readByte() == PlainTika.READ ? End.READ : End.FAILED;
    }

    private ProcessorTime begin() throws IOException {
        if (way == Way.PASSES && answers.readInt() != WORKER_READY) {
            throw new EOFException("the worker does not come up");
        }
        // What a process does before its first file is not what files cost.
        return ProcessorTime.of(process.toHandle());
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx" + HEAP_BYTES,
                "-XX:+ExitOnOutOfMemoryError",
                // The machine's last words must not be read as answers.
                "-XX:+DisplayVMOutputToStderr",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-cp",
                absoluteClassPath()));
        switch (way) {
            case PLAIN_TIKA -> command.add(PlainTika.class.getName());
            case CONTAINED -> command.add(Contained.class.getName());
            case PASSES -> {
                requests = 0;
                // The program that the product runs as a worker, here without the product's limits and its parent's
                // checks.
                command.addAll(List.of(
                        "dev.weir.ingest.parse.WorkerMain",
                        Long.toString(ProcessHandle.current().pid()),
                        Files.createTempDirectory(folder, "worker-").toString(),
                        "5000000",
                        "10",
                        "1000",
                        "60000",
                        "",
                        ""));
            }
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String absoluteClassPath() {
        return String.join(
                File.pathSeparator,
                List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
