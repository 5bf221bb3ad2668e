package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.usermodel.Picture;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Hands on what is embedded in a Word document, as Tika does. */
final class DocFiles {

    private static final String OBJECTS = "ObjectPool";

    private final HWPFDocument document;
    private final OleFiles files;
    private final Metadata metadata;
    private final Lines lines;

    DocFiles(HWPFDocument document, OleFiles files, Metadata metadata, Lines lines) {
        this.document = document;
        this.files = files;
        this.metadata = metadata;
        this.lines = lines;
    }

    void hand(DirectoryNode root, Place place) throws IOException, SAXException, TikaException {
        List<Picture> pictures = document.getPicturesTable().getAllPictures();
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            String description = description(picture);
            lines.beside(Channel.ALT_TEXT, description, place, Concealment.ATTRIBUTE_ONLY, Set.of());
            byte[] content;
            String name;
            try {
                String extension = picture.suggestFileExtension();
                name = "image" + (i + 1) + (extension.isEmpty() ? "" : "." + extension);
                content = picture.getContent();
            } catch (RuntimeException e) {
                EmbeddedDocumentUtil.recordEmbeddedStreamException(e, metadata);
                continue;
            }
            files.file(content, name, picture.getMimeType());
        }
        if (root.hasEntry(OBJECTS) && root.getEntry(OBJECTS) instanceof DirectoryEntry pool) {
            for (Entry entry : pool) {
                if (entry.getName().startsWith("_") && entry instanceof DirectoryEntry folder) {
                    files.object(folder, null);
                }
            }
        }
    }

    private static @Nullable String description(Picture picture) {
        try {
            return picture.getDescription();
        } catch (RuntimeException e) {
            return null; // a picture that is in no shape
        }
    }
}
