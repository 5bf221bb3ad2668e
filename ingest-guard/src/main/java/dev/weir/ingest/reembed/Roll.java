package dev.weir.ingest.reembed;

import dev.weir.ingest.reembed.ReembedOutcome.LeftBehind;
import dev.weir.ingest.reembed.ReembedOutcome.Obstacle;
import dev.weir.ingest.reembed.ReembedOutcome.Obstruction;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadReader;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which documents have to stand in an index, by the heads as they are now, and what is in the way. */
final class Roll {
    private final HeadReader heads;
    private final Instant now;
    private final Set<DocumentKey> wanted = new LinkedHashSet<>();
    private final Map<LeftBehind, Integer> leftBehind = new EnumMap<>(LeftBehind.class);
    private final Set<Obstruction> obstructions = new LinkedHashSet<>();

    private Roll(HeadReader heads, Instant now) {
        this.heads = heads;
        this.now = now;
    }

    /** @param revoked documents whose source or batch was revoked, which no head says */
    static Roll of(HeadReader heads, Set<TenantId> tenants, Instant now, Predicate<DocumentKey> revoked) {
        Roll roll = new Roll(heads, now);
        for (TenantId tenant : tenants) {
            heads.refresh(tenant);
            if (heads.fault(tenant).isPresent()) {
                roll.obstructions.add(new Obstruction(Obstacle.LOG_REFUSED, tenant.value()));
            }
            heads.forEachHead(tenant, head -> roll.take(head, revoked));
        }
        return roll;
    }

    Set<DocumentKey> wanted() {
        return wanted;
    }

    Map<LeftBehind, Integer> leftBehind() {
        return leftBehind;
    }

    void obstruct(Obstacle why, DocumentKey document) {
        obstructions.add(new Obstruction(why, document.toString()));
    }

    List<Obstruction> obstructions() {
        return List.copyOf(obstructions);
    }

    /** The current head of a document on the roll. */
    DocumentHead head(DocumentKey document) {
        return switch (heads.lookup(document.tenant(), document.document())) {
            case HeadLookup.Current current -> current.head();
            case HeadLookup.Withdrawn withdrawn -> throw new IllegalStateException(document + " is withdrawn");
            case HeadLookup.None none -> throw new IllegalStateException(document + " has no head");
        };
    }

    private void take(DocumentHead head, Predicate<DocumentKey> revoked) {
        DocumentKey document = new DocumentKey(head.tenant(), head.document());
        switch (heads.lookup(head.tenant(), head.document())) {
            case HeadLookup.Current current -> {
                if (revoked.test(document)) {
                    leave(LeftBehind.REVOKED);
                } else if (!now.isBefore(head.expiresAt())) {
                    leave(LeftBehind.EXPIRED);
                } else {
                    wanted.add(document);
                }
            }
            case HeadLookup.Withdrawn withdrawn -> takeWithout(withdrawn.fault(), document);
            case HeadLookup.None none -> takeWithout(none.fault(), document);
        }
    }

    private void takeWithout(HeadFault fault, DocumentKey document) {
        switch (fault) {
            case REVOKED_DOCUMENT -> leave(LeftBehind.REVOKED);
            case SUSPENDED -> obstruct(Obstacle.SUSPENDED, document);
            case REVOKED_KEY -> obstruct(Obstacle.KEY_REVOKED, document);
            case CHECKPOINT_EXPIRED ->
                obstructions.add(new Obstruction(
                        Obstacle.CHECKPOINT_EXPIRED, document.tenant().value()));
            case LOG_REFUSED ->
                obstructions.add(
                        new Obstruction(Obstacle.LOG_REFUSED, document.tenant().value()));
            case UNKNOWN_DOCUMENT, ERASED -> {
                // Nothing of it counts, and nothing ever will again under this version.
            }
        }
    }

    private void leave(LeftBehind why) {
        leftBehind.merge(why, 1, Integer::sum);
    }
}
