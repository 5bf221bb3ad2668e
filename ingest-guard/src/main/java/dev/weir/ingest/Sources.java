package dev.weir.ingest;

import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.nio.file.Path;

/** Names of where documents come from. */
public final class Sources {
    private Sources() {}

    /** Everything up to the last slash of a source, the source itself if there is none: what neighbours share. */
    public static SourceRef parentOf(SourceRef source) {
        int slash = source.uri().lastIndexOf('/');
        return slash <= 0 ? source : new SourceRef(source.uri().substring(0, slash));
    }

    /**
     * The source of a file: its absolute path as a {@code file:} URI in ASCII, or the digest of that URI where it is longer
     * than a source may be. The same path is always the same source.
     */
    public static SourceRef ofFile(Path file) {
        String uri = file.toAbsolutePath().normalize().toUri().toASCIIString();
        // A folder's URI ends in a slash, and whether a path is one may change.
        String name = uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        return name.length() <= SourceRef.MAX_CHARACTERS
                ? new SourceRef(name)
                : new SourceRef("file-sha256:" + Sha256.ofText(name).hex());
    }
}
