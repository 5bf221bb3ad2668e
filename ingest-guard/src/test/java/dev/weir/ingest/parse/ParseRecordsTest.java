package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParseRecordsTest {

    private static final DocumentLimits DEFAULTS = DocumentLimits.defaults();

    @Test
    void rawDocumentWhenNameIsEmptyThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RawDocument("", Path.of("a"), RawDocument.UNDECLARED));
    }

    @Test
    void rawDocumentWhenNameIsTooLongThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RawDocument("a".repeat(4_097), Path.of("a"), RawDocument.UNDECLARED));
    }

    @Test
    void rawDocumentWhenMediaTypeIsTooLongThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RawDocument("a", Path.of("a"), "a".repeat(256)));
    }

    @Test
    void rawDocumentWhenPathIsARootThenRefused() {
        Path root = Path.of("/").toAbsolutePath().getRoot();
        assertThatIllegalArgumentException().isThrownBy(() -> RawDocument.of(root));
    }

    @Test
    void limitWhenNegativeThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.reject(-1));
    }

    @Test
    void limitsWhenHeapIsTooSmallThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withHeapBytes(Limit.reject(1 << 20)));
    }

    @Test
    void limitsWhenTimeIsTooLongThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withWallClockMillis(Limit.reject(3_600_001)));
    }

    @Test
    void limitsWhenOutputIsTooLargeThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withOutputChars(Limit.reject(100_000_001)));
    }

    @Test
    void limitsWhenDepthIsTooLargeThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withEmbeddedDepth(Limit.reject(51)));
    }

    @Test
    void limitsWhenCountIsTooLargeThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withEmbeddedDocuments(Limit.reject(100_001)));
    }

    @Test
    void limitsWhenInputIsZeroThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withInputBytes(Limit.reject(0)));
    }

    @Test
    void onLimitWhenGapStandsForALimitThenItsOwnConsequence() {
        DocumentLimits limits = DEFAULTS.withEmbeddedDepth(Limit.reject(3));
        assertThat(limits.onLimit(GapCode.LIMIT_DEPTH)).contains(OnLimit.REJECT);
        assertThat(limits.onLimit(GapCode.LIMIT_OUTPUT)).contains(OnLimit.QUARANTINE);
        assertThat(limits.onLimit(GapCode.TOO_LARGE)).contains(OnLimit.REJECT);
        assertThat(limits.onLimit(GapCode.CORRUPT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b", "a\uD83D"})
    void layerWhenTextIsBlankOrMalformedThenRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Layer(Channel.BODY, "/", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "//", "/a", "/1/", "/12345678"})
    void layerWhenLocationIsNoPathOfNumbersThenRefused(String location) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Layer(Channel.BODY, location, "text"));
    }

    @Test
    void parsedDocumentWhenWithoutDigestAndWithoutBlockingGapThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParsedDocument("", "text/plain", List.of(), List.of(), Map.of()));
    }

    @Test
    void parsedDocumentWhenDigestIsNotHexThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParsedDocument("A".repeat(64), "text/plain", List.of(), List.of(), Map.of()));
    }

    @Test
    void parsedDocumentWhenGapsComeInAnyOrderThenTheyAreSorted() {
        Gap first = new Gap(GapCode.CORRUPT, "/", "");
        Gap second = new Gap(GapCode.CORRUPT, "/1", "");
        assertThat(new ParsedDocument("", "text/plain", List.of(), List.of(second, first), Map.of()).gaps())
                .containsExactly(first, second);
    }
}
