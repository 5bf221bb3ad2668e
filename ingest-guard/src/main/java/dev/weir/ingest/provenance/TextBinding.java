package dev.weir.ingest.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.text.Normalizer;

/**
 * What a manifest says of the text it is for.
 *
 * @param start first byte of the wrapper in the text's UTF-8, as it is stored
 * @param length of the wrapper in bytes
 * @param algorithm of the hash
 * @param hash of the text without the wrapper, in normalization form C
 */
record TextBinding(long start, long length, String algorithm, byte[] hash) {

    /** Whether this is about a text that holds that wrapper. */
    boolean binds(String text, Wrapper wrapper) throws NotVerifiedException {
        String before = text.substring(0, wrapper.start());
        if (start != before.getBytes(UTF_8).length
                || length != wrapper.characters(text).getBytes(UTF_8).length) {
            return false;
        }
        String visible = Normalizer.normalize(before + text.substring(wrapper.end()), Normalizer.Form.NFC);
        return MessageDigest.isEqual(hash, Manifest.hash(algorithm, visible.getBytes(UTF_8)));
    }
}
