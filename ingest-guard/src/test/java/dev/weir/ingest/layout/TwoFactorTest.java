package dev.weir.ingest.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.Screener;
import dev.weir.models.detect.Channel;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hidden alone is kept from the index and noted; hidden and giving orders, or contradicting what is seen, holds the document.
 */
class TwoFactorTest {

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    private static Screener screener;
    private static DocumentScanner scanner;

    static List<Vector> hiding() {
        return VectorMatrixTest.vectors().stream()
                .filter(vector -> vector.channel() == Channel.HIDDEN)
                .toList();
    }

    static List<Vector> harmlessIfHidden() {
        return hiding().stream().filter(vector -> !vector.code().contradicts()).toList();
    }

    static List<Vector> contradicting() {
        return hiding().stream().filter(vector -> vector.code().contradicts()).toList();
    }

    @BeforeAll
    static void start() {
        screener = Screener.defaults();
        scanner = new DocumentScanner(
                DocumentReader.forked(FILES.parser()),
                DocumentLimits.defaults(),
                screener,
                VerdictPolicies.balanced(),
                1,
                InstantSource.system());
    }

    @AfterAll
    static void stop() {
        screener.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hiding")
    void scanWhenAnOrderIsHiddenThenHeldAndItsPlaceIsNamed(Vector vector) {
        DocumentReport report = scan(vector.file(), vector.hidden().apply(VectorMatrixTest.ATTACK));
        assertThat(report.verdict()).isInstanceOf(Verdict.Quarantine.class);
        assertThat(report.verdict().rationale().codes()).contains(RationaleCode.FLAGGED_CHANNEL);
        assertThat(report.verdict().rationale().findings())
                .filteredOn(found -> found.finding().channel() == Channel.HIDDEN)
                .isNotEmpty()
                .anySatisfy(
                        found -> assertThat(report.origin(found).orElseThrow().concealments())
                                .contains(vector.code()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradicting")
    void scanWhenAHarmlessSentenceContradictsWhatIsSeenThenHeld(Vector vector) {
        DocumentReport report = scan(vector.file(), vector.hidden().apply(VectorMatrixTest.HARMLESS));
        assertThat(report.verdict()).isInstanceOf(Verdict.Quarantine.class);
        assertThat(report.verdict().rationale().codes()).containsExactly(RationaleCode.CONTRADICTS_VISIBLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmlessIfHidden")
    void scanWhenAHarmlessSentenceIsHiddenThenTheRestIsAdmittedAndItIsNoted(Vector vector) {
        DocumentReport report = scan(vector.file(), vector.hidden().apply(VectorMatrixTest.HARMLESS));
        assertThat(report.verdict().code()).isEqualTo("admit");
        assertThat(report.verdict().isWhole()).isTrue();
        assertThat(report.concealed().counts()).containsKey(vector.code());
    }

    private static DocumentReport scan(String name, byte[] bytes) {
        return scanner.scan(FILES.document(name, bytes));
    }
}
