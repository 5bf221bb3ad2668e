package dev.weir.adapters.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of Weir. Exit codes are {@link ExitCode}. */
@Command(
        name = "weir",
        description = "Scans documents before they are indexed, seals what it admits, and lets back out only what still"
                + " holds.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        version = "Weir 0.1.0-SNAPSHOT",
        subcommands = {
            DemoCommand.class,
            ScanCommand.class,
            IngestCommand.class,
            AdoptCommand.class,
            DeleteCommand.class,
            ReembedCommand.class,
            QueryCommand.class,
            AnswerCommand.class,
            RescanCommand.class,
            ClassifyCommand.class,
            CalibrateCommand.class,
            ScreenCommand.class,
            VerifyCommand.class,
            ExplainCommand.class,
            QuarantineCommand.class,
            KeysCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done, nothing stopped",
            "1:done, something was quarantined, rejected or withheld",
            "2:usage or environment; the message says what to do next",
            "3:an invariant broke (a foreign row, a broken seal)"
        })
public final class Weir implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Weir() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Libraries log through java.util.logging and SLF4J; what they have to say is in the results.
        LogManager.getLogManager().reset();
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int code = run(InstantSource.system(), out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs one command in this process. */
    static int run(InstantSource clock, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Weir(), new CommandFactory(clock));
        line.setOut(out);
        line.setErr(err);
        line.setParameterExceptionHandler(Weir::onUsage);
        line.setExecutionExceptionHandler(Weir::onFailure);
        line.setExitCodeExceptionMapper(failure -> ExitCode.USAGE.code());
        return line.execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int onUsage(ParameterException failure, String[] args) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println("weir: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, line.getErr());
        line.getErr().println("Try \"" + line.getCommandSpec().qualifiedName() + " --help\".");
        return ExitCode.USAGE.code();
    }

    private static int onFailure(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        line.getErr().println("weir: " + Failures.message(failure));
        return ExitCode.USAGE.code();
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
    }
}
