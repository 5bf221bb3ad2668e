package dev.weir.benchmarks.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.behaviour.Trial.Part;
import dev.weir.benchmarks.interval.Share;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayTest {
    @Test
    void replayWhenRunThenEveryPrincipalHasAStateOfAFewKibibytes() {
        Report.Replayed replayed = new Replay(3000, 1).run();
        assertThat(replayed.questions()).isEqualTo(3000);
        assertThat(replayed.principals()).isBetween(500, 3001);
        assertThat(replayed.mostBytes()).isBetween(1000L, 7168L);
        assertThat(replayed.meanBytes()).isBetween(100L, replayed.mostBytes());
    }

    @Test
    void partWhenNamesAreManyThenAboutThreeInTenAreForTuningAndNobodyIsInBoth() {
        List<String> names =
                IntStream.range(0, 5000).mapToObj(i -> "reader-" + i).toList();
        long tuning = names.stream().filter(Part.TUNING::has).count();
        long report = names.stream().filter(Part.REPORT::has).count();
        assertThat(tuning + report).isEqualTo(5000);
        assertThat(tuning).isBetween(1350L, 1650L);
    }

    @Test
    void commandWhenThereIsNoCorpusThenTwoAndNothingIsWritten(@TempDir Path folder) {
        StringWriter messages = new StringWriter();
        int exit = new CommandLine(new BehaviourCommand())
                .setErr(new PrintWriter(messages, true))
                .execute(
                        "--data",
                        folder.toString(),
                        "--out",
                        folder.resolve("out").toString());
        assertThat(exit).isEqualTo(2);
        assertThat(messages.toString()).startsWith("behaviour: ").contains("clean_corpus.jsonl.gz");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void pageWhenWrittenThenHoldsEveryTable() {
        Share share = Share.wilson(1, 100);
        Report report = new Report(
                new Report.Setup("c", "25", 2, 1, 2000, 10, 5, 4, 60, 0.0005),
                new Candidate(0.5, 40, 0.1),
                List.of(new Report.Ladder(
                        "Tuned",
                        new Report.Honest(500, share, share, share),
                        List.of(new Report.Heists("GRAPH_WALK", "FAST", share, share, 12, 30, 0.034, 0.05, 0.2, 0.7)))),
                List.of(new Report.Annotation("MACHINE", 0.6, share, List.of(share, share, share, share))),
                new Replay(200, 1).run());
        assertThat(BehaviourPage.of(report))
                .contains("| stopped | 1.00 % (1 of 100) | 0.18 % to 5.45 % |")
                .contains(
                        "| GRAPH_WALK | FAST | 1 of 100 (0.18 % to 5.45 %) | 1 of 100 (0.18 % to 5.45 %) | 12 / 30 | 3.40 % / 5.00 % | 20.00 % | 70.00 % |")
                .contains("| MACHINE | 0.6 | 1 of 100 (0.18 % to 5.45 %) | 1 of 100 (0.18 % to 5.45 %) |")
                .contains("200 questions of");
    }
}
