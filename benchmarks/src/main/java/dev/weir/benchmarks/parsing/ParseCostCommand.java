package dev.weir.benchmarks.parsing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what reading the files of a folder costs and writes {@code parse-cost.json} and {@code parse-cost.md}. */
@Command(
        name = "parse-cost",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Reads files with plain Tika, with Weir's passes, and contained, side by side. Needs Linux.")
public final class ParseCostCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--files", paramLabel = "DIR", description = "Files to read.")
    private Path files = Path.of("..", "shared", "corpus", "files");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the report.")
    private Path out = Path.of("");

    @Option(names = "--warm-up", paramLabel = "N", description = "Rounds that are not counted.")
    private int warmUp = 2;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds that are.")
    private int rounds = 5;

    @Option(names = "--limit", paramLabel = "SECONDS", description = "The longest that a file may take.")
    private long limitSeconds = 60;

    ParseCostCommand() {}

    /** Runs the command; exits with 2 if the files cannot be had. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ParseCostCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(files) || !ProcessorTime.isKnown()) {
            spec.commandLine()
                    .getErr()
                    .println("parse-cost: needs a folder of files and Linux's account of threads; no such folder as "
                            + files + ", or another system");
            return CommandLine.ExitCode.USAGE;
        }
        ParseCost cost = new ParseTrial(System::nanoTime, warmUp, rounds, limitSeconds)
                .measure(files.toAbsolutePath().normalize(), spec.commandLine().getErr());
        Files.createDirectories(out);
        String setup = Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.arch")
                + ", Java " + Runtime.version() + ", commit " + System.getProperty("weir.commit", "unknown");
        JsonMapper json = JsonMapper.builder().build();
        Files.writeString(out.resolve("parse-cost.json"), json.writeValueAsString(cost) + "\n", StandardCharsets.UTF_8);
        Files.writeString(out.resolve("parse-cost.md"), ParseCostPage.of(cost, setup), StandardCharsets.UTF_8);
        return CommandLine.ExitCode.OK;
    }
}
