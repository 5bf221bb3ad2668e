package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.layout.Place;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartTest {

    private final GapLedger ledger = new GapLedger();

    @Test
    void gapsWhenAPassReportsThemWithoutEndThenTheyStayFew() {
        Part part = part(0);
        for (int i = 0; i < 100_000; i++) {
            part.gap(GapCode.UNREAD, "object " + i);
        }
        part.settle();
        assertThat(ledger.gaps())
                .hasSizeLessThan(210)
                .anyMatch(gap -> gap.detail().startsWith("more of this code; 99"));
    }

    @Test
    void gapsWhenTheSameOnesComeFromSeveralPartsThenCountedTogether() {
        for (int i = 0; i < 3; i++) {
            Part part = part(0);
            part.gap(GapCode.UNREAD, "object");
            part.gap(GapCode.UNREAD, "object");
            part.settle();
        }
        assertThat(ledger.gaps()).containsExactly(new Gap(GapCode.UNREAD, "/0", "object; 6 times"));
    }

    @Test
    void damageWhenAnInnerPartIsSilentThenItIsLeftOutAndOtherwiseBlocks() {
        Part silent = part(1);
        silent.gap(GapCode.CORRUPT, "broken");
        silent.gap(GapCode.LIMIT_OUTPUT, "cut off");
        silent.settle();
        Part speaking = part(1);
        speaking.text(Channel.BODY, "words", new Place.Line(1), Set.of());
        speaking.gap(GapCode.CORRUPT, "broken");
        speaking.settle();
        assertThat(ledger.gaps())
                .extracting(Gap::code)
                .containsExactlyInAnyOrder(GapCode.LEFT_OUT, GapCode.LIMIT_OUTPUT, GapCode.CORRUPT);
    }

    private Part part(int depth) {
        return new Part("/" + depth, depth, new TextBudget(1_000), ledger);
    }
}
