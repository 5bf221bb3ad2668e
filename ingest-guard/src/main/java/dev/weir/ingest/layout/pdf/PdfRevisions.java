package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/**
 * Text that an earlier state of the file had and the last one has not: it is still in the file. Only pages whose
 * instructions changed are read.
 */
final class PdfRevisions {

    private static final int MAX_REVISIONS = 8;
    private static final int MAX_PAGES = 1_000;
    private static final int MAX_CHANGED_PAGES = 100;
    private static final long MAX_BYTES = 60_000_000;
    private static final int MAX_FORMS = 200;

    private final TextSink sink;
    private final Path file;
    private final Set<String> told = new HashSet<>();
    private final Set<String> pages = new HashSet<>();
    private long bytesLeft = MAX_BYTES;
    private int changedLeft = MAX_CHANGED_PAGES;

    PdfRevisions(TextSink sink, Path file) {
        this.sink = sink;
        this.file = file;
    }

    /**
     * @param ends behind which byte each state of the file ends, in their order, the last one last
     * @param last the last state
     */
    void read(List<Long> ends, PDDocument last) throws IOException {
        List<Long> earlier = ends.subList(0, Math.max(0, ends.size() - 1));
        if (earlier.isEmpty() || last.isEncrypted()) {
            return;
        }
        List<Long> taken = earlier.subList(Math.max(0, earlier.size() - MAX_REVISIONS), earlier.size());
        boolean complete = taken.size() == earlier.size() && last.getNumberOfPages() <= MAX_PAGES;
        if (last.getNumberOfPages() <= MAX_PAGES) {
            for (PDPage page : last.getPages()) {
                pages.add(digest(page));
            }
            for (int i = taken.size() - 1; i >= 0 && complete; i--) {
                complete = read(taken.get(i), last);
            }
        }
        if (!complete) {
            sink.gap(GapCode.UNSUPPORTED, "earlier states of the file");
        }
    }

    /** {@return whether it was read to its end} */
    private boolean read(long end, PDDocument last) throws IOException {
        bytesLeft -= end;
        if (bytesLeft < 0) {
            return false;
        }
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
            bytes = content.readNBytes((int) end);
        }
        try (PDDocument earlier = Loader.loadPDF(bytes)) {
            if (earlier.getNumberOfPages() > MAX_PAGES) {
                return false;
            }
            List<Integer> changed = new ArrayList<>();
            for (int i = 0; i < earlier.getNumberOfPages(); i++) {
                if (pages.add(digest(earlier.getPage(i)))) {
                    changed.add(i + 1);
                }
            }
            changedLeft -= changed.size();
            if (!changed.isEmpty() && changedLeft >= 0) {
                if (told.isEmpty()) {
                    text(last, 1, last.getNumberOfPages())
                            .lines()
                            .map(PdfWords::squeezed)
                            .forEach(told::add);
                }
                for (int page : changed) {
                    text(earlier, page, page).lines().forEach(line -> tell(line, page));
                }
            }
            return changedLeft >= 0;
        } catch (IOException | RuntimeException e) {
            // What ends there is no document: the mark of an end stands in many files that were never changed.
            return true;
        }
    }

    private void tell(String line, int page) {
        String squeezed = PdfWords.squeezed(line);
        if (!squeezed.isEmpty() && told.add(squeezed)) {
            sink.newLine(Channel.HIDDEN);
            sink.text(Channel.HIDDEN, line, new Place.Page(page, 0, 0, 0, 0), Set.of(Concealment.STALE_REVISION));
            sink.newLine(Channel.HIDDEN);
        }
    }

    private static String text(PDDocument document, int from, int to) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(from);
        stripper.setEndPage(to);
        return stripper.getText(document);
    }

    /** One for all pages whose instructions, and those of the forms they draw, are the same bytes. */
    private static String digest(PDPage page) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every runtime has SHA-256", e);
        }
        COSBase contents = page.getCOSObject().getDictionaryObject(COSName.CONTENTS);
        add(digest, contents);
        if (contents instanceof COSArray several) {
            for (int i = 0; i < several.size(); i++) {
                add(digest, several.getObject(i));
            }
        }
        @Nullable COSDictionary resources =
                page.getResources() == null ? null : page.getResources().getCOSObject();
        @Nullable COSDictionary objects = resources == null ? null : resources.getCOSDictionary(COSName.XOBJECT);
        if (objects != null) {
            int forms = 0;
            for (COSName name : objects.keySet()) {
                if (objects.getDictionaryObject(name) instanceof COSStream stream
                        && COSName.FORM.equals(stream.getCOSName(COSName.SUBTYPE))
                        && ++forms <= MAX_FORMS) {
                    add(digest, stream);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, @Nullable COSBase part) throws IOException {
        if (part instanceof COSStream stream && stream.hasData()) {
            try (InputStream raw = stream.createRawInputStream()) {
                digest.update(raw.readAllBytes());
            }
        }
    }
}
