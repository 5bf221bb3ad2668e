package dev.weir.ingest.admission;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects to new documents with nearly the words of other new ones, whoever they are from: from the third within a week on,
 * two being near if MinHash puts the Jaccard index of their runs of three words at 0.5 or more. Thread-safe; the last 1,024
 * documents of a tenant, some 400 bytes each.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Documents of one tenant are compared with that tenant's only, and a document is not compared with itself.
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That paraphrases are seen, or a text that is padded to twice its length.
 *   <li>That a group is hostile: forms that are filled in are alike.
 *   <li>Memory of before this object was made, or of more than 1,024 documents ago.
 * </ul>
 */
public final class CampaignScreen implements AdmissionScreen {
    private static final double NEAR = 0.5;
    private static final int GROUP = 3;
    private static final int REMEMBERED = 1_024;
    private static final Duration SPAN = Duration.ofDays(7);

    private final Map<TenantId, Recent> tenants = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return "campaign/1";
    }

    @Override
    public List<CorpusSign> screen(Arrival arrival) {
        Shingles shingles =
                Shingles.of(arrival.chunks().stream().map(ArrivingChunk::text).toList());
        if (shingles.size() == 0) {
            return List.of();
        }
        int group = 1
                + tenants.computeIfAbsent(arrival.tenant(), unused -> new Recent())
                        .alike(new Seen(arrival.document(), shingles.signature(), arrival.at()));
        return group >= GROUP
                ? List.of(CorpusSign.of(RationaleCode.CAMPAIGN, group, GROUP, CorpusSign.Effect.HOLDS))
                : List.of();
    }

    /** What a tenant was sent lately, the oldest first. */
    private static final class Recent {
        private final Deque<Seen> documents = new ArrayDeque<>();

        /** How many other documents are alike; remembers this one. */
        synchronized int alike(Seen arriving) {
            Instant since = arriving.at().minus(SPAN);
            Set<DocumentId> alike = new HashSet<>();
            for (Seen seen : documents) {
                if (!seen.at().isBefore(since)
                        && !seen.document().equals(arriving.document())
                        && Shingles.agreement(seen.signature(), arriving.signature()) >= NEAR) {
                    alike.add(seen.document());
                }
            }
            documents.removeIf(seen -> seen.document().equals(arriving.document()));
            documents.addLast(arriving);
            if (documents.size() > REMEMBERED) {
                documents.removeFirst();
            }
            return alike.size();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Seen(DocumentId document, int[] signature, Instant at) {}
}
