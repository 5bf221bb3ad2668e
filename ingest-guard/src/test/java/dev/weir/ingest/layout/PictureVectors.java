package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.PictureFile.concat;
import static dev.weir.ingest.layout.PictureFile.deflated;
import static dev.weir.ingest.layout.PictureFile.jpegWith;
import static dev.weir.ingest.layout.PictureFile.latin;
import static dev.weir.ingest.layout.PictureFile.plain;
import static dev.weir.ingest.layout.PictureFile.pngWith;
import static dev.weir.ingest.layout.PictureFile.tiff;
import static dev.weir.ingest.layout.PictureFile.utf8;
import static dev.weir.ingest.layout.PictureFile.xmp;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Ways to put a sentence into a picture file that does not show it. */
final class PictureVectors {

    private static final int ASCII = 2;
    private static final int BYTE = 1;
    private static final int UNDEFINED = 7;
    private static final int DESCRIPTION = 0x010E;
    private static final int TITLE = 0x9C9B;
    private static final int USER_COMMENT = 0x9286;

    private final List<Vector> vectors = new ArrayList<>();

    private PictureVectors() {}

    static List<Vector> all() {
        PictureVectors all = new PictureVectors();
        all.png();
        all.jpeg();
        all.others();
        return all.vectors;
    }

    private void png() {
        field("png", "text", TikaSays.PROPERTY, s -> pngWith("tEXt", latin("Comment\0" + s)));
        field("png", "packed text", TikaSays.PROPERTY, s -> pngWith("zTXt", concat(latin("Note\0\0"), deflated(s))));
        field("png", "text in Unicode", TikaSays.PROPERTY, s -> pngWith("iTXt", utf8("Note\0\0\0en\0\0" + s)));
        field(
                "png",
                "packed text in Unicode",
                TikaSays.PROPERTY,
                s -> pngWith("iTXt", concat(latin("Note\0\1\0en\0\0"), deflated(s))));
        field(
                "png",
                "packet of properties",
                TikaSays.PROPERTY,
                s -> pngWith("iTXt", concat(latin("XML:com.adobe.xmp\0\0\0\0\0"), xmp(s))));
        field("png", "properties of a camera", TikaSays.LOST, s -> pngWith("eXIf", description(s)));
        field("png", "chunk of no known kind", TikaSays.LOST, s -> pngWith("noTe", utf8(s)));
        tail("png");
    }

    private void jpeg() {
        byte[] exif = latin("Exif\0\0");
        field("jpg", "comment", TikaSays.PROPERTY, s -> jpegWith(0xFE, latin(s)));
        field("jpg", "description", TikaSays.PROPERTY, s -> jpegWith(0xE1, concat(exif, description(s))));
        field(
                "jpg",
                "comment of the camera's user",
                TikaSays.PROPERTY,
                s -> jpegWith(0xE1, concat(exif, tiff(USER_COMMENT, UNDEFINED, latin("ASCII\0\0\0" + s)))));
        field(
                "jpg",
                "title in two bytes a letter",
                TikaSays.PROPERTY,
                s -> jpegWith(0xE1, concat(exif, tiff(TITLE, BYTE, (s + '\0').getBytes(StandardCharsets.UTF_16LE)))));
        field("jpg", "caption", TikaSays.PROPERTY, s -> jpegWith(0xED, PictureFile.iptc(s)));
        field(
                "jpg",
                "packet of properties",
                TikaSays.LOST,
                s -> jpegWith(0xE1, concat(latin("http://ns.adobe.com/xap/1.0/\0"), xmp(s))));
        field(
                "jpg",
                "comment in a packet of properties",
                TikaSays.LOST,
                s -> jpegWith(
                        0xE1, concat(latin("http://ns.adobe.com/xap/1.0/\0"), xmp("A remark <!-- " + s + " -->"))));
        field("jpg", "segment of no known kind", TikaSays.LOST, s -> jpegWith(0xE9, utf8(s)));
        tail("jpg");
    }

    private void others() {
        field("gif", "comment", TikaSays.LOST, PictureFile::gifWithComment);
        tail("gif");
        field("tiff", "description", TikaSays.PROPERTY, PictureVectors::description);
        field("webp", "description", TikaSays.PROPERTY, s -> PictureFile.webpWith("EXIF", description(s)));
        field("webp", "packet of properties", TikaSays.LOST, s -> PictureFile.webpWith("XMP ", xmp(s)));
        field("heic", "packet of properties", TikaSays.LOST, s -> PictureFile.heifWith(xmp(s)));
    }

    private static byte[] description(String sentence) {
        return tiff(DESCRIPTION, ASCII, latin(sentence + '\0'));
    }

    private void tail(String format) {
        vectors.add(vector(
                format,
                "text behind the end",
                TikaSays.LOST,
                s -> concat(plain(format.equals("jpg") ? "jpeg" : format), utf8("\n" + s)),
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART,
                Place.Line.class));
    }

    private void field(String format, String way, TikaSays tika, Function<String, byte[]> hidden) {
        vectors.add(vector(format, way, tika, hidden, Channel.METADATA, Concealment.METADATA, Place.Element.class));
    }

    private static Vector vector(
            String format,
            String way,
            TikaSays tika,
            Function<String, byte[]> hidden,
            Channel channel,
            Concealment code,
            Class<? extends Place> place) {
        Function<String, byte[]> control = s -> PictureFile.drawn(s, Color.BLACK, Color.WHITE);
        return new Vector("picture." + format, way, hidden, control, tika, channel, code, place);
    }
}
