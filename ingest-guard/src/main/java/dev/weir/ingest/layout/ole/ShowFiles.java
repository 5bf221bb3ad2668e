package dev.weir.ingest.layout.ole;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.hslf.record.DocInfoListContainer;
import org.apache.poi.hslf.record.Record;
import org.apache.poi.hslf.record.RecordTypes;
import org.apache.poi.hslf.record.VBAInfoAtom;
import org.apache.poi.hslf.record.VBAInfoContainer;
import org.apache.poi.hslf.usermodel.HSLFObjectData;
import org.apache.poi.hslf.usermodel.HSLFObjectShape;
import org.apache.poi.hslf.usermodel.HSLFPictureData;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.xml.sax.SAXException;

/** Hands on what is embedded in a presentation, as Tika does. */
final class ShowFiles {

    private final OleFiles files;
    private final Metadata metadata;
    private final Set<Integer> handed = new HashSet<>();

    ShowFiles(OleFiles files, Metadata metadata) {
        this.files = files;
        this.metadata = metadata;
    }

    /** Objects that stand on a page. */
    void objects(List<HSLFObjectShape> shapes) {
        for (HSLFObjectShape shape : shapes) {
            InputStream stream;
            try {
                HSLFObjectData data = shape.getObjectData();
                if (data == null) {
                    continue;
                }
                handed.add(data.getExOleObjStg().getPersistId());
                stream = data.getInputStream();
            } catch (RuntimeException e) {
                EmbeddedDocumentUtil.recordEmbeddedStreamException(e, metadata);
                continue;
            }
            try (TikaInputStream object = TikaInputStream.get(stream)) {
                files.shown(object, Integer.toString(shape.getObjectID()), shape.getProgId());
            } catch (IOException | SAXException | TikaException | RuntimeException e) {
                EmbeddedDocumentUtil.recordException(e, metadata);
            }
        }
    }

    /** Pictures, objects that stand on no page, and macros if they are wanted. */
    void hand(HSLFSlideShow show) throws IOException, SAXException, TikaException {
        for (HSLFPictureData picture : show.getPictureData()) {
            byte[] content;
            try {
                content = picture.getData();
            } catch (RuntimeException e) {
                EmbeddedDocumentUtil.recordEmbeddedStreamException(e, metadata);
                continue;
            }
            files.file(content, null, typeOf(picture));
        }
        HSLFObjectData[] objects = show.getEmbeddedObjects();
        for (int i = 0; i < objects.length; i++) {
            if (!handed.contains(objects[i].getExOleObjStg().getPersistId())) {
                String name = objects[i].getFileName();
                try (TikaInputStream object = TikaInputStream.get(objects[i].getInputStream())) {
                    files.unshown(object, name == null || name.isBlank() ? "UNKNOWN-" + i : name);
                } catch (IOException | SAXException | TikaException e) {
                    EmbeddedDocumentUtil.recordException(e, metadata);
                }
            }
        }
        int macros = macros(show);
        for (HSLFObjectData object : objects) {
            if (object.getExOleObjStg().getPersistId() == macros) {
                files.macros(object.getInputStream());
            }
        }
    }

    private static String typeOf(HSLFPictureData picture) {
        return switch (picture.getType()) {
            case EMF -> "image/emf";
            case WMF -> "image/wmf";
            case DIB -> "image/bmp";
            default -> picture.getContentType();
        };
    }

    private static int macros(HSLFSlideShow show) {
        Record list = show.getDocumentRecord().findFirstOfType(RecordTypes.List.typeID);
        Record info = list instanceof DocInfoListContainer container
                ? container.findFirstOfType(RecordTypes.VBAInfo.typeID)
                : null;
        Record atom = info instanceof VBAInfoContainer container
                ? container.findFirstOfType(RecordTypes.VBAInfoAtom.typeID)
                : null;
        return atom instanceof VBAInfoAtom found ? (int) found.getPersistIdRef() : -1;
    }
}
