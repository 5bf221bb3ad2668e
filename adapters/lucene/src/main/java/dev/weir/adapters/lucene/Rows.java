package dev.weir.adapters.lucene;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.seal.SealedChunk;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/** Makes Lucene documents of sealed chunks. */
final class Rows {
    private static final FieldType WORDS = new FieldType();

    static {
        WORDS.setTokenized(true);
        WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        WORDS.freeze();
    }

    private Rows() {}

    static Document of(SealedChunk chunk, long tag, Map<String, String> attributes) {
        ChunkId id = chunk.id();
        TenantId tenant = id.tenant();
        Provenance provenance = chunk.facts().provenance();
        Document row = new Document();
        row.add(new SortedDocValuesField(Fields.ID, new BytesRef(id.toString())));
        row.add(keyword(Fields.TENANT, tenant.value()));
        row.add(keyword(Fields.DOCUMENT, Fields.document(tenant, id.document().value())));
        row.add(keyword(Fields.VERSION, Fields.version(tenant, id.document(), id.version())));
        row.add(keyword(Fields.SOURCE, provenance.source().uri()));
        row.add(keyword(Fields.BATCH, provenance.batch()));
        row.add(new NumericDocValuesField(Fields.TAG, tag));
        attributes.forEach((name, value) -> {
            row.add(new StoredField(Fields.ATTRIBUTES, name + "=" + value));
            FilterCompiler.attributeTerms(name, value).forEach(term -> row.add(keyword(Fields.ATTRIBUTE, term)));
        });
        row.add(new Field(Fields.WORDS, Words.of(tenant, chunk.text()), WORDS));
        row.add(new StoredField(Fields.TEXT, chunk.text()));
        row.add(new StoredField(Fields.SEAL, chunk.seal()));
        Vectors.fields(chunk.vector()).forEach(row::add);
        return row;
    }

    private static Field keyword(String name, String value) {
        return new StringField(name, value, Field.Store.NO);
    }
}
