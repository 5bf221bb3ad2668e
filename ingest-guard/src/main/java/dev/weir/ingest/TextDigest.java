package dev.weir.ingest;

import dev.weir.ingest.parse.Layer;
import dev.weir.models.lexical.ComposedText;
import dev.weir.tenancy.chunk.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Digests that say whether text is the same, without keeping it. */
final class TextDigest {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private TextDigest() {}

    /** Of everything that was extracted from a document: each channel, location and text with its length before it. */
    static Sha256 ofLayers(List<Layer> layers) {
        List<byte[]> parts = new ArrayList<>();
        for (Layer layer : layers) {
            for (String part : List.of(layer.channel().code(), layer.location(), layer.text())) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                parts.add(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                parts.add(bytes);
            }
        }
        return Sha256.of(parts.toArray(byte[][]::new));
    }

    /** Of text in normal form C with white space folded, so that a reflowed line is no other text. */
    static Sha256 ofNormalised(String text) {
        String folded =
                WHITE_SPACE.matcher(ComposedText.of(text)).replaceAll(" ").strip();
        return Sha256.ofText(folded);
    }
}
