package dev.weir.tenancy.store;

import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link AdoptedRows} keeps of one document, so that what is kept of its rows is found without them.
 *
 * @param rows digests of their keys
 */
record DocumentRows(String source, String batch, List<Sha256> rows) {
    DocumentRows {
        rows = List.copyOf(rows);
    }

    byte[] bytes() {
        CanonicalWriter out = new CanonicalWriter().string(source).string(batch).u31(rows.size());
        rows.forEach(row -> out.fixed(row.bytes()));
        return out.toByteArray();
    }

    /** Empty for what nobody here wrote. */
    static Optional<DocumentRows> read(byte[] content) {
        try {
            CanonicalReader in = new CanonicalReader(content);
            String source = in.string();
            String batch = in.string();
            int count = in.u31();
            List<Sha256> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(Sha256.fromBytes(in.fixed(Sha256.BYTES)));
            }
            in.end();
            return Optional.of(new DocumentRows(source, batch, rows));
        } catch (MalformedBytesException e) {
            return Optional.empty();
        }
    }

    /** Whether an erasure may name rows of this document. */
    boolean isNamedBy(DocumentId document, Erasure what) {
        return switch (what) {
            case Erasure.ByDocument by -> by.documents().contains(document);
            case Erasure.BySource by -> source.equals(by.source().uri());
            case Erasure.ByBatch by -> batch.equals(by.batch());
            case Erasure.OtherVersions by -> document.equals(by.document());
        };
    }
}
