package dev.weir.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    @ParameterizedTest
    @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN})
    void cosineWhenAValueIsNotFiniteThenZero(float value) {
        assertThat(Vectors.cosine(new float[] {1, 0}, new float[] {1, value})).isZero();
    }
}
