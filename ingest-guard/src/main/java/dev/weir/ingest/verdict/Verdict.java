package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Span;
import java.util.List;
import java.util.Set;

/** What becomes of a document. There is no arm for "do not know". */
public sealed interface Verdict {
    Rationale rationale();

    /** The stable name used in output. */
    default String code() {
        return switch (this) {
            case Admit admit -> "admit";
            case Redact redact -> "redact";
            case Quarantine quarantine -> "quarantine";
            case Reject reject -> "reject";
        };
    }

    /** Whether the whole of what was read goes into the index. */
    default boolean isWhole() {
        return this instanceof Admit admit && admit.withheld().isEmpty();
    }

    /**
     * It is indexed.
     *
     * @param withheld ordinals of segments that stay out of the index
     */
    record Admit(Rationale rationale, Set<Integer> withheld) implements Verdict {
        public Admit {
            requireNonNull(rationale, "rationale is null");
            withheld = Set.copyOf(withheld);
        }
    }

    /**
     * It is indexed once spans are replaced by a marker and what is left has passed screening.
     *
     * @param withheld ordinals of segments that stay out of the index
     * @param cuts what to replace, at least one
     */
    record Redact(Rationale rationale, Set<Integer> withheld, List<Cut> cuts) implements Verdict {
        /** @throws IllegalArgumentException if there is nothing to cut, or a cut lies in a withheld segment */
        public Redact {
            requireNonNull(rationale, "rationale is null");
            withheld = Set.copyOf(withheld);
            cuts = List.copyOf(cuts);
            if (cuts.isEmpty()) {
                throw new IllegalArgumentException("a redaction needs at least one cut");
            }
            for (Cut cut : cuts) {
                if (withheld.contains(cut.segment())) {
                    throw new IllegalArgumentException("segment " + cut.segment() + " is withheld and not to be cut");
                }
            }
        }
    }

    /** It is held for review. */
    record Quarantine(Rationale rationale) implements Verdict {
        public Quarantine {
            requireNonNull(rationale, "rationale is null");
        }
    }

    /** It is refused. */
    record Reject(Rationale rationale) implements Verdict {
        public Reject {
            requireNonNull(rationale, "rationale is null");
        }
    }

    /**
     * A span to replace.
     *
     * @param segment its ordinal
     * @param span in the text of the segment's layer
     */
    record Cut(int segment, Span span) {
        public Cut {
            requireNonNull(span, "span is null");
        }
    }
}
