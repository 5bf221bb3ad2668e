package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.RawDocument;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import java.time.Instant;
import java.util.Map;

/**
 * A document that is to be indexed. Tenant, audience, uploader and trust are not here: they come from the write grant.
 *
 * @param content the document's bytes, or its text if somebody else extracted it
 * @param source where it is from; the write grant must be for this source
 * @param document its id, as {@link IngestGuard#documentOf} makes it; submitting other content under the same id replaces
 *     what was there
 * @param batch the ingest run, 1 to 64 characters; resuming a run keeps its name
 * @param expiresAt from when on it is withheld, in whole milliseconds
 * @param attributes the application's own metadata, one value a name
 * @param embeddings vectors brought along: each is used for a chunk of exactly its text, if the chunk is admitted as it is;
 *     a release embeds anew
 */
public record Submission(
        Content content,
        SourceRef source,
        DocumentId document,
        String batch,
        Instant expiresAt,
        Map<String, String> attributes,
        PrecomputedEmbeddings embeddings) {
    public Submission {
        requireNonNull(content, "content is null");
        requireNonNull(source, "source is null");
        requireNonNull(document, "document is null");
        requireNonNull(batch, "batch is null");
        requireNonNull(expiresAt, "expiresAt is null");
        requireNonNull(embeddings, "embeddings is null");
        attributes = Map.copyOf(attributes);
    }

    /** A document to be read here that does not expire and has no attributes. */
    public static Submission of(RawDocument raw, SourceRef source, DocumentId document, String batch) {
        return of(new Content.Document(raw), source, document, batch);
    }

    /** Content that does not expire and has no attributes. */
    public static Submission of(Content content, SourceRef source, DocumentId document, String batch) {
        return new Submission(
                content, source, document, batch, DocumentHead.NEVER, Map.of(), PrecomputedEmbeddings.none());
    }

    /** What reports and tickets call it: a document's own name, or the source of a text. */
    String name() {
        return switch (content) {
            case Content.Document read -> read.raw().name();
            case ExternalText external -> source.uri();
        };
    }

    /** The media type that the sender claims, never believed. */
    String declaredMediaType() {
        return switch (content) {
            case Content.Document read -> read.raw().declaredMediaType();
            case ExternalText external -> RawDocument.UNDECLARED;
        };
    }

    /** The same with vectors that are brought along. */
    public Submission bringing(PrecomputedEmbeddings vectors) {
        return new Submission(content, source, document, batch, expiresAt, attributes, vectors);
    }
}
