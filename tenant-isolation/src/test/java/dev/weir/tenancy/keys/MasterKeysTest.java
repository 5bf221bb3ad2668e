package dev.weir.tenancy.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A master key opens with what it was made with, and with nothing else; each refusal has its own name. */
class MasterKeysTest {
    private static final byte[] SECRET = "a secret of some length".getBytes(StandardCharsets.UTF_8);
    private static final String PASSPHRASE = "correct horse grün";
    /** Where the iterations stand: behind header, length, kind and salt. */
    private static final int ITERATIONS_AT = MasterFile.HEADER.length() + 4 + 1 + 16;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void masterInAFileOpensAgainAndUnwrapsWhatItWrapped() {
        byte[] wrapped = MasterKeys.create(file()).wrap("name", SECRET);

        MasterKey again = MasterKeys.open(file());

        assertThat(again.unwrap("name", wrapped)).isEqualTo(SECRET);
        assertThat(again.custody()).isEqualTo("file");
    }

    @Test
    void masterUnderAPassphraseOpensWithItAgain() {
        byte[] wrapped = MasterKeys.create(file(), PASSPHRASE.toCharArray()).wrap("name", SECRET);

        MasterKey again = MasterKeys.open(file(), PASSPHRASE.toCharArray());

        assertThat(again.unwrap("name", wrapped)).isEqualTo(SECRET);
        assertThat(again.custody()).isEqualTo("passphrase");
    }

    @Test
    void fileIsReadableByItsOwnerOnly() throws IOException {
        MasterKeys.create(file());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void sameSecretIsNeverWrappedTheSameWayTwice() {
        MasterKey master = MasterKeys.create(file());

        assertThat(master.wrap("name", SECRET)).isNotEqualTo(master.wrap("name", SECRET));
    }

    @Test
    void wrongPassphraseIsRefused() {
        MasterKeys.create(file(), PASSPHRASE.toCharArray());

        assertRefused(KeyFault.PASSPHRASE_WRONG, () -> MasterKeys.open(file(), "correct horse grun".toCharArray()));
    }

    @Test
    void missingPassphraseIsRefused() {
        MasterKeys.create(file(), PASSPHRASE.toCharArray());

        assertRefused(KeyFault.PASSPHRASE_MISSING, () -> MasterKeys.open(file()));
    }

    @Test
    void passphraseThatIsNotAskedForIsRefused() {
        MasterKeys.create(file());

        assertRefused(KeyFault.PASSPHRASE_UNWANTED, () -> MasterKeys.open(file(), PASSPHRASE.toCharArray()));
    }

    @Test
    void shortPassphraseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKeys.create(file(), "elevenchars".toCharArray()))
                .withMessageContaining("at least 12");
        assertThat(file()).doesNotExist();
    }

    @Test
    void absentFileIsRefused() {
        assertRefused(KeyFault.MASTER_ABSENT, () -> MasterKeys.open(file()));
    }

    @Test
    void secondMasterInOneFileIsRefused() {
        MasterKeys.create(file());

        assertThatThrownBy(() -> MasterKeys.create(file()))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("already");
    }

    @Test
    void passphraseIsOverwrittenWhateverTheOutcome() {
        char[] made = PASSPHRASE.toCharArray();
        char[] tooShort = "short".toCharArray();
        char[] right = PASSPHRASE.toCharArray();
        char[] wrong = "another passphrase".toCharArray();

        MasterKeys.create(file(), made);
        assertThatThrownBy(() -> MasterKeys.create(directory.resolve("other"), tooShort))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(MasterKeys.open(file(), right).custody()).isEqualTo("passphrase");
        assertRefused(KeyFault.PASSPHRASE_WRONG, () -> MasterKeys.open(file(), wrong));

        for (char[] passphrase : new char[][] {made, tooShort, right, wrong}) {
            assertThat(passphrase).containsOnly('\0');
        }
    }

    @Test
    void fileThatWasCutAnywhereIsRefused() throws IOException {
        MasterKeys.create(file());
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));

            assertRefused(KeyFault.CUT_SHORT, () -> MasterKeys.open(file()));
        }
    }

    @Test
    void fileWithAnyByteChangedIsRefused() throws IOException {
        MasterKeys.create(file());
        byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file(), changed);

            int position = at;
            assertThatThrownBy(() -> MasterKeys.open(file()))
                    .as("byte %s", position)
                    .isInstanceOfSatisfying(
                            KeyUnavailableException.class,
                            refused -> assertThat(refused.fault())
                                    .hasValueSatisfying(fault -> assertThat(fault)
                                            .isIn(KeyFault.UNKNOWN_VERSION, KeyFault.CUT_SHORT, KeyFault.DAMAGED)));
        }
    }

    @Test
    void changedByteUnderAPassphraseIsToldFromAWrongPassphrase() throws IOException {
        MasterKeys.create(file(), PASSPHRASE.toCharArray());
        byte[] changed = Files.readAllBytes(file());
        changed[ITERATIONS_AT + 10] ^= 1;
        Files.write(file(), changed);

        assertRefused(KeyFault.DAMAGED, () -> MasterKeys.open(file(), PASSPHRASE.toCharArray()));
    }

    @Test
    void laterVersionIsRefused() throws IOException {
        MasterKeys.create(file());
        byte[] bytes = Files.readAllBytes(file());
        bytes[MasterFile.HEADER.length() - 2] = '2';
        Files.write(file(), bytes);

        assertRefused(KeyFault.UNKNOWN_VERSION, () -> MasterKeys.open(file()));
    }

    @Test
    void unknownKindIsRefused() throws IOException {
        MasterKeys.create(file());
        byte[] bytes = Files.readAllBytes(file());
        bytes[MasterFile.HEADER.length() + 4] = 9;
        Files.write(file(), withChecksum(bytes));

        assertRefused(KeyFault.UNKNOWN_VERSION, () -> MasterKeys.open(file()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MasterKeys.MIN_ITERATIONS - 1, MasterKeys.MAX_ITERATIONS + 1, Integer.MAX_VALUE})
    void iterationsOutsideTheBoundsAreRefusedBeforeTheyCost(int iterations) throws IOException {
        MasterKeys.create(file(), PASSPHRASE.toCharArray());
        byte[] bytes = Files.readAllBytes(file());
        ByteBuffer.wrap(bytes).putInt(ITERATIONS_AT, iterations);
        Files.write(file(), withChecksum(bytes));

        assertRefused(KeyFault.OUT_OF_BOUNDS, () -> MasterKeys.open(file(), PASSPHRASE.toCharArray()));
    }

    @Test
    void iterationsAreBoundToTheKey() throws IOException {
        MasterKeys.create(file(), PASSPHRASE.toCharArray());
        byte[] bytes = Files.readAllBytes(file());
        ByteBuffer.wrap(bytes).putInt(ITERATIONS_AT, MasterKeys.MIN_ITERATIONS + 1);
        Files.write(file(), withChecksum(bytes));

        assertRefused(KeyFault.PASSPHRASE_WRONG, () -> MasterKeys.open(file(), PASSPHRASE.toCharArray()));
    }

    @Test
    void wrappedSecretOfAnotherNameIsRefused() {
        MasterKey master = MasterKeys.create(file());
        byte[] wrapped = master.wrap("acme.digest", SECRET);

        assertRefused(KeyFault.NOT_UNDER_THIS_MASTER, () -> master.unwrap("globex.digest", wrapped));
    }

    @Test
    void wrappedSecretOfAnotherMasterIsRefused() {
        byte[] wrapped = MasterKeys.create(directory.resolve("other")).wrap("name", SECRET);

        assertRefused(
                KeyFault.NOT_UNDER_THIS_MASTER, () -> MasterKeys.create(file()).unwrap("name", wrapped));
    }

    @Test
    void wrappedSecretWithAnyByteChangedOrCutIsRefused() {
        MasterKey master = MasterKeys.create(file());
        byte[] wrapped = master.wrap("name", SECRET);
        for (int at = 0; at < wrapped.length; at++) {
            byte[] changed = wrapped.clone();
            changed[at] ^= 1;
            byte[] cut = Arrays.copyOf(wrapped, at);

            assertRefused(KeyFault.NOT_UNDER_THIS_MASTER, () -> master.unwrap("name", changed));
            assertRefused(KeyFault.NOT_UNDER_THIS_MASTER, () -> master.unwrap("name", cut));
        }
    }

    static void assertRefused(KeyFault fault, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        KeyUnavailableException.class,
                        refused -> assertThat(refused.fault()).contains(fault))
                .hasMessageContaining(fault.text());
    }

    /** The bytes with the checksum that whoever changes a file on purpose puts behind them. */
    static byte[] withChecksum(byte[] bytes) {
        byte[] content = Arrays.copyOf(bytes, bytes.length - Sha256.BYTES);
        return ByteBuffer.allocate(bytes.length)
                .put(content)
                .put(Sha256.of(content).bytes())
                .array();
    }

    private Path file() {
        return directory.resolve("master");
    }
}
