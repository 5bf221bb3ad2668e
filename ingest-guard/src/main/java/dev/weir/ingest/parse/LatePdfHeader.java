package dev.weir.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.tika.detect.Detector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;

/**
 * Takes a file that is called a PDF for one if its header comes after something else, as printers and mail servers write it
 * and as readers open it (PDF Reference 1.7, appendix H, implementation note 13: within the first 1,024 bytes). Otherwise it would
 * be read as whatever stands before.
 */
@SuppressWarnings("serial") // Tika's Detector is Serializable; this one is never written
final class LatePdfHeader implements Detector {

    private static final int HEADER_WITHIN_BYTES = 1_024;
    private static final String HEADER = "%PDF-";
    private static final MediaType PDF = MediaType.application("pdf");

    private final Detector detector;

    LatePdfHeader(Detector detector) {
        this.detector = detector;
    }

    @Override
    public MediaType detect(InputStream stream, Metadata metadata) throws IOException {
        String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
        boolean called = name != null && name.toLowerCase(Locale.ROOT).endsWith(".pdf");
        return called && stream != null && hasHeader(stream) ? PDF : detector.detect(stream, metadata);
    }

    private static boolean hasHeader(InputStream stream) throws IOException {
        stream.mark(HEADER_WITHIN_BYTES);
        try {
            byte[] start = stream.readNBytes(HEADER_WITHIN_BYTES);
            return new String(start, StandardCharsets.ISO_8859_1).contains(HEADER);
        } finally {
            stream.reset();
        }
    }
}
