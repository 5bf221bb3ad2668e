package dev.weir.retrieve.egress;

import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Looks at one answer, code unit by code unit, and lets out what nothing can begin in any more. What it does depends on the
 * code units alone and never on how they were brought: the whole text is one token among others.
 */
final class AnswerScan {
    private final EgressPolicy policy;
    private final CanaryScan canaries;
    private final RunScan runs;
    private final Folding folding;
    private final EncodedScan encoded;
    private final LinkScan links;
    private final List<EgressFinding> findings = new ArrayList<>();
    private final PriorityQueue<EgressFinding> pending;
    private final StringBuilder held = new StringBuilder();

    /** Where in the answer the first held code unit stands. */
    private int base;

    /** Where the last cut ends; -1 if there was none. */
    private int cutEnd = -1;

    private int blockedAt = -1;

    AnswerScan(CanaryRegistry registry, EgressPolicy policy, AnswerScope scope, List<Fingerprints> foreign) {
        this.policy = policy;
        // Where an answer ends nothing is cut.
        this.pending = new PriorityQueue<>(
                Comparator.<EgressFinding>comparingInt(finding -> finding.span().start())
                        .thenComparing(finding -> policy.action(finding.code()), Comparator.reverseOrder())
                        .thenComparing(EgressFinding.ORDER));
        this.canaries = new CanaryScan(registry, scope, this::found);
        this.runs = new RunScan(foreign, scope.givenRuns(), policy.minimumRun(), this::found);
        this.folding = new Folding(new Both(canaries, runs));
        this.encoded = new EncodedScan(
                (view, start, end) -> {
                    new CanaryScan(registry, scope, finding -> found(moved(finding, start, end))).acceptAll(view);
                    new RunScan(
                                    foreign,
                                    scope.givenRuns(),
                                    policy.minimumRun(),
                                    finding -> found(moved(finding, start, end)))
                            .acceptAll(view);
                },
                this::found);
        this.links = new LinkScan(new LinkJudge(policy, scope), this::found);
    }

    /** Takes the next token and appends what may be shown. */
    void accept(CharSequence token, StringBuilder out) {
        for (int i = 0; i < token.length() && !isBlocked(); i++) {
            char unit = token.charAt(i);
            int at = base + held.length();
            held.append(unit);
            links.accept(unit, at);
            encoded.accept(unit, at);
            folding.accept(unit, at);
            release(
                    Math.min(
                            Math.min(
                                    Math.min(links.pending(), encoded.pending()),
                                    Math.min(canaries.pending(), runs.pending())),
                            Math.min(folding.pending(), at + 1)),
                    out);
        }
    }

    /** Ends the answer and appends what was held. */
    void finish(StringBuilder out) {
        if (!isBlocked()) {
            int end = base + held.length();
            links.finish(end);
            encoded.finish();
            folding.finish();
            release(end, out);
        }
    }

    /** Lets nothing out any more because something failed. */
    void fail(StringBuilder out) {
        if (!isBlocked()) {
            findings.add(EgressFinding.of(EgressCode.INTERNAL, base, base + Math.max(1, held.length()), 1.0, ""));
            block(base, out);
        }
    }

    boolean isBlocked() {
        return blockedAt >= 0;
    }

    int held() {
        return held.length();
    }

    /** What was found so far, in the order of the answer; pieces that touch as one. */
    List<EgressFinding> findings() {
        List<EgressFinding> joined = new ArrayList<>();
        findings.stream()
                .filter(finding -> !isBlocked() || finding.span().start() <= blockedAt)
                .distinct()
                .sorted(Comparator.comparing(EgressFinding::code)
                        .thenComparing(EgressFinding::subject)
                        .thenComparing(EgressFinding.ORDER))
                .forEach(finding -> {
                    if (!joined.isEmpty() && joined.getLast().continuesIn(finding)) {
                        joined.set(joined.size() - 1, joined.getLast().joined(finding));
                    } else {
                        joined.add(finding);
                    }
                });
        joined.sort(EgressFinding.ORDER);
        return List.copyOf(joined);
    }

    private void found(EgressFinding finding) {
        if (finding.span().start() < base) {
            throw new IllegalStateException(finding.code() + " begins at "
                    + finding.span().start() + ", and what is before " + base + " was let out");
        }
        findings.add(finding);
        if (policy.action(finding.code()) != EgressAction.PASS) {
            pending.add(finding);
        }
    }

    /** Lets out what stands before {@code limit}. */
    private void release(int limit, StringBuilder out) {
        int from = base;
        int at = from;
        while (at < limit && !isBlocked()) {
            takeFindings(at, out);
            if (!isBlocked()) {
                if (at >= cutEnd) {
                    out.append(held.charAt(at - from));
                }
                at++;
            }
        }
        if (!isBlocked()) {
            held.delete(0, at - from);
            base = at;
        }
    }

    private void takeFindings(int at, StringBuilder out) {
        EgressFinding next = pending.peek();
        while (next != null && next.span().start() <= at && !isBlocked()) {
            pending.poll();
            if (policy.action(next.code()) == EgressAction.BLOCK) {
                block(next.span().start(), out);
            } else {
                if (next.span().start() > cutEnd) {
                    out.append(EgressPolicy.CUT_MARKER);
                }
                cutEnd = Math.max(cutEnd, next.span().end());
            }
            next = pending.peek();
        }
    }

    private void block(int at, StringBuilder out) {
        blockedAt = at;
        out.append(EgressPolicy.BLOCK_MARKER);
        held.setLength(0);
        pending.clear();
    }

    private static EgressFinding moved(EgressFinding finding, int start, int end) {
        return new EgressFinding(finding.code(), new Span(start, end), finding.score(), finding.subject());
    }

    /** Hands on to both. */
    private record Both(CanaryScan canaries, RunScan runs) implements Folding.Sink {
        @Override
        public void kept(int codePoint, int start, int end) {
            canaries.kept(codePoint, start, end);
            runs.kept(codePoint, start, end);
        }

        @Override
        public void parted() {
            canaries.parted();
            runs.parted();
        }
    }
}
