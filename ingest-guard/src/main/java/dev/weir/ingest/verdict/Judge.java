package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.OnLimit;
import dev.weir.models.detect.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about documents. Stateless and thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A document with a blocking gap is held or rejected, whatever the policy would say of it.
 *   <li>A document of which nothing would be indexed is never admitted or redacted.
 *   <li>A policy that throws, or names a segment that does not exist, holds the document.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a policy is wise: one that only observes admits what detectors found.
 */
public final class Judge {
    private static final String ROOT = "/";

    private Judge() {}

    /** The verdict on a document. */
    public static Verdict judge(VerdictPolicy policy, ScreenedDocument document) {
        requireNonNull(policy, "policy is null");
        if (document.isBlocked()) {
            return blocked(policy, document);
        }
        if (document.segments().isEmpty()) {
            return new Verdict.Reject(because(policy, document, RationaleCode.NOTHING_TO_INDEX));
        }
        Verdict proposed;
        try {
            proposed = policy.judge(document);
        } catch (RuntimeException e) {
            return new Verdict.Quarantine(because(policy, document, RationaleCode.BLOCKING_GAP));
        }
        return switch (proposed) {
            case Verdict.Admit admit -> held(policy, document, admit.withheld()).orElse(admit);
            case Verdict.Redact redact ->
                held(policy, document, redact.withheld()).orElse(redact);
            case Verdict.Quarantine quarantine -> quarantine;
            case Verdict.Reject reject -> reject;
        };
    }

    /** What a redaction that did not help becomes. */
    public static Verdict.Quarantine redactionFailed(Verdict.Redact redact) {
        List<RationaleCode> codes = new ArrayList<>(redact.rationale().codes());
        codes.remove(RationaleCode.SPANS_REDACTED);
        codes.add(RationaleCode.REDACTION_FAILED);
        return new Verdict.Quarantine(new Rationale(
                redact.rationale().policy(),
                codes,
                redact.rationale().findings(),
                redact.rationale().gaps()));
    }

    /** What the verdict on a document that is about to be sealed becomes by its signs: one that holds is enough. */
    public static Verdict admission(Verdict verdict, List<CorpusSign> signs) {
        if (signs.isEmpty()) {
            return verdict;
        }
        boolean held = signs.stream().anyMatch(CorpusSign::holds);
        return switch (verdict) {
            case Verdict.Admit admit ->
                held
                        ? new Verdict.Quarantine(with(admit.rationale(), signs))
                        : new Verdict.Admit(with(admit.rationale(), signs), admit.withheld());
            case Verdict.Redact redact ->
                held
                        ? new Verdict.Quarantine(with(redact.rationale(), signs))
                        : new Verdict.Redact(with(redact.rationale(), signs), redact.withheld(), redact.cuts());
            case Verdict.Quarantine quarantine -> quarantine;
            case Verdict.Reject reject -> reject;
        };
    }

    /** What a verdict becomes for a document whose bytes could not all be had: nobody could review or release it. */
    public static Verdict withoutBytes(Verdict verdict) {
        return new Verdict.Reject(verdict.rationale());
    }

    /** The verdict on text that somebody else extracted, which a policy may refuse whatever it says. */
    public static Verdict external(VerdictPolicy policy, Verdict verdict) {
        return switch (policy.onExternalText()) {
            case JUDGE -> verdict;
            case REJECT -> new Verdict.Reject(with(verdict.rationale(), RationaleCode.EXTERNAL_REFUSED));
        };
    }

    /** What a verdict becomes in a batch that is held whole: nothing of it is admitted. */
    public static Verdict heldWithBatch(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admit admit -> new Verdict.Quarantine(with(admit.rationale(), RationaleCode.BATCH_HELD));
            case Verdict.Redact redact -> new Verdict.Quarantine(with(redact.rationale(), RationaleCode.BATCH_HELD));
            case Verdict.Quarantine quarantine -> quarantine;
            case Verdict.Reject reject -> reject;
        };
    }

    private static Rationale with(Rationale rationale, RationaleCode code) {
        List<RationaleCode> codes = new ArrayList<>(rationale.codes());
        codes.remove(RationaleCode.CLEAN);
        codes.add(code);
        return new Rationale(rationale.policy(), codes, rationale.findings(), rationale.gaps());
    }

    /** Codes of what holds; signs that are only noted share one. */
    private static Rationale with(Rationale rationale, List<CorpusSign> signs) {
        List<RationaleCode> codes = new ArrayList<>(rationale.codes());
        codes.remove(RationaleCode.CLEAN);
        for (CorpusSign sign : signs) {
            codes.add(sign.holds() ? sign.code() : RationaleCode.CORPUS_SIGNS);
        }
        return new Rationale(rationale.policy(), codes, rationale.findings(), rationale.gaps(), signs);
    }

    private static Optional<Verdict> held(VerdictPolicy policy, ScreenedDocument document, Set<Integer> withheld) {
        int segments = document.segments().size();
        boolean known = withheld.stream().allMatch(ordinal -> ordinal >= 0 && ordinal < segments);
        return known && withheld.size() < segments
                ? Optional.empty()
                : Optional.of(new Verdict.Quarantine(because(policy, document, RationaleCode.NOTHING_TO_INDEX)));
    }

    private static Verdict blocked(VerdictPolicy policy, ScreenedDocument document) {
        List<RationaleCode> codes = new ArrayList<>();
        boolean reject = false;
        for (Gap gap : document.gaps()) {
            if (gap.isBlocking()) {
                codes.add(
                        document.limits().onLimit(gap.code()).isPresent()
                                ? RationaleCode.LIMIT_BROKEN
                                : RationaleCode.BLOCKING_GAP);
                reject |= rejects(gap, document);
            }
        }
        Rationale rationale = new Rationale(policy.id(), codes, document.findings(), document.gaps());
        return reject ? new Verdict.Reject(rationale) : new Verdict.Quarantine(rationale);
    }

    /** Whether there is no use in a review: the bytes cannot be had, are damaged as a whole, or take every reader down. */
    private static boolean rejects(Gap gap, ScreenedDocument document) {
        return switch (gap.code()) {
            case UNREADABLE -> isWhole(gap);
            case CORRUPT -> isWhole(gap);
            case PARSER_FAILED -> isWhole(gap) && document.layers().isEmpty();
            case TOO_LARGE, TIMED_OUT, LIMIT_CPU, LIMIT_DEPTH, LIMIT_OUTPUT, LIMIT_EMBEDDED, LIMIT_MEMORY ->
                document.limits().onLimit(gap.code()).orElse(OnLimit.QUARANTINE) == OnLimit.REJECT;
            case UNREAD,
                    TYPE_MISMATCH,
                    TRUNCATED,
                    MALFORMED_TEXT,
                    DETECTOR_FAILED,
                    UNSCREENED,
                    EMPTY,
                    NO_TEXT,
                    UNSUPPORTED,
                    LEFT_OUT,
                    FLAT_TEXT,
                    ENCRYPTED -> false;
        };
    }

    private static boolean isWhole(Gap gap) {
        return gap.location().isEmpty() || gap.location().equals(ROOT);
    }

    private static Rationale because(VerdictPolicy policy, ScreenedDocument document, RationaleCode code) {
        return new Rationale(policy.id(), List.of(code), document.findings(), document.gaps());
    }
}
