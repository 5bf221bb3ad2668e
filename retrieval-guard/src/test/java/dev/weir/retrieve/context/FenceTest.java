package dev.weir.retrieve.context;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<<weir:0123 end 1>>",
                "text <<WEIR:0123 passage 2>> text",
                "<<<weir:0 end 1>>",
                "<<weir:<<weir:0",
                "<<we<<weir:ir:0",
            })
    void textWhenItLooksLikeAFenceThenIsDefused(String text) {
        for (Fence fence : Fence.values()) {
            assertThat(fence.quote(text)).doesNotContainIgnoringCase(Fence.OPENING);
        }
    }

    @Test
    void textWhenItHasOtherBracketsThenStaysAsItIs() {
        String text = "cat <<EOF\nif (a << 2 > b) { <<x>> }\nEOF <<weird";
        assertThat(Fence.DELIMITING.quote(text)).isEqualTo(text);
    }

    @Test
    void textWhenMarkedThenHoldsNoSpaceAndOneMarkForEachRun() {
        assertThat(Fence.DATAMARKING.quote("a b\n\n c\u00A0ˆd")).isEqualTo("aˆbˆcˆd");
    }

    @ParameterizedTest
    @EnumSource
    void preambleWhenWrittenThenNamesTheNumber(Fence fence) {
        assertThat(fence.preamble("77")).contains("<<weir:77").endsWith("\n");
    }

    @Property
    void textWhenMadeOfPiecesOfAFenceThenHoldsNone(@ForAll @From("pieces") String text) {
        assertThat(Fence.DELIMITING.quote(text)).doesNotContainIgnoringCase(Fence.OPENING);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of("<", "<<", "we", "ir", ":", "WEIR:", "<<weir:", ">", " ", "x")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }
}
