package dev.weir.ingest.parse;

import dev.weir.models.detect.GapCode;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.tika.exception.AccessPermissionException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaMemoryLimitException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.WriteLimitReachedException;

/** Which gap an exception of the parser stands for. Messages are never read out: they may quote the document. */
final class Failures {

    private static final int MAX_CAUSES = 10;
    private static final int MAX_DETAIL = 200;

    /** The first token of a stack trace: a class name. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\A(?:[a-z0-9_]{1,40}\\.){1,12}([A-Za-z0-9_$]{1,80})");

    private Failures() {}

    static GapCode codeOf(Throwable failure) {
        boolean unexpected = false;
        for (Throwable cause : chain(failure)) {
            if (cause instanceof WriteLimitReachedException || isExpansion(cause)) {
                return GapCode.LIMIT_OUTPUT;
            }
            if (isLocked(cause)) {
                return GapCode.ENCRYPTED;
            }
            if (cause instanceof TikaMemoryLimitException || cause instanceof MemoryLimitException) {
                return GapCode.LIMIT_MEMORY;
            }
            if (isUnsupported(cause)) {
                return GapCode.UNSUPPORTED;
            }
            if (cause instanceof EOFException) {
                return GapCode.TRUNCATED;
            }
            unexpected |= cause instanceof RuntimeException || cause instanceof Error;
        }
        return unexpected ? GapCode.PARSER_FAILED : GapCode.CORRUPT;
    }

    /** The classes of the exception and its causes, outermost first. */
    static String detailOf(Throwable failure) {
        Set<String> names = new LinkedHashSet<>();
        for (Throwable cause : chain(failure)) {
            names.add(cause.getClass().getSimpleName());
        }
        String detail = String.join(" < ", names);
        return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
    }

    /** The exception class at the start of a stack trace in text form, or a fixed word. */
    static String classIn(String stackTrace) {
        Matcher name = CLASS_NAME.matcher(stackTrace);
        return name.find() ? name.group(1) : "recorded";
    }

    private static boolean isExpansion(Throwable cause) {
        // Tika's own class is private, and POI throws a plain IOException with this fixed beginning.
        String message = cause.getMessage();
        return cause.getClass().getSimpleName().equals("SecureSAXException")
                || (message != null && message.startsWith("Zip bomb detected!"));
    }

    private static boolean isUnsupported(Throwable cause) {
        // The reader of 7z archives throws a plain IOException with this fixed beginning.
        String message = cause.getMessage();
        return cause instanceof UnsupportedFormatException
                || cause instanceof UnsupportedZipFeatureException
                || cause instanceof UnsupportedOperationException
                || (message != null && message.startsWith("Unsupported compression method"));
    }

    private static boolean isLocked(Throwable cause) {
        return cause instanceof EncryptedDocumentException
                || cause instanceof org.apache.poi.EncryptedDocumentException
                || cause instanceof AccessPermissionException
                || (cause instanceof UnsupportedZipFeatureException zip
                        && UnsupportedZipFeatureException.Feature.ENCRYPTION.equals(zip.getFeature()));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null && chain.size() < MAX_CAUSES) {
            chain.add(cause);
            cause = cause.getCause();
        }
        return chain;
    }
}
