package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fuzzer calls; {@code ingest-guard/fuzz} runs it. */
public final class Fuzzing {

    private static @Nullable FuzzTarget target;

    private Fuzzing() {}

    /**
     * Writes the seeds of a target, or the names of all targets.
     *
     * @param arguments name of the target and folder, or none
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.out.println("answer " + String.join(" ", FuzzTargets.formats()));
            return;
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<byte[]> seeds = FuzzTargets.named(arguments[0]).seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(folder.resolve("seed-" + HexFormat.of().toHexDigits((short) i)), seeds.get(i));
        }
    }

    /**
     * Makes the target.
     *
     * @param arguments its name
     */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        target = FuzzTargets.named(arguments[0]);
    }

    /** Handles one input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        requireNonNull(target, "not initialised").handle(input);
    }
}
