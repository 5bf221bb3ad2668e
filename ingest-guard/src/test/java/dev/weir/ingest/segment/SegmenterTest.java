package dev.weir.ingest.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.parse.Layer;
import dev.weir.models.detect.Channel;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SegmenterTest {

    private final Segmenter segmenter = new Segmenter();

    @Property(tries = 500)
    void segmentsWhenAnyTextThenCoverAllButWhiteSpaceOnceInOrder(@ForAll("texts") String text) {
        List<Segment> segments = segmenter.segments(body(text));
        int at = 0;
        for (Segment segment : segments) {
            assertThat(text.substring(at, segment.start())).isBlank();
            assertThat(segment.text()).isEqualTo(text.substring(segment.start(), segment.end()));
            assertThat(segment.text().length()).isLessThanOrEqualTo(1_300);
            at = segment.end();
        }
        assertThat(text.substring(at)).isBlank();
    }

    @Property(tries = 200)
    void segmentsWhenAnyTextThenEveryCutButTheLastLeavesAtLeastTheMinimum(@ForAll("texts") String text) {
        List<Segment> segments = segmenter.segments(body(text));
        for (int i = 0; i + 1 < segments.size(); i++) {
            int next = segments.get(i + 1).start();
            assertThat(next - segments.get(i).start()).isGreaterThanOrEqualTo(399);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> piece = Arbitraries.of(
                " ",
                "\n",
                "\n\n",
                "\n \n",
                "\t",
                ". ",
                "! ",
                "word ",
                "W",
                "\u00A0",
                "e\u0301",
                "\uD83D\uDE00",
                "\uD83D\uDC68\u200D\uD83D\uDC69",
                "\u0644\u0627 ",
                "\u4E2D\u3002",
                "\u200B",
                "x".repeat(700),
                "\uD83D\uDE00".repeat(650),
                "A sentence of some words. ".repeat(30),
                " ".repeat(1_500));
        return piece.list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(pieces -> String.join("", pieces))
                .filter(text -> !text.isBlank());
    }

    @Test
    void segmentsWhenTextIsShortThenOneSegmentWithoutOuterWhiteSpace() {
        assertThat(segmenter.segments(body("  one line \n"))).containsExactly(new Segment(0, "/", "one line", 2, 10));
    }

    @Test
    void segmentsWhenAnEmptyLineIsNearTheTargetThenCutThere() {
        String first = "First paragraph goes on. ".repeat(30).strip();
        String second = "Second paragraph goes on. ".repeat(30).strip();
        assertThat(segmenter.segments(body(first + "\n\n" + second)))
                .extracting(Segment::text)
                .containsExactly(first, second);
    }

    @Test
    void segmentsWhenOneLongLineThenCutAfterASentence() {
        String text = "This sentence has exactly some words in it. ".repeat(100).strip();
        assertThat(segmenter.segments(body(text)))
                .hasSizeGreaterThan(3)
                .allSatisfy(segment -> assertThat(segment.text()).endsWith("it."));
    }

    @Test
    void segmentsWhenThereIsNoBorderThenPairsStayWhole() {
        String text = "a" + "\uD83D\uDE00".repeat(3_000);
        List<Segment> segments = segmenter.segments(body(text));
        assertThat(segments).hasSizeGreaterThan(4);
        assertThat(String.join("", segments.stream().map(Segment::text).toList()))
                .isEqualTo(text);
    }

    @Test
    void segmentsWhenLayerIsNotBodyThenLeftOut() {
        assertThat(segmenter.segments(List.of(
                        new Layer(Channel.HIDDEN, "/", "hidden"),
                        new Layer(Channel.METADATA, "/", "title: t"),
                        new Layer(Channel.COMMENT, "/", "comment"))))
                .isEmpty();
    }

    @Test
    void segmentsWhenSeveralBodyLayersThenNumberedThroughWithTheirLocation() {
        assertThat(segmenter.segments(
                        List.of(new Layer(Channel.BODY, "/", "one"), new Layer(Channel.BODY, "/2", "two"))))
                .containsExactly(new Segment(0, "/", "one", 0, 3), new Segment(1, "/2", "two", 0, 3));
    }

    @Test
    void segmentWhenOffsetsDoNotFitTheTextThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment(0, "/", "abc", 0, 2));
    }

    @Test
    void segmentWhenCutInsideAPairThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment(0, "/", "a\uD83D", 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment(0, "/", "\uDE00a", 0, 2));
    }

    @Test
    void segmentWhenTooLongThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment(0, "/", "a".repeat(8_001), 0, 8_001));
    }

    private static List<Layer> body(String text) {
        return List.of(new Layer(Channel.BODY, "/", text));
    }
}
