package dev.weir.retrieve.audit;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.behaviour.Ruling;
import dev.weir.retrieve.egress.StoppedAnswer;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * Something worth keeping: ids, codes and digests, never a word of a document or of a question. Every digest is made under
 * a tenant's key, so that an event that cannot be erased matches nothing once that key is destroyed.
 */
public sealed interface AuditEvent {
    /** When it happened. */
    Instant at();

    /** Who caused it. */
    Principal principal();

    /**
     * A question was answered.
     *
     * @param requestId the same as the context's
     * @param query digest of the question, under the key of the principal's tenant
     * @param policy that the scope came from
     * @param served what the answer held, best first
     * @param refusals what it did not, rows that the caller must not learn of included
     */
    record Answered(
            Instant at,
            Principal principal,
            String requestId,
            Sha256 query,
            PolicyVersion policy,
            Mode mode,
            int k,
            List<Served> served,
            List<Refusal> refusals)
            implements AuditEvent {
        public Answered {
            requireNonNull(at, "at is null");
            requireNonNull(principal, "principal is null");
            requireNonNull(requestId, "requestId is null");
            requireNonNull(query, "query is null");
            requireNonNull(policy, "policy is null");
            requireNonNull(mode, "mode is null");
            served = List.copyOf(served);
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * One chunk of an answer.
     *
     * @param text digest of its exact text, under the key of its tenant
     */
    record Served(ChunkId chunk, Sha256 text) {
        public Served {
            requireNonNull(chunk, "chunk is null");
            requireNonNull(text, "text is null");
        }
    }

    /**
     * A question was not answered because something failed.
     *
     * @param query digest of the question, under the key of the principal's tenant
     * @param failure class name of the exception, empty if there was none
     */
    record Failed(Instant at, Principal principal, String requestId, Sha256 query, WithholdCode code, String failure)
            implements AuditEvent {
        public Failed {
            requireNonNull(at, "at is null");
            requireNonNull(principal, "principal is null");
            requireNonNull(requestId, "requestId is null");
            requireNonNull(query, "query is null");
            requireNonNull(code, "code is null");
            requireNonNull(failure, "failure is null");
        }
    }

    /**
     * A store returned intact rows of a foreign tenant under a filter it said it enforces, and is asked no more.
     *
     * @param foreign the rows
     */
    record BreakerTripped(Instant at, Principal principal, String requestId, List<ChunkId> foreign)
            implements AuditEvent {
        public BreakerTripped {
            requireNonNull(at, "at is null");
            requireNonNull(principal, "principal is null");
            requireNonNull(requestId, "requestId is null");
            foreign = List.copyOf(foreign);
        }
    }

    /**
     * How a principal, or everybody of his tenant together, is answered has changed because of how it was asked.
     *
     * @param change from which rung to which, and the signs that deserve it
     */
    record RungChanged(Instant at, Principal principal, String requestId, Ruling.Change change) implements AuditEvent {
        public RungChanged {
            requireNonNull(at, "at is null");
            requireNonNull(principal, "principal is null");
            requireNonNull(requestId, "requestId is null");
            requireNonNull(change, "change is null");
        }
    }

    /** What a model wrote was kept back in part, or from some point on. */
    record AnswerStopped(Instant at, StoppedAnswer answer) implements AuditEvent {
        public AnswerStopped {
            requireNonNull(at, "at is null");
            requireNonNull(answer, "answer is null");
        }

        @Override
        public Principal principal() {
            return answer.principal();
        }
    }

    /**
     * A reviewer decided about a document that was held before it was indexed.
     *
     * @param ticket id under which it was held
     * @param document its id
     * @param version that a release made, 0 if nothing was released
     */
    record Reviewed(
            Instant at, Principal principal, String ticket, DocumentId document, Decision decision, long version)
            implements AuditEvent {
        public Reviewed {
            requireNonNull(at, "at is null");
            requireNonNull(principal, "principal is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(document, "document is null");
            requireNonNull(decision, "decision is null");
        }

        /** What became of it. */
        public enum Decision {
            RELEASED,
            REJECTED
        }
    }

    /** An operator opened the door across tenants. */
    record BreakGlassOpened(Instant at, Principal principal, Reason reason) implements AuditEvent {
        public BreakGlassOpened {
            requireNonNull(at, "at is null");
            requireNonNull(principal, "principal is null");
            requireNonNull(reason, "reason is null");
        }

        /** The event of an opening. */
        public static BreakGlassOpened of(BreakGlass opening, Instant at) {
            return new BreakGlassOpened(at, opening.operator(), opening.reason());
        }
    }

    /**
     * A reviewer is about to endorse documents that a revoked key vouched for.
     *
     * @param documents whose heads are published again under a key that counts
     */
    record Endorsed(Instant at, Principal principal, Reason reason, List<EndorsedDocument> documents)
            implements AuditEvent {
        public Endorsed {
            requireNonNull(at, "at is null");
            requireNonNull(principal, "principal is null");
            requireNonNull(reason, "reason is null");
            documents = List.copyOf(documents);
        }
    }

    /**
     * One endorsed document.
     *
     * @param root of the tree over its chunks
     */
    record EndorsedDocument(DocumentId document, long version, Sha256 root) {
        public EndorsedDocument {
            requireNonNull(document, "document is null");
            requireNonNull(root, "root is null");
        }
    }
}
