package dev.weir.ingest.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.models.lexical.ComposedText;
import java.security.MessageDigest;

/** What a manifest says of the text it is for. */
final class TextBinding {
    private final long start;
    private final long length;
    private final String algorithm;
    private final byte[] hash;

    /**
     * @param start first byte of the wrapper in the text's UTF-8, as it is stored
     * @param length of the wrapper in bytes
     * @param algorithm of the hash
     * @param hash of the text without the wrapper, in normalization form C
     */
    TextBinding(long start, long length, String algorithm, byte[] hash) {
        this.start = start;
        this.length = length;
        this.algorithm = algorithm;
        this.hash = hash;
    }

    /** Whether this is about a text that holds that wrapper. */
    boolean binds(String text, Wrapper wrapper) throws NotVerifiedException {
        String before = text.substring(0, wrapper.start());
        if (start != before.getBytes(UTF_8).length
                || length != wrapper.characters(text).getBytes(UTF_8).length) {
            return false;
        }
        String visible = ComposedText.of(before + text.substring(wrapper.end()));
        return MessageDigest.isEqual(hash, Manifest.hash(algorithm, visible.getBytes(UTF_8)));
    }
}
