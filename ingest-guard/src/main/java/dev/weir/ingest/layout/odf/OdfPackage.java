package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.office.XmlWalk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;

/** The entries of a package and which of them were read. Entries that expand beyond measure are refused as in Office files. */
final class OdfPackage implements OdfDocument.Source {

    private static final String MANIFEST = "META-INF/manifest.xml";
    private static final int MAX_ENTRIES = 20_000;
    private static final int MAX_INNER_BYTES = 64_000_000;

    private final ZipSecureFile zip;
    private final List<ZipArchiveEntry> entries;
    private final Set<ZipArchiveEntry> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, String> types = new HashMap<>();
    private @Nullable Exception failure;

    /** @throws TikaException if there are too many entries */
    OdfPackage(ZipSecureFile zip) throws TikaException {
        this.zip = zip;
        this.entries = Collections.list(zip.getEntries());
        if (entries.size() > MAX_ENTRIES) {
            throw new TikaException("the package has too many entries");
        }
    }

    List<ZipArchiveEntry> entries() {
        return entries;
    }

    boolean isRead(ZipArchiveEntry entry) {
        return read.contains(entry);
    }

    void skip(ZipArchiveEntry entry) {
        read.add(entry);
    }

    InputStream open(ZipArchiveEntry entry) throws IOException {
        return zip.getInputStream(entry);
    }

    /** What the package says that each of its entries is. */
    Map<String, String> types() {
        return types;
    }

    /** Reads the list of entries. @throws EncryptedDocumentException if one of them is encrypted */
    void manifest() throws IOException, EncryptedDocumentException {
        boolean[] encrypted = {false};
        ZipArchiveEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            return;
        }
        read.add(entry);
        try (InputStream stream = zip.getInputStream(entry)) {
            XmlWalk walk = XmlWalk.ofDeclared(stream, OdfNames.PREFIXES);
            walk.root(root -> walk.children(each -> {
                if (types.size() < MAX_ENTRIES) {
                    types.put(walk.attribute("full-path", ""), walk.attribute("media-type", ""));
                }
                walk.children(detail -> encrypted[0] |= detail.equals("manifest:encryption-data"));
            }));
        } catch (XMLStreamException e) {
            failure = failure == null ? e : failure;
        }
        if (encrypted[0]) {
            throw new EncryptedDocumentException();
        }
    }

    /** Reads a part; one that is not there does nothing. A failure is kept for the end. */
    @Override
    public void read(String part, OdfDocument.Reader reader) {
        ZipArchiveEntry entry = zip.getEntry(part);
        if (entry != null) {
            read(entry, false, reader);
        }
    }

    /** Reads an entry. */
    void read(ZipArchiveEntry entry, boolean passesDeclarations, OdfDocument.Reader reader) {
        read.add(entry);
        try (InputStream stream = zip.getInputStream(entry)) {
            reader.read(
                    passesDeclarations
                            ? XmlWalk.ofDeclared(stream, OdfNames.PREFIXES)
                            : XmlWalk.of(stream, OdfNames.PREFIXES));
        } catch (XMLStreamException | IOException | RuntimeException e) {
            failure = failure == null ? e : failure;
        }
    }

    /** A document inside of the package, as a package of its own. */
    byte[] inner(String folder, String type) throws IOException, WriteLimitReachedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Set<String> names = new HashSet<>();
        try (ZipOutputStream inner = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            inner.putNextEntry(new ZipEntry("mimetype"));
            inner.write(type.getBytes(StandardCharsets.UTF_8));
            names.add("mimetype");
            long left = MAX_INNER_BYTES;
            for (ZipArchiveEntry entry : entries) {
                String name = entry.getName();
                if (name.startsWith(folder) && !entry.isDirectory() && names.add(name.substring(folder.length()))) {
                    read.add(entry);
                    inner.putNextEntry(new ZipEntry(name.substring(folder.length())));
                    try (InputStream stream = zip.getInputStream(entry)) {
                        byte[] bytes = stream.readNBytes((int) left + 1);
                        left -= bytes.length;
                        if (left < 0) {
                            throw new WriteLimitReachedException(MAX_INNER_BYTES);
                        }
                        inner.write(bytes);
                    }
                }
            }
        }
        return out.toByteArray();
    }

    void fail(Exception e) {
        failure = failure == null ? e : failure;
    }

    /** @throws TikaException if something could not be read to its end */
    void requireWhole() throws TikaException {
        if (failure != null) {
            throw new TikaException("an entry cannot be read", failure);
        }
    }

    /** The entries that hold something and were not read. */
    List<ZipArchiveEntry> unread() {
        List<ZipArchiveEntry> unread = new ArrayList<>();
        for (ZipArchiveEntry entry : entries) {
            if (!entry.isDirectory() && entry.getSize() != 0 && !read.contains(entry)) {
                unread.add(entry);
            }
        }
        return unread;
    }
}
