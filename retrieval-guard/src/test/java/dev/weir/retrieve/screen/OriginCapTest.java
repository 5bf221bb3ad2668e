package dev.weir.retrieve.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OriginCapTest {
    @ParameterizedTest
    @CsvSource({"SOURCE, SOURCE_CAP", "UPLOADER, UPLOADER_CAP", "BATCH, BATCH_CAP"})
    void capWhenExceededThenObjectsToTheRestInOrder(Origin origin, WithholdCode code) {
        Sets sets = new Sets();
        for (int i = 0; i < 4; i++) {
            sets.of(
                    TrustTier.EXTERNAL,
                    origin == Origin.SOURCE ? "x" : "s" + i,
                    origin == Origin.UPLOADER ? "x" : "u" + i,
                    origin == Origin.BATCH ? "x" : "b" + i,
                    "text " + i);
        }
        OriginCap cap = OriginCap.forAll(origin, 2);
        assertThat(cap.code()).isEqualTo(code);
        assertThat(cap.objections(sets.asking("q"))).containsExactly(new Objection(2, 1 / 3.0), new Objection(3, 0.5));
    }

    @ParameterizedTest
    @EnumSource
    void capWhenOriginsDifferOrAreUnknownThenIsQuiet(Origin origin) {
        Sets sets = new Sets();
        for (int i = 0; i < 3; i++) {
            sets.alone(TrustTier.EXTERNAL, "text").of(TrustTier.EXTERNAL, "", "", "", "text");
        }
        assertThat(sets.objected(OriginCap.forAll(origin, 1), "q")).isEmpty();
    }

    @Test
    void capWhenOfTheHouseThenIsQuietAndCountsOnlyTheOthers() {
        Sets sets = new Sets()
                .of(TrustTier.INTERNAL, "a", "sync", "b", "one")
                .of(TrustTier.INTERNAL, "b", "sync", "b", "two")
                .of(TrustTier.EXTERNAL, "c", "sync", "b", "three")
                .of(TrustTier.EXTERNAL, "d", "sync", "b", "four");
        assertThat(sets.objected(OriginCap.below(TrustTier.INTERNAL, Origin.UPLOADER, 1), "q"))
                .containsExactly(3);
    }
}
