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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/zip",
                "application/gzip",
                "application/x-gtar",
                "application/x-7z-compressed",
                "application/x-bzip2",
                "application/x-xz",
                "application/x-lz4",
                "application/x-cpio",
                "application/x-rar-compressed",
                "text/plain",
                "text/x-python",
                "message/rfc822"
            })
    void mayHideWhenTheTypeHoldsFilesOrShowsAllOfItsTextThenItDoesNot(String type) {
        assertThat(new TikaFormats().types().mayHide(type)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/emf", "application/pdf", "application/x-endnote-refer", "application/rss+xml"})
    void mayHideWhenTheTypeHasAFormOfItsOwnThenItDoes(String type) {
        assertThat(new TikaFormats().types().mayHide(type)).isTrue();
    }
}
