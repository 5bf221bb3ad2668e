package dev.weir.adapters.cli;

import dev.weir.ingest.MeasuredDocument;
import dev.weir.ingest.batch.CleanScan;
import dev.weir.ingest.parse.ForkedParser;
import dev.weir.models.Screener;
import dev.weir.models.calibration.CalibrationBasis;
import dev.weir.models.calibration.CalibrationFormat;
import dev.weir.models.calibration.CleanCorpus;
import dev.weir.models.calibration.CorpusCalibration;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir calibrate}: sets the operating points on the user's own clean documents. */
@Command(
        name = "calibrate",
        description =
                "Sets the operating points on your own clean documents, so that no more than a chosen share of their"
                        + " chunks is flagged. A policy loads the file by \"calibration: FILE\" instead of false-positive-rate.")
final class CalibrateCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private ModelOption judging = new ModelOption();

    @Option(
            names = "--benign",
            paramLabel = "PATH",
            arity = "1..*",
            required = true,
            description = "Files or folders of documents that you know to be clean.")
    private List<Path> benign = List.of();

    @Option(
            names = "--fpr",
            paramLabel = "RATE",
            defaultValue = "0.01",
            description = "Share of clean chunks that may be flagged; default 0.01.")
    private double rate = 0.01;

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            description =
                    "Set this channel besides the body, such as metadata; may be repeated. By default every one that"
                            + " occurs often enough.")
    private List<String> channels = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the operating points here, for a policy to load.")
    private @Nullable Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "Documents that are worked on at a time, 1-64.")
    private @Nullable Integer jobs;

    CalibrateCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (!(rate > 0 && rate <= 0.5)) {
            throw new UsageException("--fpr must be above 0 and at most 0.5.");
        }
        Settings settings = judging.over(options.settings());
        int threads = jobs == null ? settings.jobs() : jobs;
        if (threads < 1 || threads > 64) {
            throw new UsageException("--jobs must be 1-64.");
        }
        Set<Channel> named = named();
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        CalibrationReport report = new CalibrationReport(output);
        // Verdicts of the preset count for nothing here; only what a text would take to be flagged does.
        Run run = new Run(settings.withPolicy("balanced").withJobs(threads));
        CorpusCalibration calibration = run.calibrate(named);
        report.print(run.measured.values(), run.corpus(), calibration, Optional.ofNullable(out));
        if (out != null) {
            write(out, calibration);
        }
        return ExitCode.DONE.code();
    }

    private Set<Channel> named() {
        EnumSet<Channel> named = EnumSet.noneOf(Channel.class);
        for (String code : channels) {
            named.add(Channel.ofCode(code)
                    .filter(channel -> channel != Channel.DECODED)
                    .orElseThrow(() -> new UsageException(
                            "--channel must be one of body, hidden, metadata, comment, alt-text; decoded text is judged"
                                    + " with the text it stands in.")));
        }
        return named;
    }

    private static void write(Path file, CorpusCalibration calibration) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path half = Files.createTempFile(folder, ".calibration", ".json");
            try {
                Files.write(half, CalibrationFormat.write(calibration));
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + "; check --out.", e);
        }
    }

    /**
     * Measures every document at the card's operating points, and those that come near the thresholds that follow once
     * more at these: only then is known where in a document a finding would be reported.
     */
    private final class Run {
        private final Settings settings;
        private final Map<String, MeasuredDocument> measured = new HashMap<>();

        Run(Settings settings) {
            this.settings = settings;
        }

        CleanCorpus corpus() {
            return CleanCorpus.of(measured.values().stream()
                    .filter(MeasuredDocument::counts)
                    .map(MeasuredDocument::clean)
                    .toList());
        }

        CorpusCalibration calibrate(Set<Channel> named) {
            CalibrationBasis basis;
            try (Screener screener = Detection.screener(settings, rate)) {
                basis = screener.basis();
                measure(screener, benign, "measuring");
            }
            Set<Channel> chosen = chosen(named);
            CorpusCalibration draft = corpus().calibrate(basis, rate, chosen, Optional.empty(), clock.instant());
            List<Path> near = near(draft);
            try (Screener screener = Detection.screener(settings, draft)) {
                measure(screener, near, "checking");
            }
            return corpus().calibrate(
                            basis,
                            rate,
                            chosen,
                            Optional.of(draft),
                            clock.instant().truncatedTo(ChronoUnit.SECONDS));
        }

        private Set<Channel> chosen(Set<Channel> named) {
            EnumSet<Channel> chosen = EnumSet.of(Channel.BODY);
            chosen.addAll(named);
            if (named.isEmpty()) {
                for (Channel channel : EnumSet.complementOf(EnumSet.of(Channel.BODY, Channel.DECODED))) {
                    if (corpus().texts(channel) >= CleanCorpus.needed(rate)) {
                        chosen.add(channel);
                    }
                }
            }
            return chosen;
        }

        private List<Path> near(CorpusCalibration draft) {
            double lowest = draft.points().stream()
                    .mapToDouble(CorpusCalibration.Point::threshold)
                    .min()
                    .orElse(0);
            List<Path> near = new ArrayList<>();
            measured.forEach((name, document) -> {
                boolean reaches = document.clean().highest() >= lowest
                        || document.clean().texts().stream().anyMatch(text -> text.level() >= lowest);
                if (document.counts() && reaches) {
                    near.add(Path.of(name));
                }
            });
            return near;
        }

        private void measure(Screener screener, List<Path> paths, String task) {
            try (ForkedParser parser = ForkedParser.start(settings.limits(), settings.jobs());
                    Bar bar = new Bar(task)) {
                CleanScan scan = new CleanScan(
                        Ingest.scanner(parser, screener, Ingest.FIRST_EPOCH, settings, clock), settings.jobs());
                scan.run(paths, bar).forEach(one -> measured.put(one.clean().name(), one));
            }
        }
    }

    /** A progress bar that may be none. */
    private final class Bar implements CleanScan.Listener, AutoCloseable {
        private final String task;
        private @Nullable ProgressBar bar;

        Bar(String task) {
            this.task = task;
        }

        @Override
        public void started(int total) {
            bar = Progress.bar(options, task, total, " files");
        }

        @Override
        public void finished() {
            if (bar != null) {
                bar.step();
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
