package dev.weir.ingest.layout;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Pictures made on the spot, and what is put among their bytes. */
final class PictureFile {

    private static final int WIDTH = 1_400;
    private static final int HEIGHT = 400;

    private PictureFile() {}

    /** A picture without text. */
    static byte[] plain(String format) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(4, 4, 40, 40);
        pen.dispose();
        return written(image, format);
    }

    /** A picture of a line of text, in one colour on another. */
    static byte[] drawn(String text, Color ink, Color paper) {
        return written(drawing(text, ink, paper), "png");
    }

    static BufferedImage drawing(String text, Color ink, Color paper) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(paper);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        draw(pen, text, ink, 100);
        pen.dispose();
        return image;
    }

    static void draw(Graphics2D pen, String text, Color ink, int y) {
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(ink);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 32));
        pen.drawString(text, 40, y);
    }

    static byte[] written(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A PNG file with a chunk before its end. */
    static byte[] pngWith(String type, byte[] content) {
        byte[] png = plain("png");
        byte[] named = concat(latin(type), content);
        CRC32 crc = new CRC32();
        crc.update(named);
        ByteBuffer chunk = ByteBuffer.allocate(named.length + 8);
        chunk.putInt(content.length).put(named).putInt((int) crc.getValue());
        return inserted(png, png.length - 12, chunk.array());
    }

    /** A JPEG file with a segment behind its beginning. */
    static byte[] jpegWith(int marker, byte[] content) {
        ByteBuffer segment = ByteBuffer.allocate(content.length + 4);
        segment.putShort((short) (0xFF00 | marker))
                .putShort((short) (content.length + 2))
                .put(content);
        return inserted(plain("jpeg"), 2, segment.array());
    }

    static byte[] gifWithComment(String comment) {
        byte[] gif = plain("gif");
        byte[] text = latin(comment);
        ByteBuffer block = ByteBuffer.allocate(text.length + 4);
        block.put((byte) 0x21)
                .put((byte) 0xFE)
                .put((byte) text.length)
                .put(text)
                .put((byte) 0);
        return inserted(gif, gif.length - 1, block.array());
    }

    static byte[] webpWith(String type, byte[] content) {
        ByteBuffer file = ByteBuffer.allocate(12 + 18 + 8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(latin("RIFF")).putInt(file.capacity() - 8).put(latin("WEBP"));
        file.put(latin("VP8X")).putInt(10).putInt(0x0C).put(new byte[] {63, 0, 0, 47, 0, 0});
        file.put(latin(type)).putInt(content.length).put(content);
        return file.array();
    }

    /** A HEIF file that holds no picture and one box. */
    static byte[] heifWith(byte[] content) {
        byte[] type = concat(latin("ftyp"), latin("heic"), new byte[4], latin("mif1"), latin("heic"));
        return concat(box(type), box(concat(latin("uuid"), new byte[16], content)));
    }

    private static byte[] box(byte[] content) {
        return ByteBuffer.allocate(content.length + 4)
                .putInt(content.length + 4)
                .put(content)
                .array();
    }

    /** A TIFF file of one pixel, or the properties of a camera: one field of text, in the directory that has it. */
    static byte[] tiff(int tag, int type, byte[] content) {
        boolean camera = tag >= 0x9000 && tag < 0x9C00;
        ByteBuffer file = ByteBuffer.allocate(content.length + 64);
        file.put(latin("MM")).putShort((short) 42).putInt(8);
        int directory = 8;
        if (camera) {
            file.putShort((short) 1)
                    .putShort((short) 0x8769)
                    .putShort((short) 4)
                    .putInt(1)
                    .putInt(26)
                    .putInt(0);
            directory = 26;
        }
        file.putShort((short) 1).putShort((short) tag).putShort((short) type).putInt(content.length);
        file.putInt(directory + 18).putInt(0).put(content);
        return Arrays.copyOf(file.array(), file.position());
    }

    static byte[] xmp(String description) {
        return utf8("<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''"
                + " xmlns:q='urn:q'><q:remark>" + description + "</q:remark></rdf:Description></rdf:RDF></x:xmpmeta>"
                + "<?xpacket end='w'?>");
    }

    /** The caption of a news agency, as Photoshop keeps it. */
    static byte[] iptc(String caption) {
        byte[] text = latin(caption);
        ByteBuffer record = ByteBuffer.allocate(text.length + 5 + ((text.length + 5) & 1));
        record.put((byte) 0x1C)
                .put((byte) 2)
                .put((byte) 120)
                .putShort((short) text.length)
                .put(text);
        ByteBuffer resource = ByteBuffer.allocate(12 + record.capacity());
        resource.put(latin("8BIM")).putShort((short) 0x0404).putShort((short) 0).putInt(text.length + 5);
        return concat(latin("Photoshop 3.0\0"), resource.put(record.array()).array());
    }

    static byte[] deflated(String text) {
        Deflater deflater = new Deflater();
        deflater.setInput(utf8(text));
        deflater.finish();
        byte[] packed = new byte[text.length() + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    static byte[] inserted(byte[] file, int at, byte[] piece) {
        ByteBuffer all = ByteBuffer.allocate(file.length + piece.length);
        return all.put(file, 0, at).put(piece).put(file, at, file.length - at).array();
    }

    static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
