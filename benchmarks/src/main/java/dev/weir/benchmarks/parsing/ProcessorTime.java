package dev.weir.benchmarks.parsing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Nanoseconds of processor time of each thread of some processes, as Linux accounts them. What the process table gives in
 * hundredths of a second is too coarse for a page of text.
 *
 * @param nanos by thread id
 */
record ProcessorTime(Map<Long, Long> nanos) {

    private static final Path PROC = Path.of("/proc");

    /** Copies the map. */
    ProcessorTime {
        nanos = Map.copyOf(nanos);
    }

    /** Whether this system tells. */
    static boolean isKnown() {
        return Files.isReadable(PROC.resolve("self").resolve("schedstat"));
    }

    /** The time so far of a process and of the processes it started. */
    static ProcessorTime of(ProcessHandle process) {
        Map<Long, Long> nanos = new HashMap<>();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        for (ProcessHandle each : all) {
            Path tasks = PROC.resolve(Long.toString(each.pid())).resolve("task");
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
                for (Path thread : threads) {
                    String told = Files.readString(thread.resolve("schedstat"), StandardCharsets.US_ASCII);
                    nanos.put(
                            Long.valueOf(thread.getFileName().toString()),
                            Long.valueOf(told.substring(0, told.indexOf(' '))));
                }
            } catch (IOException | DirectoryIteratorException gone) {
                // The thread or the process ended while it was looked at.
            }
        }
        return new ProcessorTime(nanos);
    }

    /** What was used since; threads that have ended in between are not in it, new ones are from their start. */
    long since(ProcessorTime earlier) {
        long used = 0;
        for (Map.Entry<Long, Long> thread : nanos.entrySet()) {
            used += thread.getValue() - earlier.nanos.getOrDefault(thread.getKey(), 0L);
        }
        return used;
    }
}
