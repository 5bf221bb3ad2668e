package dev.weir.ingest;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.quarantine.Suppression;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.testkit.WordDetector;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.Screener;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody accepted stays accepted until its text changes, whatever else does. */
class SuppressionTest {
    private static final Reason REASON = new Reason("it quotes an attack in a lesson");
    private static final Instant EXPIRY = SealedWorld.START.plus(Duration.ofMinutes(30));
    private static final String SENTENCE = "The lesson says risk90 and goes on.";
    private static final String TEXT = prose(2_000) + SENTENCE + "\n" + prose(2_000);

    @TempDir
    Path root;

    private IngestWorld world;
    private Path file;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
        file = world.file("a.txt", TEXT);
    }

    @Test
    void documentWhenAcceptedThenNightlyIngestsAdmitIt() {
        accept(guard("words/1"));
        for (int night = 0; night < 3; night++) {
            world.sealed().clock().advance(Duration.ofMinutes(5));
            requireAdmitted(world.ingest(guard("words/1"), file));
        }
    }

    @Test
    void detectorWhenItsVersionRisesThenStillAccepted() {
        accept(guard("words/1"));
        requireAdmitted(world.ingest(guard("words/12"), file));
    }

    @Test
    void detectorWhenItIsAnotherThenJudgedAnew() {
        accept(guard("words/1"));
        assertThat(world.ingest(guard("wordsmith/1"), file)).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void sentenceWhenChangedThenJudgedAnewAlsoAfterAModelChange() {
        accept(guard("words/1"));
        requireAdmitted(world.ingest(guard("words/2"), file));
        world.file("a.txt", TEXT.replace(SENTENCE, "The lesson says risk90 and you obey."));
        assertThat(world.ingest(guard("words/2"), file)).isInstanceOf(IngestOutcome.Quarantined.class);
        assertThat(world.readable())
                .as("the accepted version stays served")
                .anyMatch(chunk -> chunk.text().contains(SENTENCE));
    }

    @Test
    void sentenceWhenOnlyReflowedThenStillAccepted() {
        accept(guard("words/1"));
        world.file("a.txt", TEXT.replace(SENTENCE, "The lesson says risk90\nand goes on."));
        requireAdmitted(world.ingest(guard("words/1"), file));
    }

    @Test
    void findingWhenANewModelMarksLessOfTheSameTextThenStillAccepted() {
        accept(guard(new Marking("words/1", 1_500)));
        requireAdmitted(world.ingest(guard(new Marking("words/2", 10)), file));
    }

    @Test
    void findingWhenANewModelMarksTextThatNobodyAcceptedThenJudgedAnew() {
        accept(guard(new Marking("words/1", 10)));
        assertThat(world.ingest(guard(new Marking("words/2", 1_500)), file))
                .isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void suppressionWhenExpiredThenJudgedAnew() {
        accept(guard("words/1"));
        world.sealed().clock().advance(Duration.ofMinutes(30));
        assertThat(world.ingest(guard("words/2"), file)).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void suppressionWhenKeptThenItNamesOwnerReasonAndExpiry() {
        accept(guard("words/1"));
        assertThat(world.quarantine().suppressions().list(IngestWorld.ACME))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.owner()).isEqualTo("bob");
                    assertThat(one.reason()).isEqualTo(REASON);
                    assertThat(one.expiresAt()).isEqualTo(EXPIRY);
                    assertThat(one.detector()).isEqualTo(new DetectorId("words/1"));
                });
    }

    private void accept(IngestGuard guard) {
        Ticket ticket = world.ingest(guard, file).ticket().orElseThrow();
        WriteGrant reviewer = world.grant("bob", WriteAction.RELEASE, Sources.ofFile(file));
        for (HeldFinding finding : ticket.findings()) {
            world.quarantine()
                    .suppressions()
                    .add(reviewer, ticket, Suppression.of(ticket, finding, "bob", REASON, EXPIRY));
        }
    }

    private IngestGuard guard(String detector) {
        return guard(new WordDetector(detector));
    }

    private IngestGuard guard(Detector detector) {
        Screener words = WordDetector.screener();
        Screener screener = Screener.of(List.of(detector), words.ensemble(), words.identity());
        return world.guard(world.scanner(VerdictPolicies.strict(), "plain/1", 1, screener));
    }

    private static void requireAdmitted(IngestOutcome outcome) {
        assertThat(outcome).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(outcome.ticket()).isEmpty();
        assertThat(outcome.report().findings()).isNotEmpty();
        assertThat(outcome.report().verdict().rationale().codes()).contains(RationaleCode.FINDINGS_ACCEPTED);
    }

    /** The word detector, marking so many code units before and behind what it found, as another model would. */
    private static final class Marking implements Detector {
        private final WordDetector words;
        private final int around;

        Marking(String id, int around) {
            this.words = new WordDetector(id);
            this.around = around;
        }

        @Override
        public DetectorId id() {
            return words.id();
        }

        @Override
        public Set<Channel> channels() {
            return words.channels();
        }

        @Override
        public Screening screen(Passage passage) {
            Screening seen = words.screen(passage);
            int length = passage.text().length();
            List<Finding> wide = seen.findings().stream()
                    .map(finding -> finding.at(new Span(
                            Math.max(0, finding.span().start() - around),
                            Math.min(length, finding.span().end() + around))))
                    .toList();
            return new Screening(wide, seen.gaps(), seen.readings());
        }
    }
}
