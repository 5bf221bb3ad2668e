package dev.weir.ingest.parse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.pdmodel.interactive.form.PDXFAResource;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Documents made on the spot, honest and hostile. */
final class Fixtures {

    private Fixtures() {}

    /** Anything that writes a document. */
    interface Body {
        void writeTo(OutputStream out) throws Exception;
    }

    static byte[] bytes(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            body.writeTo(out);
        } catch (Exception e) {
            throw new IllegalStateException("the fixture cannot be made", e);
        }
        return out.toByteArray();
    }

    static Path write(Path folder, String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] pdf(String text, String title) {
        return bytes(out -> {
            try (PDDocument document = page(text)) {
                document.getDocumentInformation().setTitle(title);
                document.save(out);
            }
        });
    }

    static byte[] encryptedPdf(String text) {
        return bytes(out -> {
            try (PDDocument document = page(text)) {
                StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "user", new AccessPermission());
                policy.setEncryptionKeyLength(128);
                document.protect(policy);
                document.save(out);
            }
        });
    }

    /** A form whose plain field says one thing and whose XFA says another. */
    static byte[] xfaPdf(String fieldValue, String xfa) {
        return bytes(out -> {
            try (PDDocument document = page("A form")) {
                PDAcroForm form = new PDAcroForm(document);
                document.getDocumentCatalog().setAcroForm(form);
                form.setDefaultAppearance("/Helv 12 Tf 0 g");
                PDTextField field = new PDTextField(form);
                field.setPartialName("answer");
                field.getCOSObject().setString(COSName.V, fieldValue);
                form.getFields().add(field);
                COSStream stream = document.getDocument().createCOSStream();
                try (OutputStream content = stream.createOutputStream()) {
                    content.write(utf8(xfa));
                }
                form.setXFA(new PDXFAResource(stream));
                document.save(out);
            }
        });
    }

    private static PDDocument page(String text) throws IOException {
        PDDocument document = new PDDocument();
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
            content.newLineAtOffset(72, 700);
            content.showText(text);
            content.endText();
        }
        return document;
    }

    static byte[] docx(String text, String author, int paragraphs) {
        return bytes(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                document.getProperties().getCoreProperties().setCreator(author);
                for (int i = 0; i < paragraphs; i++) {
                    document.createParagraph().createRun().setText(text);
                }
                document.write(out);
            }
        });
    }

    static byte[] encryptedDocx(String text) {
        return bytes(out -> {
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("secret");
                try (OutputStream content = encryptor.getDataStream(files)) {
                    content.write(docx(text, "nobody", 1));
                }
                files.writeFilesystem(out);
            }
        });
    }

    static byte[] xlsx(String cell, String hiddenSheet) {
        return bytes(out -> {
            try (XSSFWorkbook workbook = new XSSFWorkbook()) {
                workbook.createSheet("Figures").createRow(0).createCell(0).setCellValue(cell);
                workbook.createSheet(hiddenSheet).createRow(0).createCell(0).setCellValue(1);
                workbook.setSheetHidden(1, true);
                workbook.write(out);
            }
        });
    }

    static byte[] zip(Map<String, byte[]> entries) {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
        });
    }

    static byte[] zipOf(int files, String text) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < files; i++) {
            entries.put("file" + i + ".txt", utf8(text + ' ' + i));
        }
        return zip(entries);
    }

    /** A text file inside so many zip files inside each other. */
    static byte[] nestedZip(int depth, String text) {
        byte[] content = zip(Map.of("text.txt", utf8(text)));
        for (int i = 1; i < depth; i++) {
            content = zip(Map.of("inner.zip", content));
        }
        return content;
    }

    /** A stored entry that says of itself that it is encrypted. */
    static byte[] encryptedZip() {
        byte[] zip = bytes(out -> {
            byte[] content = utf8("twelve bytes of header and then what nobody can read");
            CRC32 crc = new CRC32();
            crc.update(content);
            ZipEntry entry = new ZipEntry("secret.txt");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            try (ZipOutputStream stream = new ZipOutputStream(out)) {
                stream.putNextEntry(entry);
                stream.write(content);
            }
        });
        setFlag(zip, new byte[] {'P', 'K', 3, 4}, 6);
        setFlag(zip, new byte[] {'P', 'K', 1, 2}, 8);
        return zip;
    }

    private static void setFlag(byte[] zip, byte[] signature, int offset) {
        for (int i = 0; i + offset < zip.length; i++) {
            if (Arrays.equals(zip, i, i + 4, signature, 0, 4)) {
                zip[i + offset] |= 1;
                return;
            }
        }
        throw new IllegalStateException("the zip file has no such header");
    }

    /** One letter so many times. */
    static byte[] gzipBomb(long length) {
        return bytes(out -> {
            byte[] block = new byte[1 << 16];
            Arrays.fill(block, (byte) 'a');
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                for (long written = 0; written < length; written += block.length) {
                    gzip.write(block);
                }
            }
        });
    }

    static byte[] gzip(byte[] content) {
        return bytes(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
        });
    }

    /** A Word document whose main part is this XML. */
    static byte[] docxWith(String documentXml) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                utf8(
                        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                + "<Default Extension=\"rels\""
                                + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                + "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
                                + "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"));
        parts.put(
                "_rels/.rels",
                utf8("<?xml version=\"1.0\"?><Relationships"
                        + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                        + " Id=\"r1\" Target=\"word/document.xml\" Type=\"http://schemas.openxmlformats.org/"
                        + "officeDocument/2006/relationships/officeDocument\"/></Relationships>"));
        parts.put("word/document.xml", utf8(documentXml));
        return zip(parts);
    }

    static byte[] epub(String chapter) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("mimetype", utf8("application/epub+zip"));
        parts.put(
                "META-INF/container.xml",
                utf8(
                        "<?xml version=\"1.0\"?><container version=\"1.0\""
                                + " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile"
                                + " full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>"));
        parts.put(
                "book.opf",
                utf8("<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\"><manifest>"
                        + "<item id=\"c1\" href=\"c1.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
                        + "<spine><itemref idref=\"c1\"/></spine></package>"));
        parts.put("c1.xhtml", utf8(chapter));
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.NO_COMPRESSION);
                for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue());
                }
            }
        });
    }
}
