package dev.weir.benchmarks.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.benchmarks.parsing.ParseCost.Cell;
import dev.weir.benchmarks.parsing.ParseCost.LeftOut;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ParseTrialTest {

    @TempDir
    private Path folder;

    /** Only Linux tells the time of each thread. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void measureWhenFilesAreReadThenEveryWayCostsTimeAndOnlyTheBrokenFileFails() throws Exception {
        write("html/page.html", "<html><body><p>The orchard was planted by the river.</p></body></html>");
        write("broken.pdf", "%PDF-1.7 and nothing else");
        ParseCost cost =
                new ParseTrial(System::nanoTime, 1, 2, 120).measure(folder, new PrintWriter(Writer.nullWriter()));
        assertThat(cost.types()).extracting(Cell::type).containsExactly("html", "pdf");
        assertThat(cost.leftOut()).isEmpty();
        for (Way way : Way.values()) {
            assertThat(cost.all().of(way).cpuMillis()).as(way.name()).isPositive();
        }
        assertThat(cost.types().getFirst().of(Way.PLAIN_TIKA).failed()).isZero();
        assertThat(cost.types().getFirst().of(Way.CONTAINED).failed()).isZero();
        assertThat(cost.types().getLast().of(Way.PLAIN_TIKA).failed()).isOne();
        assertThat(ParseCostPage.of(cost, "a machine")).contains("| html | 1 |").contains("| all | 2 |");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void measureWhenAFileEndsTheProcessOfPlainTikaThenThatOneIsLeftOutAndNoOther() throws Exception {
        Files.createDirectories(folder.resolve("txt"));
        try (OutputStream huge = Files.newOutputStream(folder.resolve("txt/huge.txt"))) {
            byte[] block = "one line of many\n".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 300; i++) {
                huge.write(block);
            }
        }
        write("txt/next.txt", "The orchard was planted by the river.");
        write("txt/other.txt", "It yields four tonnes of pears.");
        ParseCost cost =
                new ParseTrial(System::nanoTime, 1, 1, 120).measure(folder, new PrintWriter(Writer.nullWriter()));
        assertThat(cost.leftOut()).containsExactly(new LeftOut("txt/huge.txt", "died"));
        assertThat(cost.all().of(Way.PLAIN_TIKA).failed()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void processorTimeWhenAThreadWorksThenThatTimeIsIn() {
        ProcessorTime before = ProcessorTime.of(ProcessHandle.current());
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        long used = ProcessorTime.of(ProcessHandle.current()).since(before);
        assertThat(used).isBetween(TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.MINUTES.toNanos(1));
    }

    @Test
    void trialWhenThereIsNoRoundThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ParseTrial(System::nanoTime, 1, 0, 1));
    }

    private void write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
