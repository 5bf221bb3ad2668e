package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.office.XmlWalk;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackagePartName;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipCollection;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.tika.exception.TikaException;
import org.jspecify.annotations.Nullable;

/** The parts of a package, how they lead to each other, and which of them were read. */
final class OfficePackage {

    /** Reads one part. */
    interface Reader {
        void read(XmlWalk walk) throws XMLStreamException, IOException;
    }

    private final OPCPackage parts;
    private final Set<PackagePartName> read = new HashSet<>();
    private @Nullable Exception failure;

    OfficePackage(OPCPackage parts) {
        this.parts = parts;
    }

    OPCPackage parts() {
        return parts;
    }

    /** The part in which the document begins. */
    PackagePart main() throws TikaException {
        for (PackageRelationship relationship : parts.getRelationships()) {
            PackagePart main = isA(relationship, "officeDocument") ? target(relationship) : null;
            if (main != null) {
                return main;
            }
        }
        throw new TikaException("the package has no main part");
    }

    /** Reads a part once; a second time, and one that is not there, does nothing. A failure is kept for the end. */
    void read(@Nullable PackagePart part, Reader reader) {
        if (part != null && read.add(part.getPartName())) {
            try (InputStream stream = part.getInputStream()) {
                reader.read(XmlWalk.of(stream, OoxmlNames.PREFIXES));
            } catch (XMLStreamException | IOException | RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
    }

    /** Reads a part ahead, and leaves it to be read. */
    void peek(@Nullable PackagePart part, Reader reader) {
        if (part != null) {
            boolean before = isRead(part);
            read.remove(part.getPartName());
            read(part, reader);
            if (!before) {
                read.remove(part.getPartName());
            }
        }
    }

    /** Says that a part holds no text or that others read it. */
    void skip(PackagePart part) {
        read.add(part.getPartName());
    }

    boolean isRead(PackagePart part) {
        return read.contains(part.getPartName());
    }

    /** @throws TikaException if a part could not be read to its end */
    void requireWhole() throws TikaException {
        if (failure != null) {
            throw new TikaException("a part cannot be read", failure);
        }
    }

    /** All parts but those that hold relationships. */
    List<PackagePart> all() throws TikaException {
        try {
            List<PackagePart> all = new ArrayList<>();
            for (PackagePart part : parts.getParts()) {
                if (!part.isRelationshipPart()) {
                    all.add(part);
                }
            }
            return all;
        } catch (InvalidFormatException e) {
            throw new TikaException("the parts cannot be listed", e);
        }
    }

    /** The parts to which relationships lead, from the package on, over any number of steps. */
    Set<PackagePartName> reachable() {
        Set<PackagePartName> reached = new HashSet<>();
        Deque<PackagePart> next = new ArrayDeque<>();
        parts.getRelationships().forEach(relationship -> reach(relationship, reached, next));
        while (!next.isEmpty()) {
            relationships(next.pop()).forEach(relationship -> reach(relationship, reached, next));
        }
        return reached;
    }

    private void reach(PackageRelationship relationship, Set<PackagePartName> reached, Deque<PackagePart> next) {
        PackagePart part = target(relationship);
        if (part != null && reached.add(part.getPartName())) {
            next.push(part);
        }
    }

    List<PackageRelationship> relationships(PackagePart part) {
        List<PackageRelationship> list = new ArrayList<>();
        try {
            PackageRelationshipCollection relationships = part.getRelationships();
            relationships.forEach(list::add);
        } catch (InvalidFormatException | RuntimeException e) {
            failure = failure == null ? e : failure;
        }
        return list;
    }

    /** The parts to which relationships of a type lead, named by the end of its address. */
    List<PackagePart> related(PackagePart part, String type) {
        List<PackagePart> related = new ArrayList<>();
        for (PackageRelationship relationship : relationships(part)) {
            PackagePart target = isA(relationship, type) ? target(relationship) : null;
            if (target != null) {
                related.add(target);
            }
        }
        return related;
    }

    @Nullable PackagePart first(PackagePart part, String type) {
        List<PackagePart> related = related(part, type);
        return related.isEmpty() ? null : related.getFirst();
    }

    /** The part that a relationship of this name leads to. */
    @Nullable PackagePart byId(PackagePart part, @Nullable String id) {
        PackageRelationship relationship = id == null ? null : part.getRelationship(id);
        return relationship == null ? null : target(relationship);
    }

    static boolean isA(PackageRelationship relationship, String type) {
        return relationship.getRelationshipType().endsWith('/' + type);
    }

    static boolean isOutside(PackageRelationship relationship) {
        return relationship.getTargetMode() == TargetMode.EXTERNAL;
    }

    private @Nullable PackagePart target(PackageRelationship relationship) {
        if (isOutside(relationship)) {
            return null;
        }
        try {
            return parts.getPart(PackagingURIHelper.createPartName(relationship.getTargetURI()));
        } catch (InvalidFormatException | IllegalArgumentException e) {
            return null; // leads nowhere, as the reader of the document sees it too
        }
    }
}
