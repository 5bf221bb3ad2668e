package dev.weir.ingest.layout.confluence;

import dev.weir.ingest.layout.web.WebParsers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.detect.Detector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;

/** Asks another detector, and looks closer at archives and at marked up text. */
@SuppressWarnings("serial") // Tika's Detector is Serializable; this one is never written
final class ConfluenceDetector implements Detector {

    static final MediaType EXPORT = MediaType.application("x-confluence-export");

    private static final int HEAD_BYTES = 1 << 16;
    private static final Set<MediaType> MARKED_UP = Set.of(
            MediaType.TEXT_PLAIN, MediaType.TEXT_HTML, MediaType.APPLICATION_XML, MediaType.application("xhtml+xml"));

    /** Others have prefixes like these. */
    private static final Pattern STORAGE =
            Pattern.compile("<(?:ac:(?:structured-macro|macro|parameter|link|image|layout|task|"
                    + "placeholder|emoticon|rich-text-body|plain-text-body|inline-comment|adf-)|"
                    + "ri:(?:page|attachment|user|url|space|blog-post|shortcut|content-entity))[\\s/>a-z-]");

    private static final Pattern WHOLE_PAGE =
            Pattern.compile("<(?:!doctype|html|head|body)[\\s>]", Pattern.CASE_INSENSITIVE);

    private final Detector others;

    ConfluenceDetector(Detector others) {
        this.others = others;
    }

    @Override
    public MediaType detect(@Nullable InputStream input, Metadata metadata) throws IOException {
        MediaType type = others.detect(input, metadata);
        boolean told = metadata.get(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE) != null
                || metadata.get(TikaCoreProperties.CONTENT_TYPE_USER_OVERRIDE) != null;
        if (told || input == null) {
            return type;
        }
        if (type.equals(MediaType.APPLICATION_ZIP)) {
            return input instanceof TikaInputStream file && isExport(file) ? EXPORT : type;
        }
        // The part of a mail says what it is; any other text is taken for what is in it.
        boolean said = metadata.get(Metadata.CONTENT_TYPE) != null;
        return !said && MARKED_UP.contains(type.getBaseType()) && isStorage(input, type) ? WebParsers.STORAGE : type;
    }

    private static boolean isExport(TikaInputStream file) {
        if (file.getOpenContainer() instanceof ZipFile opened) {
            return isExport(opened);
        }
        try (ZipFile zip = ZipFile.builder().setPath(file.getPath()).get()) {
            return isExport(zip);
        } catch (IOException e) {
            // Whoever reads the archive will find the same, and say so.
            return false;
        }
    }

    private static boolean isExport(ZipFile zip) {
        return zip.getEntry(ExportParser.ENTITIES) != null && zip.getEntry(ExportParser.DESCRIPTOR) != null;
    }

    private static boolean isStorage(InputStream input, MediaType type) throws IOException {
        input.mark(HEAD_BYTES);
        try {
            String head = new String(input.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1).replace("\0", "");
            // A text about pages of this kind is not one.
            boolean isMarkup = !type.getBaseType().equals(MediaType.TEXT_PLAIN)
                    || head.stripLeading().startsWith("<");
            return isMarkup
                    && STORAGE.matcher(head).find()
                    && !WHOLE_PAGE.matcher(head).find();
        } finally {
            input.reset();
        }
    }
}
