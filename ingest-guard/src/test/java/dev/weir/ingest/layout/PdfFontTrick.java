package dev.weir.ingest.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Documents whose font is said to have other letters than it draws. */
final class PdfFontTrick {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,";

    private static final String POND =
            "The pond is quiet and the swans sleep at night near the old garden gate by the wall. ";

    private PdfFontTrick() {}

    static byte[] honest(String sentence) {
        return drawn(sentence, false, Map.of());
    }

    static byte[] honestSubset(String sentence) {
        return drawn(sentence, true, Map.of());
    }

    /** Draws a sentence about a pond, each of its letters under a code of its own, and says another one of the codes. */
    static byte[] swapped(String sentence) {
        String drawn = POND.repeat(2).substring(0, sentence.length());
        Map<String, Integer> glyphs = new LinkedHashMap<>();
        byte[] blank = PdfFixtures.pdf((document, page, content) -> {
            PDType0Font font = PdfFixtures.embedded(document, false);
            content.setFont(font, 12);
            for (int i = 0; i < drawn.length(); i++) {
                String letter = drawn.substring(i, i + 1);
                byte[] code = font.encode(letter);
                glyphs.put(letter, ((code[0] & 255) << 8) | (code[1] & 255));
            }
        });
        Map<String, Integer> codes = new LinkedHashMap<>();
        Map<String, String> said = new LinkedHashMap<>();
        ByteArrayOutputStream map = new ByteArrayOutputStream();
        map.writeBytes(new byte[2]);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < drawn.length(); i++) {
            int glyph = glyphs.getOrDefault(drawn.substring(i, i + 1), 0);
            map.write(glyph >> 8);
            map.write(glyph);
            String key = Integer.toString(i);
            codes.put(key, i + 1);
            said.put(key, sentence.substring(i, i + 1));
            shown.append(String.format(Locale.ROOT, "%04X", i + 1));
        }
        return recoded(retold(blank, codes, said), map.toByteArray(), shown.toString());
    }

    private static byte[] recoded(byte[] bytes, byte[] glyphs, String shown) {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            PDPage page = document.getPage(0);
            COSDictionary fonts = page.getResources().getCOSObject().getCOSDictionary(COSName.FONT);
            for (COSName name : fonts.keySet()) {
                COSDictionary font = fonts.getCOSDictionary(name);
                if (COSName.TYPE0.equals(font.getCOSName(COSName.SUBTYPE))) {
                    COSDictionary inner = (COSDictionary)
                            font.getCOSArray(COSName.DESCENDANT_FONTS).getObject(0);
                    inner.setItem(COSName.CID_TO_GID_MAP, stream(document, glyphs));
                    inner.removeItem(COSName.W);
                    inner.setInt(COSName.DW, 500);
                    String line = "BT /" + name.getName() + " 12 Tf 72 400 Td <" + shown + "> Tj ET";
                    COSArray contents = new COSArray();
                    contents.add(page.getCOSObject().getItem(COSName.CONTENTS));
                    contents.add(stream(document, line.getBytes(StandardCharsets.US_ASCII)));
                    page.getCOSObject().setItem(COSName.CONTENTS, contents);
                }
            }
            return PdfFixtures.bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static COSStream stream(PDDocument document, byte[] content) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        try (OutputStream out = stream.createOutputStream()) {
            out.write(content);
        }
        return stream;
    }

    /** Of one letter the map says that it is NUL, as some writers do for what they cannot name. */
    static byte[] unnamed(String sentence, String letter) {
        return drawn(sentence, false, Map.of(letter, "\0"));
    }

    static byte[] swappedInSubset(String sentence) {
        return drawn(swap(sentence), true, swaps());
    }

    /** A font of one width, whose widths say nothing. */
    static byte[] swappedInOneWidth(String sentence) {
        return widened(swappedInSubset(sentence), unused -> 520);
    }

    static byte[] honestInOneWidth(String sentence) {
        return widened(honestSubset(sentence), unused -> 520);
    }

    /** Each glyph has the width of the letter that it is said to be. */
    static byte[] swappedInForgedWidths(String sentence) {
        PDType1Font helvetica = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
        return widened(swappedInSubset(sentence), letter -> (int) helvetica.getWidth(letter));
    }

    /** Gives each glyph a width by the letter that it is said to be. */
    private static byte[] widened(byte[] bytes, Width width) {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            PDResources resources = document.getPage(0).getResources();
            for (COSName name : resources.getFontNames()) {
                if (resources.getFont(name) instanceof PDType0Font font) {
                    COSArray widths = new COSArray();
                    for (int code = 1; code < 3_000; code++) {
                        String said = font.toUnicode(code);
                        if (said != null && said.length() == 1) {
                            COSArray one = new COSArray();
                            one.add(COSInteger.get(width.of(said.charAt(0))));
                            widths.add(COSInteger.get(code));
                            widths.add(one);
                        }
                    }
                    font.getDescendantFont().getCOSObject().setItem(COSName.W, widths);
                }
            }
            return PdfFixtures.bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Width {
        int of(char letter) throws IOException;
    }

    static byte[] sentenceUnderOneGlyph(String sentence) {
        return drawn("x", false, Map.of("x", sentence));
    }

    private static Map<String, String> swaps() {
        Map<String, String> swaps = new LinkedHashMap<>();
        LETTERS.chars().mapToObj(Character::toString).forEach(letter -> swaps.put(swap(letter), letter));
        return swaps;
    }

    /** The alphabet read from its end. */
    private static String swap(String text) {
        StringBuilder swapped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lower = c >= 'a' && c <= 'z';
            boolean upper = c >= 'A' && c <= 'Z';
            swapped.append(lower ? (char) ('a' + 'z' - c) : upper ? (char) ('A' + 'Z' - c) : c);
        }
        return swapped.toString();
    }

    /** @param said for each letter that is drawn, what the document says it is; empty to leave that as it is */
    private static byte[] drawn(String text, boolean subset, Map<String, String> said) {
        Map<String, Integer> codes = new LinkedHashMap<>();
        byte[] honest = PdfFixtures.pdf((document, page, content) -> {
            PDType0Font font = PdfFixtures.embedded(document, subset);
            PdfFixtures.line(content, font, 12, text, 72, 400);
            for (String letter : said.keySet()) {
                byte[] code = font.encode(letter);
                codes.put(letter, ((code[0] & 255) << 8) | (code[1] & 255));
            }
        });
        return said.isEmpty() ? honest : retold(honest, codes, said);
    }

    private static byte[] retold(byte[] honest, Map<String, Integer> codes, Map<String, String> said) {
        try (PDDocument document = Loader.loadPDF(honest)) {
            COSDictionary fonts =
                    document.getPage(0).getResources().getCOSObject().getCOSDictionary(COSName.FONT);
            for (COSName name : fonts.keySet()) {
                COSDictionary font = fonts.getCOSDictionary(name);
                if (COSName.TYPE0.equals(font.getCOSName(COSName.SUBTYPE))) {
                    byte[] table = table(codes, said).getBytes(StandardCharsets.US_ASCII);
                    font.setItem(COSName.TO_UNICODE, stream(document, table));
                }
            }
            return PdfFixtures.bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(Map<String, Integer> codes, Map<String, String> said) {
        StringBuilder table = new StringBuilder("""
                /CIDInit /ProcSet findresource begin 12 dict begin begincmap
                /CMapName /Adobe-Identity-UCS def /CMapType 2 def
                1 begincodespacerange <0000> <FFFF> endcodespacerange
                """);
        codes.forEach((letter, code) -> table.append("1 beginbfchar <")
                .append(String.format(Locale.ROOT, "%04X", code))
                .append("> <")
                .append(hex(said.getOrDefault(letter, "")))
                .append("> endbfchar\n"));
        return table.append("endcmap CMapName currentdict /CMap defineresource pop end end\n")
                .toString();
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(unit -> hex.append(String.format(Locale.ROOT, "%04X", unit)));
        return hex.toString();
    }
}
