package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.testkit.VectorRoundTripContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorRoundTripTest extends VectorRoundTripContract<LuceneScene> {
    @Override
    protected LuceneScene newScene() {
        return new LuceneScene();
    }

    @Override
    protected int maxDimension() {
        return WideVectorCodec.MAX_DIMENSION;
    }

    @Test
    void vectorsTooShortOrLongForLuceneAreRankedByTheirDirection() {
        scene.ingest(
                ACME,
                "doc",
                List.of(
                        new float[] {1e-30f, 0},
                        new float[] {0, 1e-30f},
                        new float[] {1e30f, 1e30f},
                        new float[] {0, 0},
                        new float[] {-1, 0}));

        assertThat(LuceneScene.ids(scene.byVector(scene.world.scope(ACME), new float[] {2, 0}, 10)))
                .containsExactly("acme/doc/1/0", "acme/doc/1/2", "acme/doc/1/1", "acme/doc/1/3", "acme/doc/1/4");
    }
}
