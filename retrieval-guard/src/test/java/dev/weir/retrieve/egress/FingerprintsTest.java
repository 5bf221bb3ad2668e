package dev.weir.retrieve.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Runs of withheld text, against the answer and the text themselves. */
class FingerprintsTest {
    private static final int MINIMUM = 48;

    @Property
    void runsWhenComparedWithBruteForceThenAllLongOnesAndNothingElse(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String document = letters(random, 600);
        String given = letters(random, 100) + document.substring(200, 290);
        StringBuilder built = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            int from = random.nextInt(500);
            built.append(letters(random, random.nextInt(80)))
                    .append(document, from, Math.min(600, from + random.nextInt(150)));
        }
        String answer = built.toString();

        List<Span> found = scan(answer, Fingerprints.of(List.of(document)), Fingerprints.everyRunOf(List.of(given)));

        Set<String> runs = runsOf(document);
        Set<String> givenRuns = runsOf(given);
        BitSet leaked = new BitSet();
        for (int i = 0; i + Fingerprints.RUN <= answer.length(); i++) {
            String run = answer.substring(i, i + Fingerprints.RUN);
            if (runs.contains(run) && !givenRuns.contains(run)) {
                leaked.set(i, i + Fingerprints.RUN);
            }
        }
        for (Span span : found) {
            // Begins and ends with a run of the text; between two of them there are at most so many letters of
            // something else.
            assertThat(leaked.get(span.start())).isTrue();
            assertThat(leaked.get(span.end() - 1)).isTrue();
            for (int clear = leaked.nextClearBit(span.start());
                    clear < span.end();
                    clear = leaked.nextClearBit(clear)) {
                int next = leaked.nextSetBit(clear);
                assertThat(next - clear).isLessThanOrEqualTo(Fingerprints.WINDOW);
                clear = next;
            }
            assertThat(span.length()).isGreaterThanOrEqualTo(MINIMUM);
        }
        BitSet reported = new BitSet();
        found.forEach(span -> reported.set(span.start(), span.end()));
        for (int start = leaked.nextSetBit(0); start >= 0; start = leaked.nextSetBit(leaked.nextClearBit(start))) {
            int end = leaked.nextClearBit(start);
            if (end - start >= MINIMUM + 2 * (Fingerprints.WINDOW - 1)
                    && isOneCopy(answer.substring(start, end), document)) {
                assertThat(reported.get(start, end).cardinality())
                        .as("seed %s, run of %s", seed, end - start)
                        .isGreaterThanOrEqualTo(end - start - 2 * (Fingerprints.WINDOW - 1));
            }
        }
    }

    @Property
    void fingerprintsWhenTakenThenOneInEveryWindow(@ForAll long seed) {
        String text = letters(new SplittableRandom(seed), 400);
        Fingerprints prints = Fingerprints.of(List.of(text));
        for (int i = 0; i + Fingerprints.SURE <= text.length(); i++) {
            boolean[] kept = new boolean[1];
            RollingHash run = new RollingHash(Fingerprints.RUN);
            RollingHash head = new RollingHash(Fingerprints.HEAD);
            text.substring(i, i + Fingerprints.SURE).chars().forEach(unit -> {
                kept[0] |= run.accept(unit) && prints.holdsRun(run.value());
                head.accept(unit);
            });
            assertThat(kept[0]).isTrue();
        }
        assertThat(prints.size()).isLessThan(400 * 3 / Fingerprints.WINDOW);
    }

    @Test
    void copyWhenSpacedAndPunctuatedOtherwiseThenFound() {
        EgressWorld world = new EgressWorld();
        String copy = EgressWorld.WITHHELD
                .toUpperCase(java.util.Locale.ROOT)
                .replace(" ", "\n> ")
                .replace("E", "\u0415");
        assertThat(world.found("So: " + copy + " Right?")).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(EgressCode.FOREIGN_TEXT);
            assertThat(finding.span().length()).isGreaterThan(copy.length() - 100);
        });
    }

    @Test
    void copyWhenInBase64ThenFound() {
        String encoded = java.util.Base64.getEncoder()
                .encodeToString(EgressWorld.WITHHELD.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(new EgressWorld().codes("So: " + encoded)).containsExactly(EgressCode.FOREIGN_TEXT);
    }

    @Test
    void copyWhenTheCallerWasGivenItTooThenQuiet() {
        assertThat(new EgressWorld().codes("It says: " + EgressWorld.GIVEN)).isEmpty();
    }

    @Test
    void copyWhenShortThenQuiet() {
        assertThat(new EgressWorld().codes("It is about " + EgressWorld.WITHHELD.substring(0, 70) + "."))
                .isEmpty();
    }

    @Test
    void textWhenShorterThanARunThenNothingIsKept() {
        assertThat(Fingerprints.of(List.of("too short to be a run"))).hasToString("Fingerprints[0]");
        assertThat(Fingerprints.of(List.of("just long enough to be one run")).size())
                .isEqualTo(1);
        assertThat(Fingerprints.none().size()).isZero();
    }

    @Test
    void longSetWhenFilledThenHoldsExactlyWhatWasAdded() {
        SplittableRandom random = new SplittableRandom(7);
        Set<Long> oracle = new HashSet<>();
        LongSet set = new LongSet();
        for (int i = 0; i < 5000; i++) {
            long value = random.nextInt(4000) * 0x100000001L;
            oracle.add(value);
            set.add(value);
        }
        assertThat(set.size()).isEqualTo(oracle.size());
        for (long i = -10; i < 4100; i++) {
            assertThat(set.contains(i * 0x100000001L)).isEqualTo(oracle.contains(i * 0x100000001L));
        }
    }

    private static List<Span> scan(String answer, Fingerprints prints, LongSet given) {
        List<Span> spans = new ArrayList<>();
        new RunScan(List.of(prints), given, MINIMUM, finding -> {
                    if (!spans.isEmpty()
                            && spans.getLast().end() == finding.span().start()) {
                        spans.set(spans.size() - 1, spans.getLast().hull(finding.span()));
                    } else {
                        spans.add(finding.span());
                    }
                })
                .acceptAll(answer);
        return spans;
    }

    private static boolean isOneCopy(String part, String document) {
        return document.contains(part);
    }

    private static Set<String> runsOf(String text) {
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + Fingerprints.RUN <= text.length(); i++) {
            runs.add(text.substring(i, i + Fingerprints.RUN));
        }
        return runs;
    }

    private static String letters(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
