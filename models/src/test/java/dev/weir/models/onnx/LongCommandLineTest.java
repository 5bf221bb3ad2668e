package dev.weir.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.catalog.ModelCatalog;
import dev.weir.models.detect.Passage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A runtime that looks at the command line of its process must not fall over a long one (docs/adr/0006). */
class LongCommandLineTest {
    private static final int CHARACTERS = 50_000;

    @Test
    void classifierOpensInAProcessWithALongCommandLine() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:-CreateCoredumpOnCrash",
                        "-Dweir.filler=" + "a".repeat(CHARACTERS),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opening.class.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as("%s", output).isZero();
        assertThat(output).contains("readings: 1");
    }

    /** Opens the bundled classifier and asks it something. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) {
            try (OnnxDetector detector = OnnxDetector.open(ModelCatalog.bundled(), 0.01, 1)) {
                System.out.println("readings: "
                        + detector.screen(Passage.body("A calm text."))
                                .readings()
                                .size());
            }
        }
    }
}
