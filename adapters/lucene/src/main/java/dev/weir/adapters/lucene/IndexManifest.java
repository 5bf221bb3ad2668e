package dev.weir.adapters.lucene;

import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.store.VectorSpace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an index says of itself in the user data of every commit.
 *
 * @param salt of the tags' 64-bit form, 32 hexadecimal digits drawn when the index was made
 * @param space of all its vectors, open until the first one is written
 */
record IndexManifest(String salt, VectorSpace space) {
    private static final String FORMAT_KEY = "weir.format";
    private static final String FORMAT = "1";
    private static final String ANALYZER_KEY = "weir.analyzer";
    private static final String ANALYZER = "lucene-standard/1";
    private static final String SALT_KEY = "weir.tag-salt";
    private static final String DIMENSION_KEY = "weir.dimension";
    private static final String MODEL_KEY = "weir.model";
    private static final int SALT_BYTES = 16;
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern DIMENSION = Pattern.compile("0|[1-9][0-9]{0,4}");

    static IndexManifest create() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new IndexManifest(HexFormat.of().formatHex(salt), VectorSpace.OPEN);
    }

    /** @throws StoreException if the index is not one of this format and analyzer */
    static IndexManifest read(Map<String, String> userData, Path directory) {
        require(userData, FORMAT_KEY, FORMAT, directory);
        require(userData, ANALYZER_KEY, ANALYZER, directory);
        String salt = userData.getOrDefault(SALT_KEY, "");
        String dimension = userData.getOrDefault(DIMENSION_KEY, "");
        if (!SALT.matcher(salt).matches() || !DIMENSION.matcher(dimension).matches()) {
            throw new StoreException("the index in " + directory + " has damaged commit data; restore it from a copy,"
                    + " or ingest into an empty directory");
        }
        return new IndexManifest(
                salt, new VectorSpace(Integer.parseInt(dimension), userData.getOrDefault(MODEL_KEY, "")));
    }

    Map<String, String> userData() {
        return Map.of(
                FORMAT_KEY,
                FORMAT,
                ANALYZER_KEY,
                ANALYZER,
                SALT_KEY,
                salt,
                DIMENSION_KEY,
                Integer.toString(space.dimension()),
                MODEL_KEY,
                space.model());
    }

    /**
     * 64 bits that stand for a tag token in this index. The salt keeps anyone who chooses labels from looking for two
     * tags with the same bits.
     */
    long tag(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
        return Sha256.of(HexFormat.of().parseHex(salt), bytes).w0();
    }

    private static void require(Map<String, String> userData, String key, String wanted, Path directory) {
        String found = userData.get(key);
        if (!wanted.equals(found)) {
            throw new StoreException("the index in " + directory + " has " + key + " "
                    + (found == null ? "missing" : found) + ", and this version of Weir reads only " + wanted
                    + "; use another directory");
        }
    }
}
