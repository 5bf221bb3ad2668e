package dev.weir.retrieve.egress;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Checks an answer before a person reads it: for canaries, for long runs of text that the caller was not given, and for
 * addresses that carry data out. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A registered canary is found forwards and backwards, in any case, with accents, look-alikes, invisible characters or
 *       up to 32 other signs between its letters; and so it is inside base64, hexadecimal, percent, backslash and HTML
 *       escapes, nested as {@link dev.weir.models.lexical.DecodedViews} reads them, in a stretch of up to 4,096 code units.
 *   <li>A copy of {@code minimumRun + 32} letters and digits of a withheld text, or of one of an indexed tenant outside the
 *       scope, is found, however it is spaced and punctuated, unless the caller was given it too.
 *   <li>Whatever a policy cuts or blocks is cut or blocked from its first character on.
 *   <li>How an answer was cut into tokens changes nothing: neither what comes out nor what is found.
 *   <li>An exception ends the answer. Findings, messages and logs hold places, codes and ids, never a word of the answer.
 *   <li>An answer that was cut or ended is told to whoever {@link #telling} names before it leaves, a streamed one before its
 *       end does; where that fails, it is withheld.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That something said in other words, in another language, spelled out with words in between, under another cipher,
 * or half in escapes and half in look-alikes is
 * found; that data is not carried out to an allowed host, in the choice among harmless addresses, or by what a person does with
 * an answer; that what passes is true; that an answer which was cut and never finished is told. It is a tripwire behind the firewall and does not replace it.
 */
public final class ResponseGuard {
    /** The most code units that are held at any time. */
    public static final int LONGEST_HOLD_BACK = 8192;

    private final CanaryRegistry registry;
    private final EgressPolicy policy;
    private final Map<TenantId, Fingerprints> index;
    private final Consumer<StoppedAnswer> listener;

    /** A guard that knows other tenants by their canaries alone. */
    public ResponseGuard(CanaryRegistry registry, EgressPolicy policy) {
        this(registry, policy, Map.of());
    }

    /**
     * A guard that knows other tenants by their texts as well.
     *
     * @param index for each tenant; whoever may see a tenant is not held to its entry
     */
    public ResponseGuard(CanaryRegistry registry, EgressPolicy policy, Map<TenantId, Fingerprints> index) {
        this(registry, policy, index, stopped -> {});
    }

    private ResponseGuard(
            CanaryRegistry registry,
            EgressPolicy policy,
            Map<TenantId, Fingerprints> index,
            Consumer<StoppedAnswer> listener) {
        this.registry = requireNonNull(registry, "registry is null");
        this.policy = requireNonNull(policy, "policy is null");
        this.index = Map.copyOf(index);
        this.listener = requireNonNull(listener, "listener is null");
    }

    /**
     * The same, which tells of every answer that it cut or ended, in place of whom it told before.
     *
     * @param told for the audit log, {@code stopped -> audit.record(new AuditEvent.AnswerStopped(clock.instant(), stopped))};
     *     must be thread-safe
     */
    public ResponseGuard telling(Consumer<StoppedAnswer> told) {
        return new ResponseGuard(registry, policy, index, told);
    }

    /** Checks a whole answer. */
    public CheckedAnswer check(AnswerScope scope, String answer) {
        AnswerStream stream = stream(scope);
        String text = stream.accept(answer) + stream.finish();
        return new CheckedAnswer(
                stream.isUntold() ? EgressPolicy.BLOCK_MARKER : text, stream.findings(), stream.isBlocked());
    }

    /** Begins to check an answer that is being written. */
    public AnswerStream stream(AnswerScope scope) {
        requireNonNull(scope, "scope is null");
        List<Fingerprints> foreign = new ArrayList<>();
        foreign.add(scope.withheld());
        index.forEach((tenant, prints) -> {
            if (!scope.tenants().contains(tenant)) {
                foreign.add(prints);
            }
        });
        return new AnswerStream(new AnswerScan(registry, policy, scope, foreign), scope, policy, listener);
    }
}
