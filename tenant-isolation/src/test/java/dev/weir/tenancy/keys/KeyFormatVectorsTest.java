package dev.weir.tenancy.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code docs/formats/keys-v1.md} prints are read by this code, and this code writes files like them. */
class KeyFormatVectorsTest {
    private static final Path SPECIFICATION = Path.of("..", "docs", "formats", "keys-v1.md");
    private static final Pattern VECTOR = Pattern.compile("^([a-z.-]+) = ([0-9a-f]+)$", Pattern.MULTILINE);
    private static final String PASSPHRASE = "correct horse grün";
    private static final String SECRET = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void writePrintedFiles() throws IOException {
        Matcher vectors = VECTOR.matcher(Files.readString(SPECIFICATION));
        while (vectors.find()) {
            Files.write(directory.resolve(vectors.group(1)), HexFormat.of().parseHex(vectors.group(2)));
        }
    }

    @Test
    void printedSecretIsReadUnderThePrintedMaster() {
        MasterKey master = MasterKeys.open(directory.resolve("master"), PASSPHRASE.toCharArray());

        assertThat(new SecretFiles(directory, master).read("acme.digest"))
                .asHexString()
                .isEqualToIgnoringCase(SECRET);
    }

    @Test
    void printedMasterInTheClearIsRead() {
        assertThat(MasterKeys.open(directory.resolve("plain-master")).custody()).isEqualTo("file");
    }

    @Test
    void filesWrittenHaveTheSizeAndOpeningOfThePrintedOnes() throws IOException {
        Path made = Files.createDirectories(directory.resolve("made"));
        MasterKey master = MasterKeys.create(made.resolve("master"), PASSPHRASE.toCharArray());
        assertThat(MasterKeys.create(made.resolve("plain-master")).custody()).isEqualTo("file");
        new SecretFiles(made, master).write("acme.digest", HexFormat.of().parseHex(SECRET));

        // Up to what is random: kind; kind; name and length.
        assertAlike("master", 19);
        assertAlike("plain-master", 19);
        assertAlike("acme.digest", 35);
    }

    private void assertAlike(String name, int opening) throws IOException {
        byte[] printed = Files.readAllBytes(directory.resolve(name));
        byte[] made = Files.readAllBytes(directory.resolve("made").resolve(name));
        assertThat(made).hasSameSizeAs(printed);
        assertThat(HexFormat.of().formatHex(made, 0, opening))
                .isEqualTo(HexFormat.of().formatHex(printed, 0, opening));
    }
}
