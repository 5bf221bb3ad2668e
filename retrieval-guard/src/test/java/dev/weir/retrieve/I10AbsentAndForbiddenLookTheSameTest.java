package dev.weir.retrieve;

import static dev.weir.retrieve.GuardWorld.ids;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.GuardWorld.ScriptedStore;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I10: a caller learns only of rows inside its scope. Two worlds differ in what the caller may not read, and nothing else. */
class I10AbsentAndForbiddenLookTheSameTest {
    private static final String QUESTION = "when does the ferry to the island leave";
    private static final Pushdown NO_CLAIM =
            new Pushdown(Set.of(Pushdown.Part.APPLICATION), Set.of(Pushdown.Part.TENANT, Pushdown.Part.TAG));

    private final GuardWorld absent = new GuardWorld();
    private final GuardWorld forbidden = new GuardWorld();
    private final Candidate foreign;
    private final Candidate salaries;

    I10AbsentAndForbiddenLookTheSameTest() {
        for (GuardWorld guard : List.of(absent, forbidden)) {
            for (int i = 0; i < 4; i++) {
                guard.ingest(ACME, "ferry-" + i, "ferry " + i + " leaves at " + (i + 6) + " in the morning");
            }
        }
        foreign = SealedWorld.row(
                forbidden.ingest(GLOBEX, "theirs", QUESTION).chunks().getFirst());
        salaries = SealedWorld.row(forbidden
                .world
                .ingest(
                        forbidden.store,
                        forbidden.world.grant(ACME, WriteAction.INGEST, Set.of(new Label("group:finance")), Set.of()),
                        forbidden.world.draft("salaries", 1, QUESTION))
                .chunks()
                .getFirst());
    }

    @Test
    void answerWhenOthersHaveDocumentsThenIsTheSame() {
        assertSame(absent.store, forbidden.store);
    }

    @Test
    void answerWhenTheStoreReturnsForbiddenRowsThenIsTheSame() {
        assertSame(absent.store, ScriptedStore.planting(forbidden.store, List.of(foreign, salaries), NO_CLAIM));
        assertThat(forbidden.refused())
                .contains(
                        new Refusal("globex/theirs/1/0", WithholdCode.FOREIGN_TENANT),
                        new Refusal("acme/salaries/1/0", WithholdCode.OUT_OF_SCOPE));
    }

    @Test
    void answerWhenTheStoreReturnsBrokenForbiddenRowsThenIsTheSame() {
        assertSame(
                absent.store,
                ScriptedStore.planting(
                        forbidden.store,
                        List.of(GuardWorld.withText(foreign, "x"), GuardWorld.withText(salaries, "y"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/salaries/1/0", "acme/salaries/9/0", "globex/theirs/1/0", "acme/nowhere/1/0", "*"})
    void plantedRowWhenItNamesForbiddenOrAbsentThenLooksTheSame(String id) {
        List<Candidate> planted = List.of(new Candidate(id, "text", "no seal", null, Map.of(), 1));
        assertSame(ScriptedStore.planting(absent.store, planted), ScriptedStore.planting(forbidden.store, planted));
    }

    @Test
    void brokenRowWhenItsDocumentIsReadableThenTheCallerMayKnow() {
        Candidate row = new Candidate("acme/ferry-2/1/0", "text", "no seal", null, Map.of(), 1);
        ChunkStore store = new ScriptedStore(
                absent.store, (inner, query) -> new SearchResult(List.of(row), Pushdown.everything()));
        assertThat(ask(absent, store).withheld())
                .singleElement()
                .isEqualTo(new Withheld.OfChunk(
                        ChunkId.parse("acme/ferry-2/1/0").orElseThrow(), WithholdCode.MALFORMED_SEAL));
    }

    private void assertSame(ChunkStore without, ChunkStore with) {
        GuardedContext one = ask(absent, without);
        GuardedContext other = ask(forbidden, with);
        assertThat(ids(one)).isNotEmpty();
        assertThat(ids(other)).isEqualTo(ids(one));
        assertThat(other.withheld()).isEqualTo(one.withheld());
        assertThat(other.citations()).isEqualTo(one.citations());
        assertThat(masked(other)).isEqualTo(masked(one));
    }

    private static GuardedContext ask(GuardWorld guard, ChunkStore store) {
        return guard.before(store).build().retrieve(guard.request(ACME, QUESTION, 4));
    }

    /** The text without the number that is drawn for each context. */
    private static String masked(GuardedContext context) {
        return context.text().replaceAll("<<weir:[0-9a-f]{32}", "<<weir:N");
    }
}
