package dev.weir.ingest.reembed;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a re-embedding ended. */
public sealed interface ReembedOutcome {
    /**
     * The second index is in use and the first one is gone.
     *
     * @param documents that stand in the second index, those of earlier, interrupted runs included
     * @param chunks of these documents
     * @param from models of the first index; empty if the switch had happened in an earlier run
     * @param to the model of the second index
     * @param leftBehind how many documents were not carried, because nothing of them is served
     */
    record Switched(int documents, long chunks, Set<String> from, String to, Map<LeftBehind, Integer> leftBehind)
            implements ReembedOutcome {
        public Switched {
            from = Set.copyOf(from);
            requireNonNull(to, "to is null");
            leftBehind = Map.copyOf(leftBehind);
        }
    }

    /** The stage could not be ended, because of these; queries go where they went. Another run goes on. */
    record Blocked(List<Obstruction> obstructions) implements ReembedOutcome {
        /** @throws IllegalArgumentException if there is none */
        public Blocked {
            obstructions = List.copyOf(obstructions);
            if (obstructions.isEmpty()) {
                throw new IllegalArgumentException("a re-embedding is blocked by something");
            }
        }
    }

    /**
     * One thing in the way.
     *
     * @param what {@code tenant} or {@code tenant/document}
     */
    record Obstruction(Obstacle why, String what) {
        public Obstruction {
            requireNonNull(why, "why is null");
            requireNonNull(what, "what is null");
        }
    }

    /** Why a document is not carried and nothing is lost by that. */
    enum LeftBehind {
        /** It has expired. */
        EXPIRED,
        /** It, its source or its batch was revoked, which does not end. */
        REVOKED
    }

    /** What would lose a document if the switch were made. */
    enum Obstacle {
        LOG_REFUSED("the tenant's head log is not in order"),
        CHECKPOINT_EXPIRED("the tenant's head log has no current checkpoint; renew it"),
        SUSPENDED("the document is withheld while a later version is looked at; end that review first"),
        KEY_REVOKED("the key that vouches for the document was revoked; endorse it with another key, or delete it"),
        ROWS_MISSING("rows of the document are missing or broken; ingest it again, or delete it"),
        OTHER_MODEL("the second index was begun with another model; go on with that one"),
        TOO_LARGE("the document has too many chunks to stand in two indexes; delete it and ingest it afterwards");

        private final String text;

        Obstacle(String text) {
            this.text = text;
        }

        /** One line for people: what is wrong, and what to do. */
        public String text() {
            return text;
        }
    }
}
