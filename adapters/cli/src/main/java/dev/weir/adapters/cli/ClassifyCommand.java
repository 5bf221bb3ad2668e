package dev.weir.adapters.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.models.Assessment;
import dev.weir.models.Screener;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Passage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir classify}: scores any text. */
@Command(
        name = "classify",
        description =
                "Scores texts with all detectors. Reads JSON lines {\"id\",\"text\",\"channel\"?} and writes one line"
                        + " for each.")
final class ClassifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private ScreenerOptions judging = new ScreenerOptions();

    @Option(names = "--in", paramLabel = "FILE", description = "Input; standard input if left out.")
    private @Nullable Path in;

    @Option(names = "--out", paramLabel = "FILE", description = "Output; standard output if left out.")
    private @Nullable Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "Texts that are scored at a time.")
    private @Nullable Integer jobs;

    @Override
    public Integer call() {
        Settings settings = judging.over(options.settings());
        int threads = jobs == null ? settings.jobs() : Math.clamp(jobs, 1, 64);
        try (Screener screener = Detection.screener(settings)) {
            return answer(screener, threads);
        }
    }

    private int answer(Screener screener, int threads) {
        PrintWriter writer = JsonLines.writer(out, spec.commandLine().getOut());
        try {
            Output output = new Output(writer, spec.commandLine().getErr(), options);
            return new JsonLines(output, threads)
                    .answer(in, System.in, line -> classify(screener, line))
                    .code();
        } finally {
            if (out != null) {
                writer.close();
            }
        }
    }

    private JsonLines.Answer classify(Screener screener, JsonNode line) {
        String id = JsonLines.string(line, "id");
        String text = JsonLines.string(line, "text");
        Channel channel = channel(JsonLines.string(line, "channel", Channel.BODY.code()));
        Assessment assessment = screener.assess(new Passage(text, channel));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", id);
        object.put("score", Json.score(assessment.risk().score().value()));
        object.put("flagged", assessment.risk().flagged());
        object.put("operatingPoint", assessment.risk().operatingPoint().name());
        object.put(
                "findings",
                assessment.findings().stream()
                        .map(finding -> Json.finding(finding, text, options))
                        .toList());
        object.put("gaps", assessment.gaps().stream().map(Json::gap).toList());
        return new JsonLines.Answer(object, ExitCode.DONE);
    }

    private static Channel channel(String code) {
        return Arrays.stream(Channel.values())
                .filter(channel -> channel.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new JsonLines.BadLineException("the field \"channel\" must be one of "
                        + Arrays.stream(Channel.values()).map(Channel::code).toList()));
    }
}
