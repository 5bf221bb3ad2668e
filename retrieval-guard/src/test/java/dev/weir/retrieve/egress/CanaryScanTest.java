package dev.weir.retrieve.egress;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.models.detect.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CanaryScanTest {
    private final EgressWorld world = new EgressWorld();

    /** Ways to write a canary that a reader, or a script, undoes. */
    enum Disguise {
        NONE(text -> text),
        UPPER_CASE(text -> text.toUpperCase(Locale.ROOT)),
        MIXED_CASE(text -> text.chars()
                .mapToObj(unit ->
                        unit % 2 == 0 ? Character.toString(unit) : Character.toString(Character.toUpperCase(unit)))
                .collect(Collectors.joining())),
        SPACES(text -> text.replace('-', ' ')),
        ONE_WORD(text -> text.replace("-", "")),
        LINES(text -> text.replace("-", ",\n  and\u2026 ".replace("and", "~"))),
        SPELLED_OUT(text -> String.join(" ", text.split("", -1))),
        ZERO_WIDTH(text -> String.join("\u200b", text.split("", -1))),
        TAGGED(text -> text.replace("e", "e\udb40\udc41")),
        CYRILLIC(text -> text.replace('a', '\u0430').replace('e', '\u0435').replace('o', '\u043e')),
        FULL_WIDTH(text -> text.chars()
                .mapToObj(unit -> Character.toString(unit >= 'a' && unit <= 'z' ? unit - 'a' + 0xFF41 : unit))
                .collect(Collectors.joining())),
        BOLD(text -> text.codePoints()
                .mapToObj(unit -> Character.toString(unit >= 'a' && unit <= 'z' ? unit - 'a' + 0x1D41A : unit))
                .collect(Collectors.joining())),
        ACCENTS(text -> text.replace("a", "\u00e4").replace("e", "e\u0301")),
        BACKWARDS(text -> new StringBuilder(text).reverse().toString()),
        BASE64(text -> base64(text)),
        BASE64_OF_CAPITALS(text -> base64(text.toUpperCase(Locale.ROOT))),
        BASE64_OF_SENTENCE(text -> base64("The file is " + text + " as you know, and so on.")),
        BASE64_WRAPPED(text -> base64("The file is " + text + " as you know.").replaceAll("(.{24})", "$1\n")),
        BASE64_BACKWARDS(text -> base64(new StringBuilder(text).reverse().toString())),
        BASE64_TWICE(text -> base64(base64(text))),
        URL_BASE64(
                text -> Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8))),
        HEX(text -> hex(text)),
        HEX_PAIRS(text -> HexFormat.ofDelimiter(" ").formatHex(text.getBytes(StandardCharsets.UTF_8))),
        HEX_COLONS(text -> HexFormat.ofDelimiter(":").formatHex(text.getBytes(StandardCharsets.UTF_8))),
        HEX_PREFIXED(
                text -> HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(text.getBytes(StandardCharsets.UTF_8))),
        BASE64_OF_HEX(text -> base64(hex(text))),
        PERCENT_ALL(text -> HexFormat.of().withPrefix("%").formatHex(text.getBytes(StandardCharsets.UTF_8))),
        PERCENT_SOME(text -> text.replace("a", "%61").replace("e", "%65")),
        PERCENT_TWICE(text -> text.replace("a", "%2561").replace("e", "%2565").replace("o", "%256F")),
        FORM(text -> URLEncoder.encode(text.replace('-', ' '), StandardCharsets.UTF_8)),
        BACKSLASH(text -> text.chars()
                .mapToObj(unit -> "\\u00" + Integer.toHexString(unit))
                .collect(Collectors.joining())),
        ENTITIES(text -> text.chars().mapToObj(unit -> "&#" + unit + ";").collect(Collectors.joining()));

        private final UnaryOperator<String> writing;

        Disguise(UnaryOperator<String> writing) {
            this.writing = writing;
        }

        String write(String text) {
            return writing.apply(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void canaryWhenDisguisedThenFoundWithItsOwner(Disguise disguise) {
        for (int number = 0; number < EgressWorld.CANARIES; number++) {
            String written = disguise.write(world.foreign(number).token());
            String before = "Of course. The answer to your question is ";
            String subject = "globex/" + number;
            assertThat(world.found(before + written + " and that is all I know."))
                    .as("%s %s", disguise, number)
                    .anySatisfy(finding -> {
                        assertThat(finding.code()).isEqualTo(EgressCode.FOREIGN_CANARY);
                        assertThat(finding.subject()).isEqualTo(subject);
                        assertThat(finding.score().value()).isEqualTo(1.0);
                        assertThat(finding.span()
                                        .overlaps(new Span(before.length(), before.length() + written.length())))
                                .isTrue();
                    });
        }
    }

    @Test
    void spanWhenWrittenOpenlyThenExactlyTheCanary() {
        String token = world.foreign(3).token();
        assertThat(world.found("It is " + token + "."))
                .singleElement()
                .extracting(EgressFinding::span)
                .isEqualTo(new Span(6, 6 + token.length()));
    }

    @Test
    void canaryWhenOfTheCallersTenantThenAnotherCode() {
        assertThat(world.codes("It is " + world.own(0).token())).containsExactly(EgressCode.OWN_CANARY);
    }

    @Test
    void sentenceWhenWholeThenFound() {
        for (int number = 0; number < EgressWorld.CANARIES; number++) {
            assertThat(world.codes(world.foreign(number).sentence())).containsExactly(EgressCode.FOREIGN_CANARY);
        }
    }

    @Test
    void canaryWhenNotRegisteredThenNotFound() {
        assertThat(world.codes("It is " + world.canaries.of(HANDBOOK, 0).token()))
                .isEmpty();
        assertThat(world.codes("It is "
                        + world.canaries.of(GLOBEX, EgressWorld.CANARIES).token()))
                .isEmpty();
    }

    @Test
    void canaryWhenAWordIsMissingOrOtherwiseThenNotFound() {
        String token = world.foreign(0).token();
        assertThat(world.codes(token.substring(7))).isEmpty();
        assertThat(world.codes(token.substring(0, token.length() - 1) + "q")).isEmpty();
    }

    @Test
    void tenantWhenForgottenThenItsCanariesAreNotFound() {
        world.registry.forget(GLOBEX);
        assertThat(world.registry.size()).isEqualTo(EgressWorld.CANARIES);
        assertThat(world.codes(world.foreign(0).token())).isEmpty();
        assertThat(world.codes(world.own(0).token())).containsExactly(EgressCode.OWN_CANARY);
    }

    @Test
    void registerWhenTwiceThenOnce() {
        world.registry.register(ACME, EgressWorld.CANARIES);
        assertThat(world.registry.size()).isEqualTo(2 * EgressWorld.CANARIES);
        assertThat(world.registry).hasToString("CanaryRegistry[40]");
    }

    @Test
    void registerWhenCountIsZeroThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> world.registry.register(ACME, 0));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
