package dev.weir.ingest.layout.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.lang.KeyValuePair;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.StringValue;
import com.drew.metadata.Tag;
import com.drew.metadata.file.FileSystemDirectory;
import com.drew.metadata.file.FileTypeDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** The texts of a picture's fields, and of stretches of text among its bytes that no field holds; each once. */
final class PictureFields {

    private static final int MAX_TEXTS = 20_000;
    private static final int LONG_WORD = 20;
    private static final Pattern BYTES = Pattern.compile("\\[[0-9]+ \\w+]");
    private static final byte[] PNG_END = HexFormat.of().parseHex("0000000049454e44ae426082");
    private static final String PACKET = "<rdf:RDF";

    private final TextSink sink;
    private final Set<String> told = new HashSet<>();
    private int stretches;

    PictureFields(TextSink sink) {
        this.sink = sink;
    }

    void read(Path file, ByteBuffer bytes) {
        Metadata fields;
        try {
            fields = fields(file, bytes);
        } catch (ImageProcessingException e) {
            // A format that this library does not know; a picture that is broken is reported by Tika's own parser.
            return;
        } catch (IOException | RuntimeException e) {
            sink.gap(GapCode.CORRUPT, "fields of a picture " + e.getClass().getSimpleName());
            return;
        }
        int number = 0;
        for (Directory directory : fields.getDirectories()) {
            number++;
            boolean ownOfFile = directory instanceof FileSystemDirectory || directory instanceof FileTypeDirectory;
            if (!ownOfFile) {
                read(directory, number);
            }
        }
    }

    /** Of a PNG file only whole chunks: room is made for one as long as it claims to be. */
    private static Metadata fields(Path file, ByteBuffer bytes) throws IOException, ImageProcessingException {
        OptionalInt chunks = PictureEnd.wholeChunks(bytes);
        if (chunks.isEmpty()) {
            return ImageMetadataReader.readMetadata(file.toFile());
        }
        byte[] whole = new byte[chunks.getAsInt()];
        bytes.get(0, whole);
        return ImageMetadataReader.readMetadata(
                new SequenceInputStream(new ByteArrayInputStream(whole), new ByteArrayInputStream(PNG_END)));
    }

    private void read(Directory directory, int number) {
        int field = 0;
        for (Tag tag : directory.getTags()) {
            tell(value(directory, tag), number + "/" + ++field);
        }
        if (directory instanceof XmpDirectory packet) {
            for (String value : packet.getXmpProperties().values()) {
                tell(value, number + "/" + ++field);
            }
        }
    }

    /** The text that a field holds; numbers and what they stand for are no text. */
    private static String value(Directory directory, Tag tag) {
        @Nullable Object value = directory.getObject(tag.getTagType());
        if (value instanceof List<?> several) {
            StringBuilder text = new StringBuilder();
            for (Object each : several) {
                text.append(each instanceof KeyValuePair pair ? pair.getKey() + ": " + pair.getValue() : each)
                        .append('\n');
            }
            return text.toString();
        }
        boolean isText = value instanceof String
                || value instanceof StringValue
                || value instanceof String[]
                || value instanceof StringValue[];
        @Nullable String text = isText ? directory.getString(tag.getTagType()) : null;
        if (value instanceof byte[]) {
            text = tag.getDescription();
        }
        return text == null || BYTES.matcher(text).matches() ? "" : text;
    }

    /** {@return whether more may be said} */
    boolean stretch(String text) {
        String path = Integer.toString(++stretches);
        if (text.contains(PACKET)) {
            packet(text, path);
        } else {
            tell(text, path);
        }
        return told.size() < MAX_TEXTS && !sink.isFull();
    }

    private void packet(String xml, String path) {
        Jsoup.parse(xml, "", Parser.xmlParser()).traverse((node, depth) -> {
            if (node instanceof TextNode text) {
                tell(text.getWholeText(), path);
            } else if (node instanceof Comment comment) {
                tell(comment.getData(), path);
            } else if (node instanceof Element element) {
                for (Attribute attribute : element.attributes()) {
                    tell(attribute.getValue(), path);
                }
            }
        });
    }

    private void tell(String raw, String path) {
        String text = raw.strip();
        if (isSaid(text) && told.size() < MAX_TEXTS && told.add(text)) {
            sink.newLine(Channel.METADATA);
            sink.text(Channel.METADATA, text, new Place.Element(path), Set.of(Concealment.METADATA));
            sink.newLine(Channel.METADATA);
        }
    }

    /** One short word of plain letters is a name, a number or a date. */
    private static boolean isSaid(String text) {
        boolean words = text.indexOf(' ') > 0 || text.length() >= LONG_WORD;
        return text.codePoints().anyMatch(c -> Character.isLetter(c) && (words || c >= 0x80));
    }
}
