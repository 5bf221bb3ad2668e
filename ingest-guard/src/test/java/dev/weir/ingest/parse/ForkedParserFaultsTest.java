package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.layout.Place;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that lie, stall and die cost their document and nothing else. */
class ForkedParserFaultsTest {

    private static final DocumentLimits LIMITS = DocumentLimits.defaults()
            .withOutputChars(Limit.quarantine(RiggedWorker.MAX_CHARS))
            .withWallClockMillis(Limit.quarantine(60_000));

    /** For workers that never answer: what they do until they are killed takes them a few milliseconds. */
    private static final DocumentLimits HASTY = LIMITS.withWallClockMillis(Limit.quarantine(1_000));

    /** Long enough for an honest answer on a machine that is busy with something else. */
    private static final DocumentLimits PATIENT = LIMITS.withWallClockMillis(Limit.quarantine(6_000));

    private static ForkedParser parser;

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void startParser() {
        file = Fixtures.write(folder, "any.txt", Fixtures.utf8("the text of the file"));
        parser = ForkedParser.start(LIMITS, 1, RiggedWorker.command());
    }

    @AfterAll
    static void closeParser() {
        parser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "long-frame, answer refused: the frame is longer than allowed",
        "negative-frame, answer refused: the frame is longer than allowed",
        "noise, answer refused: a text is longer than allowed",
        "short-frame, answer refused: the answer ends inside a field",
        "much-text, answer refused: the layers hold more text than the limit",
        "bad-utf8, answer refused: a text is not UTF-8",
        "lone-surrogate, answer refused: a text is not UTF-8",
        "nul, answer refused: a value is outside its range",
        "blank, answer refused: a value is outside its range",
        "channel, answer refused: a value is outside its range",
        "location, answer refused: a value is outside its range",
        "origin-behind-text, answer refused: a value is outside its range",
        "origin-reason, answer refused: a value is outside its range",
        "origin-kind, answer refused: a value is outside its range",
        "origin-number, answer refused: a value is outside its range",
        "origin-overlap, answer refused: a value is outside its range",
        "layer-twice, answer refused: a layer comes twice",
        "layers-missing, answer refused: a value is outside its range",
        "many-layers, answer refused: a count is outside its range",
        "many-gaps, answer refused: a count is outside its range",
        "many-values, answer refused: a count is outside its range",
        "gap-code, answer refused: a value is outside its range",
        "bytes-after, answer refused: bytes follow the last field",
        "endless, answer refused: the frame is longer than allowed",
        "other-id, answer refused: it is for another request",
        "closed, the worker closed its output",
        "die, the worker ended with code 9",
    })
    void parseWhenWorkerBreaksTheProtocolThenFailedGapAndTheNextDocumentIsRead(String name, String detail) {
        assertThat(parse(name).gaps()).containsExactly(new Gap(GapCode.PARSER_FAILED, Locations.ROOT, detail));
        assertThat(parse("good").body()).extracting(Layer::text).containsExactly("the text of the file");
    }

    @Test
    void parseWhenWorkerRunsOutOfMemoryThenMemoryGap() {
        assertThat(parse("exhaust").gaps())
                .containsExactly(new Gap(GapCode.LIMIT_MEMORY, Locations.ROOT, "the worker ran out of memory"));
    }

    @ParameterizedTest
    @CsvSource({"hang-always", "drip", "stubborn"})
    void parseWhenWorkerGivesNoWholeAnswerInTimeThenTimedOut(String name) {
        try (ForkedParser hasty = ForkedParser.start(HASTY, 1, RiggedWorker.command())) {
            Set<Long> before = hasty.workerIds();
            assertThat(hasty.parse(document(name)).gaps())
                    .containsExactly(new Gap(GapCode.TIMED_OUT, Locations.ROOT, "no answer within 1000 ms"));
            assertThat(before).allSatisfy(ForkedParserFaultsTest::assertDead);
        }
    }

    @Test
    void parseWhenWorkerComputesForTooLongThenTheProcessorTimeIsNamed() {
        DocumentLimits busy = LIMITS.withCpuMillis(Limit.quarantine(600));
        try (ForkedParser parser = ForkedParser.start(busy, 1, RiggedWorker.command())) {
            assertThat(parser.parse(document("spin")).gaps())
                    .containsExactly(new Gap(GapCode.LIMIT_CPU, Locations.ROOT, "more than 600 ms of processor time"));
        }
    }

    @Test
    void parseWhenWorkerSaysWhereItsTextIsFromThenTheLayerSaysSo() {
        assertThat(parse("origin").layers().getFirst().origins())
                .containsExactly(new Origin(0, 1, new Place.Line(3), Set.of(Concealment.VANISH)));
    }

    @Test
    void parseWhenWorkerStallsOnceThenTheSecondAttemptIsTheAnswer() {
        try (ForkedParser hasty = ForkedParser.start(PATIENT, 1, RiggedWorker.command())) {
            assertThat(hasty.parse(document("hang-first")).body()).hasSize(1);
        }
    }

    @Test
    void parseWhenWorkerDiesOnceThenTheSecondAttemptIsTheAnswer() {
        assertThat(parse("die-first").body()).hasSize(1);
    }

    @Test
    void parseWhenWorkerIsKilledInTheMiddleThenTheSecondAttemptIsTheAnswer() throws Exception {
        try (ForkedParser victim = ForkedParser.start(LIMITS, 1, RiggedWorker.command())) {
            long worker = victim.workerIds().iterator().next();
            CompletableFuture<ParsedDocument> answer =
                    CompletableFuture.supplyAsync(() -> victim.parse(document("hang-first")));
            while (!Files.exists(victim.folder().resolve("hang-first.seen"))) {
                Thread.onSpinWait();
            }
            assertThat(ProcessHandle.of(worker).orElseThrow().destroyForcibly()).isTrue();
            assertThat(answer.get(60, TimeUnit.SECONDS).body()).hasSize(1);
        }
    }

    @Test
    void parseWhenIdleWorkerIsKilledThenTheNextDocumentIsRead() throws Exception {
        ProcessHandle worker =
                ProcessHandle.of(parser.workerIds().iterator().next()).orElseThrow();
        worker.destroyForcibly();
        worker.onExit().get(10, TimeUnit.SECONDS);
        assertThat(parse("good").body()).hasSize(1);
    }

    @Test
    void parseWhenAnswerCameBeforeTheRequestThenItIsNotBelieved() {
        assertThat(parse("early").body()).extracting(Layer::text).containsExactly("the text of the file");
        assertThat(parse("good").body()).extracting(Layer::text).containsExactly("the text of the file");
    }

    @Test
    void parseWhenBytesFollowAnAnswerThenANewWorkerReadsTheNextDocument() {
        Set<Long> before = parser.workerIds();
        assertThat(parse("after-end").body()).hasSize(1);
        assertThat(parse("good").body()).extracting(Layer::text).containsExactly("the text of the file");
        assertThat(parser.workerIds()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void parseWhenWorkerStopsReadingThenANewWorkerReadsTheNextDocument() {
        try (ForkedParser hasty = ForkedParser.start(PATIENT, 1, RiggedWorker.command())) {
            Set<Long> before = hasty.workerIds();
            assertThat(hasty.parse(document("deaf")).body()).hasSize(1);
            assertThat(hasty.parse(document("good")).body()).hasSize(1);
            assertThat(before).allSatisfy(ForkedParserFaultsTest::assertDead);
        }
    }

    @Test
    void parseWhenWorkerStartsAProcessThenItEndsWithTheWorker() throws Exception {
        DocumentLimits startingOne = LIMITS.withWallClockMillis(Limit.quarantine(2_000));
        try (ForkedParser hasty = ForkedParser.start(startingOne, 1, RiggedWorker.command())) {
            assertThat(hasty.parse(document("child")).gaps())
                    .extracting(Gap::code)
                    .containsExactly(GapCode.TIMED_OUT);
            long child = Long.parseLong(Files.readString(hasty.folder().resolve("child")));
            for (ProcessHandle still : ProcessHandle.of(child).stream().toList()) {
                still.onExit().get(30, TimeUnit.SECONDS);
            }
            assertDead(child);
        }
    }

    @Test
    void parseWhenWorkerWritesGigabytesOfErrorsThenItsAnswerIsRead() {
        assertThat(parse("loud").body()).hasSize(1);
    }

    @Test
    void parseWhenTheFileTakesTwoWorkersDownThenItIsNotTriedAgain() throws IOException {
        Path attempts = parser.folder().resolve("attempts");
        assertThat(parse("die-counted").gaps())
                .containsExactly(new Gap(GapCode.PARSER_FAILED, Locations.ROOT, "the worker ended with code 9"));
        assertThat(Files.readAllLines(attempts)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void parseWhenManyCallersShareTwoWorkersThenEachGetsItsOwnAnswer() throws Exception {
        try (ForkedParser shared = ForkedParser.start(LIMITS, 2, RiggedWorker.command());
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<ParsedDocument>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Path own = Fixtures.write(folder, "own" + i, Fixtures.utf8("text " + i));
                String name = i % 16 == 7 ? "die" : "good";
                answers.add(callers.submit(() -> shared.parse(new RawDocument(name, own, RawDocument.UNDECLARED))));
            }
            for (int i = 0; i < 64; i++) {
                ParsedDocument answer = answers.get(i).get(120, TimeUnit.SECONDS);
                if (i % 16 == 7) {
                    assertThat(answer.gaps()).extracting(Gap::code).containsExactly(GapCode.PARSER_FAILED);
                } else {
                    assertThat(answer.body()).extracting(Layer::text).containsExactly("text " + i);
                }
            }
        }
    }

    @Test
    void closeWhenWorkersAreBusyThenNoProcessAndNoFileIsLeft() throws Exception {
        ForkedParser closing = ForkedParser.start(LIMITS, 2, RiggedWorker.command());
        Set<Long> workers = closing.workerIds();
        Path pool = closing.folder();
        CompletableFuture<ParsedDocument> answer =
                CompletableFuture.supplyAsync(() -> closing.parse(document("hang-first")));
        while (!Files.exists(closing.folder().resolve("hang-first.seen"))) {
            Thread.onSpinWait();
        }
        closing.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                .withCauseInstanceOf(ParserUnavailableException.class);
        assertThat(workers).hasSize(2).allSatisfy(ForkedParserFaultsTest::assertDead);
        assertThat(pool).doesNotExist();
    }

    @Test
    void parseWhenClosedThenUnavailable() {
        ForkedParser closed = ForkedParser.start(LIMITS, 1, RiggedWorker.command());
        closed.close();
        assertThatExceptionOfType(ParserUnavailableException.class).isThrownBy(() -> closed.parse(document("good")));
    }

    @Test
    void parseWhenCallerIsInterruptedThenUnavailableAndStillInterrupted() throws Exception {
        try (ForkedParser interrupted = ForkedParser.start(LIMITS, 1, RiggedWorker.command())) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                try {
                    interrupted.parse(document("hang-first"));
                } catch (ParserUnavailableException e) {
                    thrown.set(e);
                }
                flag.complete(Thread.currentThread().isInterrupted());
            });
            while (!Files.exists(interrupted.folder().resolve("hang-first.seen"))) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(thrown.get()).isInstanceOf(ParserUnavailableException.class);
            assertThat(interrupted.parse(document("good")).body()).hasSize(1);
        }
    }

    @Test
    void startWhenThereIsNoJavaThenUnavailable() {
        String nowhere = folder.resolve("no-java").toString();
        assertThatExceptionOfType(ParserUnavailableException.class)
                .isThrownBy(() -> ForkedParser.start(LIMITS, 1, unused -> List.of(nowhere)))
                .withMessageContaining("cannot be started");
    }

    @Test
    void startWhenTheWorkerEndsAtOnceThenUnavailable() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThatExceptionOfType(ParserUnavailableException.class)
                .isThrownBy(() -> ForkedParser.start(LIMITS, 1, unused -> List.of(java, "-cp", ".", "no.such.Main")))
                .withMessageContaining("does not come up");
    }

    @Test
    void startWhenNoWorkerIsAskedForThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ForkedParser.start(LIMITS, 0));
    }

    @Test
    void workerWhenItsParentIsKilledInTheMiddleOfADocumentThenEndsAndLeavesNoFile() throws Exception {
        Path slow = Fixtures.write(folder, "slow.docx", Fixtures.docx("word", "nobody", 60_000));
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedParent.class.getName(),
                        slow.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = parent.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle worker =
                    ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            Path pool = Path.of(lines.readLine());
            assertThat(pool).isDirectory();
            parent.destroyForcibly();
            worker.onExit().get(30, TimeUnit.SECONDS);
            assertThat(worker.isAlive()).isFalse();
            assertThat(pool).doesNotExist();
        }
    }

    private static ParsedDocument parse(String name) {
        return parser.parse(document(name));
    }

    private static RawDocument document(String name) {
        return new RawDocument(name, file, RawDocument.UNDECLARED);
    }

    private static void assertDead(long process) {
        assertThat(ProcessHandle.of(process).map(ProcessHandle::isAlive)).isNotEqualTo(Optional.of(true));
    }
}
