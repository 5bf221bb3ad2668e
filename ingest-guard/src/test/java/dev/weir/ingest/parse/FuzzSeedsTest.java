package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer begins with, and what it once found, is handled without a finding. */
class FuzzSeedsTest {

    private static final long SEED = 20_261_128;
    private static final int ROUNDS = Integer.getInteger("weir.fuzz.rounds", 200);

    static Stream<String> targets() {
        return Stream.concat(Stream.of("answer"), FuzzTargets.formats().stream());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void handleWhenGivenItsSeedsThenNoFinding(String name) throws Exception {
        FuzzTarget target = FuzzTargets.named(name);
        List<byte[]> seeds = target.seeds();
        assertThat(seeds).isNotEmpty();
        for (byte[] seed : seeds) {
            assertThatCode(() -> target.handle(seed)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void handleWhenSeedsAreChangedAtRandomThenNoFinding(String name) throws Exception {
        FuzzTarget target = FuzzTargets.named(name);
        ByteChanges changes = new ByteChanges(SEED, target.seeds());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = changes.next();
            assertThatCode(() -> target.handle(input))
                    .as("round %d of seed %d", round, SEED)
                    .doesNotThrowAnyException();
        }
    }

    /** Tests run with the assertions of libraries on, and so may others' programs. */
    @Test
    void handleWhenAnAssertionOfTheLibraryFailsThenNoFinding() throws Exception {
        byte[] unbalanced = "f\\{\\r1t}}{\\colortbl;\\red0;}\\pard Text\\par }".getBytes(StandardCharsets.US_ASCII);
        FuzzTarget target = FuzzTargets.named("rtf");
        assertThatCode(() -> target.handle(unbalanced)).doesNotThrowAnyException();
    }

    @Test
    void thrownByWeirWhenJavaThrowsAtOurCodeThenAFinding() {
        RuntimeException thrown = new RuntimeException("wrapped");
        try {
            Integer.parseInt("not a number");
        } catch (NumberFormatException e) {
            thrown.initCause(e);
        }
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("org.library.Type", "method", null, 1)});
        assertThat(ThrownByWeir.is(thrown)).isTrue();
    }

    @Test
    void thrownByWeirWhenALibraryThrowsThenExpected() {
        assertThatCode(() -> Loader.loadPDF((byte[]) null))
                .isInstanceOfSatisfying(
                        RuntimeException.class,
                        thrown -> assertThat(ThrownByWeir.is(thrown)).isFalse());
    }

    @Test
    void thrownByWeirWhenOurCodeOverflowsTheStackThenAFinding() {
        assertThatCode(() -> overflow(1))
                .isInstanceOfSatisfying(
                        StackOverflowError.class,
                        thrown -> assertThat(ThrownByWeir.is(thrown)).isTrue());
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }
}
