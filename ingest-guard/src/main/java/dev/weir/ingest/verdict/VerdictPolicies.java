package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which policy is in force for which source and trust tier: the first binding that covers them, else the last word.
 *
 * @param bindings tried in this order
 * @param otherwise for everything else, so that no document is without a policy
 */
public record VerdictPolicies(List<PolicyBinding> bindings, VerdictPolicy otherwise) {
    private static final Set<Channel> UNSEEN = Set.of(Channel.HIDDEN, Channel.METADATA, Channel.ALT_TEXT);
    private static final Set<Channel> BESIDE =
            Set.of(Channel.HIDDEN, Channel.METADATA, Channel.ALT_TEXT, Channel.COMMENT);

    public VerdictPolicies {
        bindings = List.copyOf(bindings);
        requireNonNull(otherwise, "otherwise is null");
    }

    /** One policy for everything. */
    public static VerdictPolicies of(VerdictPolicy policy) {
        return new VerdictPolicies(List.of(), policy);
    }

    /** The preset with this name; empty if there is none. */
    public static Optional<VerdictPolicies> preset(String name) {
        return switch (name) {
            case "strict" -> Optional.of(strict());
            case "balanced" -> Optional.of(balanced());
            case "observe" -> Optional.of(observe());
            default -> Optional.empty();
        };
    }

    /**
     * For sources nobody vouches for: works at 2 % false alarms; one flagged chunk, one part that cannot be read, or a format
     * whose hidden text is not told apart holds the document.
     */
    public static VerdictPolicies strict() {
        return of(rules("strict", 0.02, OnFlagged.WITHHOLD, OnUnread.HOLD, BESIDE, 1, 1.0));
    }

    /**
     * The default: works at 0.1 % false alarms; a flagged chunk is withheld; the document is held for text that readers
     * do not see and that is flagged or contradicts what they see, for five flagged chunks, or for half of them.
     */
    public static VerdictPolicies balanced() {
        return of(rules("balanced", 0.001, OnFlagged.WITHHOLD, OnUnread.ADMIT_REST, UNSEEN, 5, 0.5));
    }

    /** Records findings and admits them. What could not be read or judged is still not admitted. */
    public static VerdictPolicies observe() {
        return of(rules("observe", 0.001, OnFlagged.RECORD, OnUnread.ADMIT_REST, UNSEEN, 5, 0.5));
    }

    /** The policy for a document. */
    public VerdictPolicy policyFor(SourceRef source, TrustTier trust) {
        return bindings.stream()
                .filter(binding -> binding.covers(source, trust))
                .findFirst()
                .map(PolicyBinding::policy)
                .orElse(otherwise);
    }

    /** A name for all of it, at most 64 characters; two that judge differently have different ids. */
    public String id() {
        if (bindings.isEmpty()) {
            return otherwise.id();
        }
        StringBuilder all = new StringBuilder();
        for (PolicyBinding binding : bindings) {
            all.append(binding.sourcePrefix().length())
                    .append(':')
                    .append(binding.sourcePrefix())
                    .append('|')
                    .append(binding.upTo())
                    .append('|')
                    .append(binding.policy().id())
                    .append('\n');
        }
        return "bound@" + Sha256.ofText(all + otherwise.id()).hex().substring(0, 12);
    }

    private static VerdictRules rules(
            String name,
            double falsePositiveRate,
            OnFlagged onFlagged,
            OnUnread onUnread,
            Set<Channel> holdChannels,
            int holdCount,
            double holdShare) {
        return new VerdictRules(
                name,
                Map.of(Channel.BODY, falsePositiveRate),
                onFlagged,
                onUnread,
                holdChannels,
                holdCount,
                holdShare,
                Set.of(),
                OnHeldSuccessor.KEEP,
                OnExternalText.JUDGE);
    }
}
