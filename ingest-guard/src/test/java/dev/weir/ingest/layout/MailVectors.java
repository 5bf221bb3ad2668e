package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Ways to hide a sentence in mails. */
final class MailVectors {

    private static final String PLAIN = "The minutes of the meeting are in the shared folder.";

    /** A part that says nothing that another one says. */
    private static final String ELSEWHERE =
            "Quarterly figures rose sharply. Nobody expected such growth before winter. §";

    private final List<Vector> vectors = new ArrayList<>();

    private MailVectors() {}

    static List<Vector> all() {
        MailVectors all = new MailVectors();
        all.alternatives();
        all.pages();
        all.outlook();
        return all.vectors;
    }

    private void alternatives() {
        mail(
                "plain text beside HTML",
                alternative(part("plain", "§"), page(PLAIN)),
                TikaSays.LOST,
                Concealment.ALTERNATIVE_PART);
        mail(
                "plain text that says something else",
                alternative(part("plain", ELSEWHERE), page(PLAIN)),
                TikaSays.LOST,
                Concealment.DIVERGENT);
        mail(
                "plain text beside HTML with pictures",
                alternative(part("plain", "§"), wrapped("related", "three", page(PLAIN))),
                TikaSays.LOST,
                Concealment.ALTERNATIVE_PART);
        mail("first of two pages", alternative(page("§"), page(PLAIN)), TikaSays.BODY, Concealment.ALTERNATIVE_PART);
    }

    private void pages() {
        String preheader = "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">§</div>";
        mail(
                "text before the first line",
                alternative(part("plain", PLAIN), page(preheader + PLAIN)),
                TikaSays.BODY,
                Concealment.CSS_HIDDEN);
        mail(
                "class in a style sheet",
                alternative(part("plain", PLAIN), page("<style>.p{font-size:0}</style><p class=\"p\">§</p>" + PLAIN)),
                TikaSays.BODY,
                Concealment.TINY_GLYPH);
        vectors.add(new Vector(
                "mail.eml",
                "comment in HTML",
                sentence -> mail(alternative(part("plain", PLAIN), page("<!-- § -->" + PLAIN)), sentence),
                MailVectors::control,
                TikaSays.LOST,
                Channel.COMMENT,
                Concealment.COMMENT,
                Place.Element.class));
        String hidden = "<p hidden>§</p>" + PLAIN;
        vectors.add(new Vector(
                "box.mbox",
                "hidden paragraph of the second mail",
                sentence -> box(mail(alternative(part("plain", PLAIN), page(hidden)), sentence)),
                sentence -> box(control(sentence)),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN,
                Place.Element.class));
    }

    private void outlook() {
        vectors.add(new Vector(
                "mail.msg",
                "plain text beside HTML",
                sentence -> message(sentence, "<p>" + PLAIN + "</p>"),
                sentence -> message(PLAIN, "<p>" + sentence + "</p>"),
                TikaSays.LOST,
                Channel.HIDDEN,
                Concealment.ALTERNATIVE_PART,
                Place.Line.class));
        vectors.add(new Vector(
                "mail.msg",
                "hidden text in RTF",
                sentence -> message("__substg1.0_10090102", rtf(PLAIN + "{\\v " + sentence + "}")),
                sentence -> message("__substg1.0_10090102", rtf(PLAIN + "{\\v0 " + sentence + "}")),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.VANISH,
                Place.Paragraph.class));
        vectors.add(new Vector(
                "mail.msg",
                "hidden paragraph",
                sentence -> message(PLAIN, "<p>" + PLAIN + "</p><p style=\"display:none\">" + sentence + "</p>"),
                sentence -> message(PLAIN, "<p>" + sentence + "</p>"),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN,
                Place.Element.class));
    }

    private void mail(String way, String body, TikaSays tika, Concealment code) {
        Class<? extends Place> place = way.startsWith("plain") ? Place.Line.class : Place.Element.class;
        vectors.add(new Vector(
                "mail.eml",
                way,
                sentence -> mail(body, sentence),
                MailVectors::control,
                tika,
                Channel.HIDDEN,
                code,
                place));
    }

    private static byte[] control(String sentence) {
        return mail(alternative(part("plain", PLAIN), page("<p>§</p>")), sentence);
    }

    private static byte[] mail(String body, String sentence) {
        String head = """
                From: ada@example.org
                To: bob@example.org
                Subject: Minutes
                Date: Mon, 2 Mar 2026 10:00:00 +0000
                MIME-Version: 1.0
                """;
        return (head + body).replace("§", sentence).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] box(byte[] second) {
        String first = """
                From ada@example.org Mon Mar  2 10:00:00 2026
                From: ada@example.org
                To: bob@example.org
                Subject: First

                A short mail.

                From ada@example.org Mon Mar  2 11:00:00 2026
                """;
        String text = first + new String(second, StandardCharsets.UTF_8).replace("\r\n", "\n") + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String alternative(String... parts) {
        return wrapped("alternative", "two", parts);
    }

    private static String wrapped(String subtype, String boundary, String... parts) {
        StringBuilder wrapped =
                new StringBuilder("Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"\n\n");
        for (String part : parts) {
            wrapped.append("--").append(boundary).append('\n').append(part).append('\n');
        }
        return wrapped.append("--").append(boundary).append("--\n").toString();
    }

    private static String page(String body) {
        return part("html", "<html><body>" + body + "</body></html>");
    }

    private static String part(String subtype, String text) {
        return "Content-Type: text/" + subtype + "; charset=utf-8\n\n" + text;
    }

    /** A message as Outlook keeps it: a stream for each property. */
    private static byte[] message(String plain, String html) {
        String page = "<html><body>" + html + "</body></html>";
        return message(
                "__substg1.0_1000001F",
                plain.getBytes(StandardCharsets.UTF_16LE),
                "__substg1.0_10130102",
                page.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] message(String body, byte[] content) {
        return message(body, content, "__substg1.0_0E1D001F", "Minutes".getBytes(StandardCharsets.UTF_16LE));
    }

    private static byte[] message(String one, byte[] first, String other, byte[] second) {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            property(files, "__properties_version1.0", new byte[32]);
            property(files, "__substg1.0_001A001F", "IPM.Note".getBytes(StandardCharsets.UTF_16LE));
            property(files, "__substg1.0_0037001F", "Minutes".getBytes(StandardCharsets.UTF_16LE));
            property(files, one, first);
            property(files, other, second);
            files.writeFilesystem(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RTF as Outlook keeps it, with the head that says that it is not pressed together. */
    private static byte[] rtf(String body) {
        byte[] text = ("{\\rtf1\\ansi\\pard " + body + "\\par}").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(16 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(text.length + 12)
                .putInt(text.length)
                .put("MELA".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .put(text)
                .array();
    }

    private static void property(POIFSFileSystem files, String name, byte[] value) throws IOException {
        files.createDocument(new ByteArrayInputStream(value), name);
    }
}
