package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

    @ParameterizedTest
    @ValueSource(strings = {"text/\u0000;a=b", "text/\u0004\u0000;ODY", "text", "", "/;a=b", "text/pl\u0000ain"})
    void safeWhenTheTypeIsNotOneThenUndeclared(String type) {
        assertThat(MediaTypes.safe(type)).isEqualTo(RawDocument.UNDECLARED);
    }

    @Test
    void contradictsWhenTheClaimHasNothingBehindItsSlashThenItDoes() {
        assertThat(new TikaFormats().types().contradicts("text/\u0000;a=b", "application/pdf"))
                .isTrue();
    }
}
