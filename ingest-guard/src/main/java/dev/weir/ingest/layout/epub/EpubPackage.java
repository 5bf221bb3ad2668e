package dev.weir.ingest.layout.epub;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.web.StyleSheets;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** The files of a book. What is unpacked as text is bounded, each file and all together. */
final class EpubPackage {

    private static final int MAX_FILE_BYTES = 50_000_000;
    private static final long MAX_BYTES = 500_000_000;

    /** Each time that a document names a sheet it is applied anew. */
    private static final long MAX_SHEET_CHARS = 100_000_000;

    private static final int MAX_CHARS_OF_SHEET = 1_000_000;
    private static final int MAX_KEPT_SHEETS = 20;

    private static final int MAX_FILES = 100_000;
    private static final int MAX_PATH_LENGTH = 2_000;

    private final ZipFile zip;
    private final EncodingDetector encodingDetector;
    private final TextSink sink;
    private final Map<String, String> sheets = new HashMap<>();
    private long bytesLeft = MAX_BYTES;
    private long sheetCharsLeft = MAX_SHEET_CHARS;

    EpubPackage(ZipFile zip, EncodingDetector encodingDetector, TextSink sink) {
        this.zip = zip;
        this.encodingDetector = encodingDetector;
        this.sink = sink;
    }

    /** The paths of all files, in the order of the package. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        Enumeration<ZipArchiveEntry> entries = zip.getEntries();
        while (entries.hasMoreElements() && paths.size() < MAX_FILES) {
            ZipArchiveEntry entry = entries.nextElement();
            if (!entry.isDirectory()) {
                paths.add(entry.getName());
            }
        }
        return paths;
    }

    boolean has(String path) {
        return zip.getEntry(path) != null;
    }

    /** Whether the package itself has locked the file. */
    boolean isLocked(String path) {
        ZipArchiveEntry entry = zip.getEntry(path);
        return entry != null && entry.getGeneralPurposeBit().usesEncryption();
    }

    /** Opens a file, for somebody who keeps bounds himself. */
    InputStream open(String path) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw new IOException("no such file in the package");
        }
        return zip.getInputStream(entry);
    }

    /** The bytes of a file; of one that is not there, or too large, none or the first. */
    byte[] bytes(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ZipArchiveEntry entry = zip.getEntry(path);
        if (entry == null) {
            return bytes.toByteArray();
        }
        long most = Math.min(bytesLeft, MAX_FILE_BYTES);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] buffer = new byte[8_192];
            int read = in.read(buffer);
            while (read > 0 && bytes.size() < most) {
                bytes.write(buffer, 0, (int) Math.min(read, most - bytes.size()));
                read = in.read(buffer);
            }
            if (read > 0) {
                sink.gap(GapCode.LIMIT_OUTPUT, "files of the package cut off");
            }
        } catch (IOException e) {
            sink.gap(GapCode.CORRUPT, "a file of the package cannot be unpacked whole");
        }
        bytesLeft -= bytes.size();
        return bytes.toByteArray();
    }

    /** The text of a file in the charset that it declares or seems to have. */
    String text(String path) {
        byte[] bytes = bytes(path);
        Charset charset = StandardCharsets.UTF_8;
        try {
            Charset detected = encodingDetector.detect(new ByteArrayInputStream(bytes), new Metadata());
            charset = detected == null ? charset : detected;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot be read", e);
        }
        String text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** A file as a tree. Nothing that it names is read. */
    Document tree(String path) {
        return Jsoup.parse(text(path), "", Parser.xmlParser());
    }

    /** The style sheets that a file can name. */
    StyleSheets sheets(String path) {
        return reference -> {
            String target = resolve(path, reference);
            if (target == null || !has(target)) {
                return Optional.empty();
            }
            String css = sheet(target);
            sheetCharsLeft -= css.length();
            if (sheetCharsLeft < 0 || css.length() > MAX_CHARS_OF_SHEET) {
                sink.gap(GapCode.UNSUPPORTED, "style sheets beyond the limit not applied");
                return Optional.empty();
            }
            return Optional.of(new StyleSheets.Sheet(css, sheets(target)));
        };
    }

    private String sheet(String path) {
        String kept = sheets.get(path);
        String css = kept == null ? text(path) : kept;
        if (sheets.size() < MAX_KEPT_SHEETS && css.length() <= MAX_CHARS_OF_SHEET) {
            sheets.put(path, css);
        }
        return css;
    }

    /** The path that a reference in a file leads to, without the place in it; null if it leads out of the package. */
    static @Nullable String resolve(String path, String reference) {
        int end = reference.indexOf('#');
        String target = end < 0 ? reference : reference.substring(0, end);
        end = target.indexOf('?');
        target = unescaped((end < 0 ? target : target.substring(0, end)).strip());
        if (target.isEmpty() || target.indexOf(':') >= 0 || target.length() > MAX_PATH_LENGTH) {
            return null;
        }
        Deque<String> steps = new ArrayDeque<>();
        int folder = path.lastIndexOf('/');
        String whole = target.startsWith("/") || folder < 0 ? target : path.substring(0, folder + 1) + target;
        for (String step : whole.split("/", -1)) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        return String.join("/", steps);
    }

    private static String unescaped(String target) {
        if (target.indexOf('%') < 0) {
            return target;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] all = target.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < all.length; i++) {
            int high = i + 2 < all.length ? Character.digit(all[i + 1], 16) : -1;
            int low = i + 2 < all.length ? Character.digit(all[i + 2], 16) : -1;
            if (all[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(all[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
