package dev.weir.retrieve.egress;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One answer while it is written, token by token. {@link ResponseGuard#stream} makes one. For one thread.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>All that it returns, put together, is what {@link ResponseGuard#check} gives for the whole answer, however the answer
 *       was cut into tokens; but where nobody can be told of what is kept back, only what was not returned yet is withheld.
 *   <li>At most {@link ResponseGuard#LONGEST_HOLD_BACK} code units are held at any time, and in ordinary text a word or two.
 *   <li>After an exception inside it nothing more comes out.
 * </ul>
 */
public final class AnswerStream {
    private static final Logger LOG = System.getLogger(AnswerStream.class.getName());

    private final AnswerScan scan;
    private final AnswerScope scope;
    private final EgressPolicy policy;
    private final Consumer<StoppedAnswer> listener;
    private boolean told;
    private boolean untold;
    private boolean finished;

    AnswerStream(AnswerScan scan, AnswerScope scope, EgressPolicy policy, Consumer<StoppedAnswer> listener) {
        this.scan = scan;
        this.scope = scope;
        this.policy = policy;
        this.listener = listener;
    }

    /**
     * Takes the next token.
     *
     * @param token any part of the answer, of any length
     * @return what may be shown now: the rest of earlier tokens and as much of this one as is certain; often empty
     * @throws IllegalStateException after {@link #finish}
     */
    public String accept(String token) {
        requireUnfinished();
        StringBuilder out = new StringBuilder();
        try {
            scan.accept(token, out);
        } catch (RuntimeException e) {
            fail(e, out);
        }
        return scan.isBlocked() ? told(out) : out.toString();
    }

    /**
     * Ends the answer.
     *
     * @return the rest
     * @throws IllegalStateException if it was called before
     */
    public String finish() {
        requireUnfinished();
        finished = true;
        StringBuilder out = new StringBuilder();
        try {
            scan.finish(out);
        } catch (RuntimeException e) {
            fail(e, out);
        }
        return told(out);
    }

    /** What may leave, once somebody is told that something does not. */
    private String told(StringBuilder out) {
        if (!told) {
            told = true;
            try {
                stopped().ifPresent(listener);
            } catch (RuntimeException e) {
                untold = true;
                out.setLength(0);
                if (scan.isBlocked()) {
                    out.append(EgressPolicy.BLOCK_MARKER);
                }
                fail(e, out);
            }
        }
        return out.toString();
    }

    private Optional<StoppedAnswer> stopped() {
        Map<EgressCode, Integer> found = new EnumMap<>(EgressCode.class);
        EgressAction outcome = EgressAction.PASS;
        for (EgressFinding finding : scan.findings()) {
            found.merge(finding.code(), 1, Integer::sum);
            EgressAction action = policy.action(finding.code());
            outcome = action.compareTo(outcome) > 0 ? action : outcome;
        }
        return outcome == EgressAction.PASS
                ? Optional.empty()
                : Optional.of(new StoppedAnswer(scope.principal(), scope.requestId(), outcome, found));
    }

    /** Whether nobody could be told of what was kept back. */
    boolean isUntold() {
        return untold;
    }

    /** What was found so far. */
    public List<EgressFinding> findings() {
        return scan.findings();
    }

    /** Whether the answer has ended early: there is no use in more tokens. */
    public boolean isBlocked() {
        return scan.isBlocked();
    }

    /** Code units that came and were neither let out nor cut. */
    public int held() {
        return scan.held();
    }

    private void fail(RuntimeException failure, StringBuilder out) {
        // The message may quote the answer.
        LOG.log(Level.ERROR, "an answer failed closed: {0}", failure.getClass().getName());
        scan.fail(out);
    }

    private void requireUnfinished() {
        if (finished) {
            throw new IllegalStateException("the answer was finished");
        }
    }
}
