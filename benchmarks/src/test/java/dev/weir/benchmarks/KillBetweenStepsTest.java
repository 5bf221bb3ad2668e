package dev.weir.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.segment.Segment;
import dev.weir.ingest.segment.Segmenter;
import dev.weir.models.detect.Channel;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replacement that dies between any two steps leaves one version visible, whole, and never both or none. */
class KillBetweenStepsTest {
    private static final String OLD = prices("old", 60);
    private static final String NEW = prices("new", 80);

    @TempDir
    private Path root;

    private Path folder;
    private Path files;

    @BeforeEach
    void ingestTheOldVersion() throws Exception {
        folder = root.resolve("site");
        files = Files.createDirectories(root.resolve("files"));
        CrashSite.prepare(folder);
        Files.writeString(files.resolve("prices.txt"), OLD, UTF_8);
        assertThat(run("")).isZero();
        assertThat(visible()).isEqualTo(texts(OLD));
        Files.writeString(files.resolve("prices.txt"), NEW, UTF_8);
    }

    @ParameterizedTest
    @EnumSource(DyingSteps.Step.class)
    void replacementThatDiesBetweenStepsLeavesOneVersionVisible(DyingSteps.Step step) throws Exception {
        assertThat(run(step.name())).isEqualTo(DyingSteps.EXIT);

        boolean published = step.compareTo(DyingSteps.Step.AFTER_HEAD) >= 0;
        assertThat(visible()).isEqualTo(texts(published ? NEW : OLD));

        assertThat(run("")).isZero();
        assertThat(visible()).isEqualTo(texts(NEW));
    }

    @Test
    void replacementThatDiesNowhereShowsTheNewVersion() throws Exception {
        assertThat(run("")).isZero();

        assertThat(visible()).isEqualTo(texts(NEW));
    }

    /** Ingests in a process of its own; its exit code. */
    private int run(String dies) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-D" + DyingSteps.PROPERTY + "=" + dies,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashSite.class.getName(),
                        folder.toString(),
                        files.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile())
                .start();
        return process.waitFor();
    }

    /** The texts of the rows that verify now, for a reader that begins anew. */
    private Set<String> visible() {
        try (CrashSite site = new CrashSite(folder)) {
            site.heads().refresh(CrashSite.TENANT);
            SealVerifier verifier = new SealVerifier(site.heads(), site.clock());
            AccessScope scope = site.resolver().resolve(CrashSite.principal());
            BreakGlass opening = BreakGlass.unscoped(
                    CrashSite.principal(),
                    new Reason("a test looks at every row of the store"),
                    door -> assertThat(door.reason().text()).isNotBlank());
            Set<String> texts = new TreeSet<>();
            site.chunks().forEach(opening, row -> {
                if (verifier.verify(row, scope) instanceof SealCheck.Intact intact) {
                    assertThat(texts.add(intact.chunk().text())).isTrue();
                }
            });
            return texts;
        }
    }

    private static String prices(String which, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "In the " + which + " list sensor head " + i + " costs " + (480 + i) + " euros. ")
                .collect(Collectors.joining());
    }

    private static Set<String> texts(String document) {
        return new Segmenter()
                .segments(List.of(new Layer(Channel.BODY, "/", document))).stream()
                        .map(Segment::text)
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
