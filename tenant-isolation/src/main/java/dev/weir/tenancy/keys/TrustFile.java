package dev.weir.tenancy.keys;

import dev.weir.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The text form of a key list: one line a key, the root key and its signature of all lines above in the last line. */
final class TrustFile {
    static final String HEADER = "weir-trust-1";

    private TrustFile() {}

    /** What the root key signs: everything up to and including the {@code root} line. */
    static String unsigned(SignatureAlgorithm rootAlgorithm, PublicKey root, Collection<TrustedKey> keys) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        keys.stream()
                .sorted(Comparator.comparing(TrustedKey::id))
                .forEach(key -> text.append("key ")
                        .append(String.join(
                                " ",
                                key.id().hex(),
                                key.tenant().value(),
                                name(key.role()),
                                name(key.algorithm()),
                                key.notBefore().toString(),
                                key.notAfter().toString(),
                                base64(key.publicKey().getEncoded())))
                        .append('\n'));
        return text.append("root ")
                .append(name(rootAlgorithm))
                .append(' ')
                .append(base64(root.getEncoded()))
                .append('\n')
                .toString();
    }

    static String signed(String unsigned, byte[] signature) {
        return unsigned + "signature " + base64(signature) + "\n";
    }

    static TrustedKeys parse(String text, KeyId pinnedRoot) {
        int signatureAt = text.lastIndexOf("\nsignature ") + 1;
        if (!text.startsWith(HEADER + "\n") || signatureAt == 0 || !text.endsWith("\n")) {
            throw new TrustFileException("the trust file must begin with \"" + HEADER
                    + "\" and end with a \"signature\" line and a line break");
        }
        String body = text.substring(0, signatureAt);
        List<String> lines = body.lines().toList();
        String[] rootLine = fields(lines.getLast(), 3, "root", lines.size());
        SignatureAlgorithm rootAlgorithm = constant(SignatureAlgorithm.values(), rootLine[1], lines.size());
        PublicKey root = publicKey(rootAlgorithm, rootLine[2], lines.size());
        if (!KeyId.of(root).equals(pinnedRoot)) {
            throw new TrustFileException("the trust file is signed by root key " + KeyId.of(root)
                    + ", but the pinned root key is " + pinnedRoot);
        }
        String[] signatureLine =
                fields(text.substring(signatureAt, text.length() - 1), 2, "signature", lines.size() + 1);
        byte[] signature = decode(signatureLine[1], lines.size() + 1);
        if (!TrustedKey.verifies(rootAlgorithm, root, body.getBytes(StandardCharsets.UTF_8), signature)) {
            throw new TrustFileException("the trust file's signature is not the root key's; was the file changed?");
        }
        List<TrustedKey> keys = new ArrayList<>();
        for (int i = 1; i < lines.size() - 1; i++) {
            keys.add(key(lines.get(i), i + 1));
        }
        try {
            return new TrustedKeys(pinnedRoot, keys);
        } catch (IllegalArgumentException e) {
            throw new TrustFileException("the trust file is inconsistent: " + e.getMessage(), e);
        }
    }

    private static TrustedKey key(String line, int number) {
        String[] field = fields(line, 8, "key", number);
        SignatureAlgorithm algorithm = constant(SignatureAlgorithm.values(), field[4], number);
        try {
            return new TrustedKey(
                    new KeyId(field[1]),
                    new TenantId(field[2]),
                    constant(KeyRole.values(), field[3], number),
                    algorithm,
                    publicKey(algorithm, field[7], number),
                    Instant.parse(field[5]),
                    Instant.parse(field[6]));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new TrustFileException("trust file line " + number + ": " + e.getMessage(), e);
        }
    }

    private static String[] fields(String line, int count, String keyword, int number) {
        String[] fields = line.split(" ", -1);
        if (fields.length != count || !fields[0].equals(keyword)) {
            throw new TrustFileException(
                    "trust file line " + number + " must be a \"" + keyword + "\" line of " + count + " fields");
        }
        return fields;
    }

    static PublicKey publicKey(SignatureAlgorithm algorithm, String base64, int number) {
        try {
            return KeyFactory.getInstance(algorithm.keyFactoryName())
                    .generatePublic(new X509EncodedKeySpec(decode(base64, number)));
        } catch (GeneralSecurityException e) {
            throw new TrustFileException("trust file line " + number + " holds no " + algorithm + " public key", e);
        }
    }

    private static byte[] decode(String base64, int number) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            // The JDK's decoder forgives stray low bits and missing padding.
            if (!base64(bytes).equals(base64)) {
                throw new TrustFileException("trust file line " + number + " holds base64 that is not canonical");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new TrustFileException("trust file line " + number + " holds malformed base64", e);
        }
    }

    private static <E extends Enum<E>> E constant(E[] values, String name, int number) {
        for (E value : values) {
            if (name(value).equals(name)) {
                return value;
            }
        }
        throw new TrustFileException("trust file line " + number + " holds an unknown role or algorithm");
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
