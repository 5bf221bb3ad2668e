package dev.weir.tenancy.keys;

import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The body of a master key's file, as {@code docs/formats/keys-v1.md} specifies it. */
sealed interface MasterFile {
    String HEADER = "WEIR-MASTER 1\n";
    String IN_FILE = "file";
    String UNDER_PASSPHRASE = "passphrase";

    /**
     * Opens it without a passphrase.
     *
     * @throws KeyUnavailableException if it is under one
     */
    MasterKey openPlain();

    /**
     * Opens it with a passphrase.
     *
     * @throws KeyUnavailableException if it is not under this one
     */
    MasterKey open(char[] passphrase);

    static byte[] plain(byte[] key) {
        return new CanonicalWriter().u8(0).fixed(key).toByteArray();
    }

    static byte[] encrypted(byte[] key, char[] passphrase, int iterations) {
        byte[] salt = AesGcm.random(Encrypted.SALT_BYTES);
        byte[] opening = Encrypted.opening(salt, iterations);
        try {
            byte[] sealed = AesGcm.seal(Encrypted.stretch(passphrase, salt, iterations), associated(opening), key);
            return new CanonicalWriter().fixed(opening).fixed(sealed).toByteArray();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform cannot encrypt a master key", e);
        }
    }

    static MasterFile read(Path file, byte[] body) {
        try {
            CanonicalReader in = new CanonicalReader(body);
            MasterFile content = switch (in.u8()) {
                case 0 -> new Plain(file, in.fixed(AesMasterKey.KEY_BYTES));
                case 1 -> Encrypted.read(file, in);
                default -> throw new KeyUnavailableException(KeyFault.UNKNOWN_VERSION, file.toString());
            };
            in.end();
            return content;
        } catch (MalformedBytesException e) {
            throw new KeyUnavailableException(KeyFault.DAMAGED, file.toString());
        }
    }

    private static byte[] associated(byte[] opening) {
        return new CanonicalWriter()
                .fixed(HEADER.getBytes(StandardCharsets.US_ASCII))
                .fixed(opening)
                .toByteArray();
    }

    /** The key itself. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Plain(Path file, byte[] key) implements MasterFile {
        @Override
        public MasterKey openPlain() {
            return new AesMasterKey(key, IN_FILE);
        }

        @Override
        public MasterKey open(char[] passphrase) {
            throw new KeyUnavailableException(KeyFault.PASSPHRASE_UNWANTED, file.toString());
        }
    }

    /** The key, encrypted under what PBKDF2 (RFC 8018) makes of a passphrase. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Encrypted(Path file, byte[] salt, int iterations, byte[] sealed) implements MasterFile {
        private static final int SALT_BYTES = 16;
        private static final String STRETCHING = "PBKDF2WithHmacSHA256";

        static Encrypted read(Path file, CanonicalReader in) throws MalformedBytesException {
            byte[] salt = in.fixed(SALT_BYTES);
            int iterations = in.u31();
            if (iterations < MasterKeys.MIN_ITERATIONS || iterations > MasterKeys.MAX_ITERATIONS) {
                throw new KeyUnavailableException(KeyFault.OUT_OF_BOUNDS, file.toString());
            }
            int bytes = AesGcm.NONCE_BYTES + AesMasterKey.KEY_BYTES + AesGcm.TAG_BYTES;
            return new Encrypted(file, salt, iterations, in.fixed(bytes));
        }

        @Override
        public MasterKey openPlain() {
            throw new KeyUnavailableException(KeyFault.PASSPHRASE_MISSING, file.toString());
        }

        @Override
        public MasterKey open(char[] passphrase) {
            try {
                byte[] associated = associated(opening(salt, iterations));
                byte[] key = AesGcm.open(stretch(passphrase, salt, iterations), associated, sealed);
                return new AesMasterKey(key, UNDER_PASSPHRASE);
            } catch (AEADBadTagException e) {
                throw new KeyUnavailableException(KeyFault.PASSPHRASE_WRONG, file.toString());
            } catch (GeneralSecurityException e) {
                throw new KeyUnavailableException("this Java platform cannot decrypt a master key", e);
            }
        }

        private static byte[] opening(byte[] salt, int iterations) {
            return new CanonicalWriter().u8(1).fixed(salt).u31(iterations).toByteArray();
        }

        private static SecretKey stretch(char[] passphrase, byte[] salt, int iterations)
                throws GeneralSecurityException {
            PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations, 8 * AesMasterKey.KEY_BYTES);
            byte[] stretched = new byte[0];
            try {
                stretched = SecretKeyFactory.getInstance(STRETCHING)
                        .generateSecret(spec)
                        .getEncoded();
                return new SecretKeySpec(stretched, AesGcm.KEY_ALGORITHM);
            } finally {
                spec.clearPassword();
                Arrays.fill(stretched, (byte) 0);
            }
        }
    }
}
