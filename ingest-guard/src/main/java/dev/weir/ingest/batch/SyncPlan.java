package dev.weir.ingest.batch;

import dev.weir.tenancy.chunk.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@link Sync#compare} found: how a root differs from what was ingested from it before. Nothing is changed yet. */
public final class SyncPlan {
    /** From so many known documents on, half of them going looks like a mistake. */
    private static final int MANY = 10;

    private final List<FileWalk.Found> work;
    private final List<LedgerEntry> notes;
    private final Map<DocumentId, Fresh> moved;
    private final Set<DocumentId> gone;
    private final Counts counts;
    private final int allowedGone;

    SyncPlan(
            List<FileWalk.Found> work,
            List<LedgerEntry> notes,
            Map<DocumentId, Fresh> moved,
            Set<DocumentId> gone,
            Counts counts,
            int allowedGone) {
        this.work = List.copyOf(work);
        this.notes = List.copyOf(notes);
        this.moved = Map.copyOf(moved);
        this.gone = Set.copyOf(gone);
        this.counts = counts;
        this.allowedGone = allowedGone;
    }

    /**
     * A document that was not known.
     *
     * @param entry what is noted of it before it is ingested
     */
    record Fresh(DocumentId document, LedgerEntry entry) {}

    /**
     * @param present documents that the root has now
     * @param known documents that it had
     * @param unchanged with the same bytes as before
     * @param changed with other bytes
     * @param added not known, those that moved included
     * @param lost of those that are gone, documents whose bytes are nowhere in the root
     * @param unlisted folders that could not be looked into
     */
    record Counts(int present, int known, int unchanged, int changed, int added, int lost, int unlisted) {}

    /** How many documents are gone, those that only moved not counted. */
    public int gone() {
        return gone.size();
    }

    /** How many documents were known before. */
    public int known() {
        return counts.known();
    }

    /**
     * Folders that could not be looked into. As long as there are any nothing is taken for gone: it may be in there.
     */
    public int unlisted() {
        return counts.unlisted();
    }

    /** Whether nothing would be left, or less than half of at least 10 documents: an unmounted disk looks like this. */
    public boolean isDrastic() {
        boolean everything = counts.present() == 0 && !gone.isEmpty();
        return everything || (counts.known() >= MANY && 2 * counts.lost() > counts.known());
    }

    /** This plan, with leave to erase exactly so many documents although that is drastic. */
    public SyncPlan allowingGone(int number) {
        return new SyncPlan(work, notes, moved, gone, counts, number);
    }

    /** Whether it may be carried out. */
    public boolean isAllowed() {
        return !isDrastic() || allowedGone == gone.size();
    }

    List<FileWalk.Found> work() {
        return work;
    }

    List<LedgerEntry> notes() {
        return notes;
    }

    Map<DocumentId, Fresh> moved() {
        return moved;
    }

    Set<DocumentId> goneDocuments() {
        return gone;
    }

    Counts counts() {
        return counts;
    }
}
