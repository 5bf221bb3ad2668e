package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.GapCode;
import java.io.EOFException;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(
                        new IOException("Unsupported compression method [4, 1, 8] used in x"), GapCode.UNSUPPORTED),
                Arguments.of(new UnsupportedOperationException(), GapCode.UNSUPPORTED),
                Arguments.of(new EncryptedDocumentException(), GapCode.ENCRYPTED),
                Arguments.of(new IOException("Zip bomb detected! It is big"), GapCode.LIMIT_OUTPUT),
                Arguments.of(new EOFException(), GapCode.TRUNCATED),
                Arguments.of(new IllegalStateException(), GapCode.PARSER_FAILED),
                Arguments.of(new StackOverflowError(), GapCode.PARSER_FAILED),
                Arguments.of(new IOException("bad magic"), GapCode.CORRUPT));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void codeWhenTheCauseIsDeepInTheChainThenItIsTheOneForIt(Throwable cause, GapCode code) {
        assertThat(Failures.codeOf(new TikaException("outer", new IOException("middle", cause))))
                .isEqualTo(code);
    }
}
