package dev.weir.adapters.pgvector;

import dev.weir.tenancy.testkit.VectorRoundTripContract;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class VectorRoundTripTest extends VectorRoundTripContract<PgScene> {
    @Override
    protected PgScene newScene() {
        return new PgScene();
    }

    @Override
    protected int maxDimension() {
        return 16_000;
    }
}
