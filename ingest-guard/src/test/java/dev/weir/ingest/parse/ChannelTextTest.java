package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.layout.Place;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelTextTest {

    private static final Place HERE = new Place.Line(1);
    private static final Place THERE = new Place.Line(2);
    private static final Set<Concealment> VANISH = Set.of(Concealment.VANISH);

    private final GapLedger ledger = new GapLedger();
    private final Part part = new Part("/", 0, new TextBudget(20), ledger);

    @Test
    void textWhenRunsContinueThenOneOrigin() {
        part.text(Channel.BODY, "one ", HERE, Set.of());
        part.text(Channel.BODY, "two", HERE, Set.of());
        assertThat(part.textOf(Channel.BODY)).isEqualTo("one two");
        assertThat(part.originsOf(Channel.BODY)).containsExactly(new Origin(0, 7, HERE, Set.of()));
    }

    @Test
    void textWhenPlacesOrReasonsDifferThenOriginsOfTheirOwn() {
        part.text(Channel.HIDDEN, "a", HERE, VANISH);
        part.newLine(Channel.HIDDEN);
        part.text(Channel.HIDDEN, "b", THERE, VANISH);
        part.blank(Channel.HIDDEN);
        part.text(Channel.HIDDEN, "c", THERE, Set.of(Concealment.TINY_GLYPH));
        assertThat(part.textOf(Channel.HIDDEN)).isEqualTo("a\nb c");
        assertThat(part.originsOf(Channel.HIDDEN))
                .containsExactly(
                        new Origin(0, 1, HERE, VANISH),
                        new Origin(2, 3, THERE, VANISH),
                        new Origin(4, 5, THERE, Set.of(Concealment.TINY_GLYPH)));
    }

    @Test
    void textWhenItIsHiddenInTheBodyThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> part.text(Channel.BODY, "a", HERE, VANISH));
    }

    @Test
    void textWhenItIsSeenOutsideTheBodyThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> part.text(Channel.HIDDEN, "a", HERE, Set.of()));
    }

    @Test
    void textWhenTheBudgetIsUsedUpThenCutAndSaid() {
        part.text(Channel.BODY, "0123456789", HERE, Set.of());
        part.text(Channel.HIDDEN, "0123456789ABC", HERE, VANISH);
        assertThat(part.textOf(Channel.HIDDEN)).isEqualTo("0123456789");
        assertThat(part.isFull()).isTrue();
        assertThat(ledger.gaps()).containsExactly(new Gap(GapCode.LIMIT_OUTPUT, "/", "hidden cut off"));
    }

    @Test
    void textWhenPlacesAreUsedUpThenTheLastStandsForTheRestWithAllReasons() {
        ChannelText text = new ChannelText();
        text.run("a", HERE, VANISH, true);
        text.run("b", THERE, Set.of(Concealment.CLIPPED), false);
        assertThat(text.origins())
                .containsExactly(new Origin(0, 2, HERE, Set.of(Concealment.VANISH, Concealment.CLIPPED)));
    }

    @Test
    void hideBodyWhenAnotherPartIsShownThenItsOriginsSaySo() {
        part.text(Channel.BODY, "seen", HERE, Set.of());
        part.text(Channel.HIDDEN, "not", THERE, VANISH);
        part.hideBody(Set.of(Concealment.ALTERNATIVE_PART));
        assertThat(part.textOf(Channel.BODY)).isEmpty();
        assertThat(part.textOf(Channel.HIDDEN)).isEqualTo("not\nseen");
        assertThat(part.originsOf(Channel.HIDDEN))
                .containsExactly(
                        new Origin(0, 3, THERE, VANISH), new Origin(4, 8, HERE, Set.of(Concealment.ALTERNATIVE_PART)));
    }
}
