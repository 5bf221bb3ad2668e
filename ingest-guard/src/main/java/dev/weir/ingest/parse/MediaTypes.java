package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.web.WebParsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pkg.CompressorParser;
import org.apache.tika.parser.pkg.PackageParser;
import org.apache.tika.parser.pkg.RarParser;
import org.apache.tika.parser.pkg.UnrarParser;
import org.jspecify.annotations.Nullable;

/** What media types say about each other. Thread-safe. */
final class MediaTypes {

    private static final Pattern PLAIN_TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}");

    /** Names that senders use for each other and that one reader reads alike. */
    private static final List<Set<MediaType>> KIN = List.of(
            Set.of(MediaType.TEXT_HTML, MediaType.application("xhtml+xml"), WebParsers.STORAGE),
            Set.of(new MediaType("message", "rfc822"), MediaType.application("mbox")),
            kin("msword", "wordprocessingml.document"),
            kin("vnd.ms-excel", "spreadsheetml.sheet"),
            kin("vnd.ms-powerpoint", "presentationml.presentation"));

    /** What shows all of its text. */
    private static final List<MediaType> PLAIN = List.of(
            MediaType.TEXT_PLAIN,
            new MediaType("message", "rfc822"),
            MediaType.application("mbox"),
            MediaType.application("vnd.ms-outlook"));

    /** What has no text besides the names of what is inside. */
    private static final Set<MediaType> CONTAINERS = Stream.concat(
                    // A kind of tar, which its reader does not name.
                    Stream.of(MediaType.application("x-gtar")),
                    Stream.of(new PackageParser(), new CompressorParser(), new RarParser(), new UnrarParser())
                            .flatMap(parser -> parser.getSupportedTypes(new ParseContext()).stream()))
            .collect(Collectors.toUnmodifiableSet());

    /** Plain text that Tika knows by its first line and reads only as a part of a folder. */
    static final Set<MediaType> TABLES_OF_TEXT = Set.of(
            MediaType.application("x-isatab"),
            MediaType.application("x-isatab-assay"),
            MediaType.application("x-isatab-investigation"));

    private final MimeTypes names;
    private final MediaTypeRegistry registry;

    MediaTypes(TikaConfig config) {
        this.names = config.getMimeRepository();
        this.registry = config.getMediaTypeRegistry();
    }

    /** A media type fit for reports: it can come out of the document, so anything but plain tokens is dropped. */
    static String safe(String type) {
        MediaType base = baseOf(type);
        return base != null && PLAIN_TYPE.matcher(base.toString()).matches() ? base.toString() : RawDocument.UNDECLARED;
    }

    private static @Nullable MediaType baseOf(String type) {
        MediaType parsed = MediaType.parse(type);
        // Tika has no base for a type whose second half is white space.
        return parsed == null ? null : parsed.getBaseType();
    }

    /** The type a file of this name claims to have. */
    String typeOfName(String name) {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try {
            return names.detect(null, metadata).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("no stream was given to read", e);
        }
    }

    /** Whether content of one type under a claim of another is a contradiction and not just less or more precise. */
    boolean contradicts(String claim, String found) {
        MediaType claimed = baseOf(claim);
        MediaType actual = baseOf(found);
        if (claimed == null || actual == null) {
            return claimed == null;
        }
        MediaType one = registry.normalize(claimed);
        MediaType other = registry.normalize(actual);
        return !one.equals(MediaType.OCTET_STREAM)
                && !registry.isInstanceOf(one, other)
                && !registry.isInstanceOf(other, one)
                && !(one.equals(MediaType.TEXT_PLAIN) && TABLES_OF_TEXT.contains(other))
                && KIN.stream().noneMatch(kin -> kin.contains(one) && kin.contains(other));
    }

    /** One program reads the old and the new files of a kind, under either name. */
    private static Set<MediaType> kin(String old, String later) {
        return Set.of(MediaType.application(old), MediaType.application("vnd.openxmlformats-officedocument." + later));
    }

    /** Whether files of a type that was read without a pass of its own can hold text that a reader does not see. */
    boolean mayHide(String type) {
        MediaType actual = registry.normalize(requireNonNull(MediaType.parse(type)));
        // In the registry XML is a kind of plain text.
        return registry.isInstanceOf(actual, MediaType.APPLICATION_XML)
                || (!TABLES_OF_TEXT.contains(actual)
                        && !CONTAINERS.contains(actual)
                        && PLAIN.stream().noneMatch(plain -> registry.isInstanceOf(actual, plain)));
    }
}
