package dev.weir.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.testkit.WordDetector;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkScannerTest {
    private final ChunkScanner scanner = new ChunkScanner(WordDetector.screener(), VerdictPolicies.balanced(), 7);

    @Test
    void chunksWhenCleanThenTheStampKeepsTheOutcomeAndNamesTheRules() {
        Rescreened screened = rescreen(chunks("a text", "and another"));
        assertThat(screened.judgement()).isEqualTo(Rescreened.Judgement.CLEAN);
        assertThat(screened.stamp().epoch()).isEqualTo(7);
        assertThat(screened.stamp().outcome()).isEqualTo(ScanStamp.Outcome.PARTIAL);
        assertThat(screened.stamp().ruleset()).startsWith("rules:words/1;balanced@");
    }

    @Test
    void chunksWhenInOtherPartsOfTheDocumentThenDoNotMakeAWordTogether() {
        List<SealedText> chunks =
                List.of(new SealedText("/1", 0, 8, "see risk"), new SealedText("/2", 0, 8, "90 below"));
        assertThat(rescreen(chunks).judgement()).isEqualTo(Rescreened.Judgement.CLEAN);
    }

    @Test
    void chunksWhenTheirLocationIsNoPathThenAreScreenedAllTheSame() {
        List<SealedText> chunks = List.of(new SealedText("sheet:2 of somebody else's", 0, 6, "risk90"));
        assertThat(rescreen(chunks).judgement()).isEqualTo(Rescreened.Judgement.FLAGGED);
    }

    @ParameterizedTest
    @CsvSource({"7990, 6", "7999, 6", "16000, 6", "0, 16000"})
    void chunkWhenLongerThanASegmentThenIsScreenedWhole(int before, int after) {
        String text = "x".repeat(before) + " risk90 " + "y".repeat(after);
        assertThat(rescreen(chunks("a text", text)).judgement()).isEqualTo(Rescreened.Judgement.FLAGGED);
    }

    @Test
    void chunkWhenAPairStandsWhereItIsCutThenIsScreened() {
        String text = "x".repeat(7_999) + "\ud83d\udc4b and risk90";
        assertThat(rescreen(chunks(text)).judgement()).isEqualTo(Rescreened.Judgement.FLAGGED);
    }

    @Test
    void chunkWhenBlankThenIsNoReasonToStop() {
        assertThat(rescreen(chunks("a text", " \n ", "and another")).judgement())
                .isEqualTo(Rescreened.Judgement.CLEAN);
    }

    @Test
    void chunksWhenAllAreBlankThenNothingIsJudged() {
        assertThat(rescreen(chunks(" ", "\n")).judgement()).isEqualTo(Rescreened.Judgement.UNJUDGED);
    }

    @Test
    void stampWhenOfTheseRulesThenIsKnownWhateverPolicyAndRuntime() {
        ScanStamp own = rescreen(chunks("a text")).stamp();
        assertThat(scanner.gave(own)).isTrue();
        assertThat(scanner.gave(with(own, "rules:words/1;strict@0", own.model(), own.tokenizer(), own.calibration())))
                .isTrue();
    }

    @Test
    void stampWhenAnythingOfTheRulesDiffersThenIsAnothers() {
        ScanStamp own = rescreen(chunks("a text")).stamp();
        Sha256 other = Sha256.ofText("other");
        assertThat(scanner.gave(with(own, "rules:words/2;b", own.model(), own.tokenizer(), own.calibration())))
                .isFalse();
        assertThat(scanner.gave(with(own, own.ruleset(), other, own.tokenizer(), own.calibration())))
                .isFalse();
        assertThat(scanner.gave(with(own, own.ruleset(), own.model(), other, own.calibration())))
                .isFalse();
        assertThat(scanner.gave(with(own, own.ruleset(), own.model(), own.tokenizer(), "other")))
                .isFalse();
    }

    @Test
    void textWhenPrintedThenShowsOnlyItsPlace() {
        assertThat(new SealedText("/", 3, 9, "secret").toString())
                .contains("3-9")
                .doesNotContain("secret");
    }

    private Rescreened rescreen(List<SealedText> chunks) {
        return scanner.rescreen(
                new SourceRef("test:doc"), TrustTier.INTERNAL, ScanStamp.Outcome.PARTIAL, chunks, finding -> false);
    }

    /** Chunks that meet. */
    private static List<SealedText> chunks(String... texts) {
        List<SealedText> chunks = new ArrayList<>();
        int at = 0;
        for (String text : texts) {
            chunks.add(new SealedText("/", at, at + text.length(), text));
            at += text.length();
        }
        return chunks;
    }

    private static ScanStamp with(ScanStamp own, String ruleset, Sha256 model, Sha256 tokenizer, String calibration) {
        return new ScanStamp(
                own.epoch() + 1, ruleset, model, tokenizer, calibration, "other", own.outcome(), own.worstScore());
    }
}
