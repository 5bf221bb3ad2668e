package dev.weir.adapters.opensearch;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.VectorRoundTripContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Also what JSON makes of numbers and names. */
@Tag("opensearch")
class VectorRoundTripTest extends VectorRoundTripContract<OpenSearchScene> {
    @Override
    protected OpenSearchScene newScene() {
        return new OpenSearchScene();
    }

    @Override
    protected int maxDimension() {
        return 16_000;
    }

    @Test
    void attributeWhenItLooksLikeANumberThenStaysWhatItWas() {
        Map<String, String> values = Map.of(
                "zero", "-0.0",
                "dot", "1.0",
                "big", "9223372036854775807",
                "bigger", "9223372036854775808",
                "exponent", "1E400",
                "nan", "NaN",
                "date", "2026-01-01T00:00:00.000000001Z",
                "empty", "",
                "text", " Straße\u2028");
        SealedWorld world = scene.world;
        world.ingest(scene.store(), world.grant(ACME, WriteAction.INGEST), world.draft("doc", 1, "text"), values);

        assertThat(scene.everything().getFirst().attributes()).isEqualTo(values);
        for (String wrong : List.of("1", "1.00", "9223372036854775807.0", "0.0", "nan", "Strasse")) {
            for (String name : values.keySet()) {
                assertThat(scene.store()
                                .search(world.byVector(
                                        world.scope(ACME),
                                        SealedWorld.vectorOf("q"),
                                        5,
                                        new ApplicationFilter.AnyOf(name, Set.of(wrong))))
                                .rows())
                        .isEmpty();
            }
        }
    }

    @Test
    void documentIdWhenOfEveryShapeThenNamesOneDocument() {
        List<String> names = List.of(
                ".", "..", "-", "_", "_doc", "_search", ":", "a:b", "A", "a", "1", "01", "1e1", "x".repeat(128));
        names.forEach(name -> scene.ingest(ACME, name, List.of(filled(1f))));

        for (String name : names) {
            List<Candidate> rows = scene.store()
                    .search(scene.world.byVector(
                            scene.world.scope(ACME),
                            filled(1f),
                            100,
                            new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of(name))))
                    .rows();
            assertThat(OpenSearchScene.ids(rows)).containsExactly("acme/" + name + "/1/0");
        }
        assertThat(scene.everything()).hasSize(names.size());
    }
}
