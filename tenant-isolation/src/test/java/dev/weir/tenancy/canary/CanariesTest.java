package dev.weir.tenancy.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanariesTest {
    private final SealedWorld world = SealedWorld.inMemory();
    private final Canaries canaries = new Canaries(world.digests());

    @Test
    void wordsWhenCountedThenTwoHundredAndFiftySixOfSixLetters() {
        assertThat(Canaries.words()).hasSize(256).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z]{6}"));
    }

    @Test
    void ofWhenTenantAndNumberAreTheSameThenTheSameCanary() {
        Canary one = canaries.of(SealedWorld.ACME, 3);
        Canary again = new Canaries(world.digests()).of(SealedWorld.ACME, 3);

        assertThat(again.token()).isEqualTo(one.token());
        assertThat(again.sentence()).isEqualTo(one.sentence()).contains(one.token());
        assertThat(one.token().split("-", -1)).hasSize(Canaries.WORDS).allMatch(Canaries.words()::contains);
    }

    @Test
    void ofWhenTenantOrNumberDiffersThenAnotherCanary() {
        Set<String> tokens = new HashSet<>();
        for (TenantId tenant : Set.of(SealedWorld.ACME, SealedWorld.GLOBEX, SealedWorld.HANDBOOK)) {
            canaries.first(tenant, 200).forEach(canary -> tokens.add(canary.token()));
        }

        assertThat(tokens).hasSize(600);
    }

    @Test
    void ofWhenTheTenantHasNoKeyThenNoCanary() {
        Canaries keyless = new Canaries((tenant, purpose, message) -> {
            throw new KeyUnavailableException("there is no key of " + tenant);
        });
        assertThatThrownBy(() -> keyless.of(SealedWorld.ACME, 0)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void ofWhenTheNumberIsNegativeThenRefused() {
        assertThatThrownBy(() -> canaries.of(SealedWorld.ACME, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void canaryWhenPrintedThenWithoutItsWords() {
        Canary canary = canaries.of(SealedWorld.ACME, 7);

        assertThat(canary).hasToString("Canary[acme, 7]");
        assertThat(canary.source().uri()).isEqualTo("weir-canary:/7");
    }
}
