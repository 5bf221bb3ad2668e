package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.detect.Gap;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A document that is held, or of which chunks or spans are: whose it is, which bytes, what was found and under which rules. It
 * holds no document text.
 *
 * @param id made by {@link TicketId#of}
 * @param tag the audience it was submitted for; a release keeps it
 * @param trust the tier it was submitted with; a release raises it never
 * @param uploader who submitted it, and so may not release it
 * @param name the document's own name, a hint for reading it again
 * @param declaredMediaType the media type the sender claimed
 * @param mediaType the type found in the content
 * @param bytes digest of the document
 * @param text digest of everything that was extracted from it; a release seals no other text
 * @param stamp what a release seals
 * @param codes why it is held
 * @param signs of what the document would have done to the corpus
 * @param cuts spans that were replaced by a marker in the chunks that are served; their segments are ordinals of all chunks
 *     of the document
 * @param segments how many chunks the whole document would have
 * @param withheld how many of them are held; all, if the document is
 * @param afterVersion the last version of the document that was published when it was held, 0 if none; a later one means
 *     that the ticket is out of date
 * @param expiresAt from when on the released document is withheld
 * @param attributes the application's own metadata
 */
public record Ticket(
        TicketId id,
        AccessTag tag,
        TrustTier trust,
        DocumentId document,
        SourceRef source,
        String batch,
        String uploader,
        String name,
        String declaredMediaType,
        String mediaType,
        Sha256 bytes,
        Sha256 text,
        String pipeline,
        ScanStamp stamp,
        List<RationaleCode> codes,
        List<HeldFinding> findings,
        List<Gap> gaps,
        List<CorpusSign> signs,
        List<Verdict.Cut> cuts,
        int segments,
        int withheld,
        long afterVersion,
        Instant heldAt,
        Instant expiresAt,
        Map<String, String> attributes) {
    /** @throws IllegalArgumentException if the id is not that of this content, or the counts do not fit */
    public Ticket {
        requireNonNull(id, "id is null");
        requireNonNull(tag, "tag is null");
        requireNonNull(trust, "trust is null");
        requireNonNull(document, "document is null");
        requireNonNull(source, "source is null");
        requireNonNull(batch, "batch is null");
        requireNonNull(uploader, "uploader is null");
        requireNonNull(name, "name is null");
        requireNonNull(declaredMediaType, "declaredMediaType is null");
        requireNonNull(mediaType, "mediaType is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(heldAt, "heldAt is null");
        requireNonNull(expiresAt, "expiresAt is null");
        codes = List.copyOf(codes);
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
        signs = List.copyOf(signs);
        cuts = List.copyOf(cuts);
        attributes = Map.copyOf(attributes);
        if (!id.equals(TicketId.of(tag, document, bytes, text, stamp))) {
            throw new IllegalArgumentException("ticket " + id + " does not name this content");
        }
        if (afterVersion < 0) {
            throw new IllegalArgumentException("afterVersion must be >= 0, got " + afterVersion);
        }
        if (segments < 0 || withheld < 0 || withheld > segments) {
            throw new IllegalArgumentException("withheld must be 0 to segments " + segments + ", got " + withheld);
        }
    }

    /** Whether nothing of the document was admitted. */
    public boolean isWhole() {
        return withheld == segments;
    }

    public TenantId tenant() {
        return tag.tenant();
    }
}
