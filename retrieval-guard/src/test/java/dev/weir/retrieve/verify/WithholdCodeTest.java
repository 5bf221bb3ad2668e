package dev.weir.retrieve.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.seal.SealFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WithholdCodeTest {
    @ParameterizedTest
    @EnumSource
    void faultWhenMappedThenKeepsItsNameAndText(SealFault fault) {
        WithholdCode code = WithholdCode.of(fault);
        assertThat(code.name()).isEqualTo(fault.name());
        assertThat(code.text()).isEqualTo(fault.text());
    }

    @ParameterizedTest
    @EnumSource
    void codeWhenListedThenHasASentence(WithholdCode code) {
        assertThat(code.text()).matches("[A-Z].*\\.");
    }

    @ParameterizedTest
    @EnumSource
    void codeWhenListedThenIsDocumented(WithholdCode code) throws IOException {
        Path page = Path.of("..", "docs", "withhold-codes.md");
        assertThat(Files.readString(page)).contains("| `" + code + "` |");
    }

    @ParameterizedTest
    @EnumSource
    void noteWhenListedThenHasASentenceAndIsDocumented(ScanNote note) throws IOException {
        assertThat(note.text()).matches("[A-Z].*\\.");
        Path page = Path.of("..", "docs", "withhold-codes.md");
        assertThat(Files.readString(page)).contains("| `" + note + "` |");
    }
}
