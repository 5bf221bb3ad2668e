package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Technique;
import dev.weir.tenancy.chunk.Sha256;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A policy as data. One flagged chunk withholds that chunk; the whole document is held when text in one of
 * {@code holdChannels} is flagged, when {@code holdCount} chunks are, or when {@code holdShare} of all chunks are.
 *
 * @param name 1 to 32 characters of {@code a-z 0-9 -}, beginning with a letter
 * @param falsePositiveRates rate of false alarms to work at, in (0, 1), by channel; a channel that is not named has the
 *     body's, which must be
 * @param onFlagged what happens to flagged text
 * @param onUnread what happens to a document with parts that cannot be read, or whose hidden text is not told apart
 * @param holdChannels channels other than the body in which one flagged text, or text that contradicts what readers see,
 *     holds the document; in others it is recorded, for only the body is indexed
 * @param holdCount flagged chunks that hold the document, at least 1
 * @param holdShare share of the chunks that holds the document, in (0, 1]
 * @param redactable techniques whose spans are replaced by a marker instead, if a chunk was flagged for nothing else
 * @param onHeldSuccessor what is served while a new version is held
 * @param onExternalText what happens to text that somebody else extracted
 */
public record VerdictRules(
        String name,
        Map<Channel, Double> falsePositiveRates,
        OnFlagged onFlagged,
        OnUnread onUnread,
        Set<Channel> holdChannels,
        int holdCount,
        double holdShare,
        Set<Technique> redactable,
        OnHeldSuccessor onHeldSuccessor,
        OnExternalText onExternalText)
        implements VerdictPolicy {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** @throws IllegalArgumentException if a value is outside its range */
    public VerdictRules {
        requireNonNull(name, "name is null");
        requireNonNull(onFlagged, "onFlagged is null");
        requireNonNull(onUnread, "onUnread is null");
        requireNonNull(onHeldSuccessor, "onHeldSuccessor is null");
        requireNonNull(onExternalText, "onExternalText is null");
        falsePositiveRates = Map.copyOf(falsePositiveRates);
        holdChannels = Set.copyOf(holdChannels);
        redactable = Set.copyOf(redactable);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "policy name must be 1-32 characters of a-z 0-9 - and begin with a letter");
        }
        if (!falsePositiveRates.containsKey(Channel.BODY)) {
            throw new IllegalArgumentException("falsePositiveRates must name the channel body");
        }
        falsePositiveRates.forEach((channel, rate) -> {
            if (!(rate > 0.0 && rate < 1.0)) {
                throw new IllegalArgumentException(
                        "false positive rate of " + channel.code() + " must be in (0, 1), got " + rate);
            }
        });
        if (holdChannels.contains(Channel.BODY) || holdChannels.contains(Channel.DECODED)) {
            throw new IllegalArgumentException("holdChannels must not name body or decoded; holdCount holds for them");
        }
        if (holdCount < 1) {
            throw new IllegalArgumentException("holdCount must be >= 1, got " + holdCount);
        }
        if (!(holdShare > 0.0 && holdShare <= 1.0)) {
            throw new IllegalArgumentException("holdShare must be in (0, 1], got " + holdShare);
        }
    }

    /** Name and the first twelve hexadecimal digits of the digest of every rule. */
    @Override
    public String id() {
        Map<Channel, Double> rates = new TreeMap<>(falsePositiveRates);
        String rules = rates + "|" + onFlagged + "|" + onUnread + "|" + new TreeSet<>(holdChannels) + "|" + holdCount
                + "|" + holdShare + "|" + new TreeSet<>(redactable) + "|" + onHeldSuccessor + "|" + onExternalText;
        return name + "@" + Sha256.ofText(rules).hex().substring(0, 12);
    }

    @Override
    public double falsePositiveRate(Channel channel) {
        Double own = falsePositiveRates.get(channel);
        return own == null ? requireNonNull(falsePositiveRates.get(Channel.BODY)) : own;
    }

    @Override
    public Verdict judge(ScreenedDocument document) {
        List<RationaleCode> codes = new ArrayList<>();
        if (!document.accepted().isEmpty()) {
            codes.add(RationaleCode.FINDINGS_ACCEPTED);
        }
        boolean hold = onUnread == OnUnread.HOLD;
        if (has(GapCode.Effect.UNINDEXED, document)) {
            codes.add(hold ? RationaleCode.PARTS_UNREAD : RationaleCode.PARTS_UNINDEXED);
        }
        if (has(GapCode.Effect.NOTED, document)) {
            codes.add(RationaleCode.HIDING_UNKNOWN);
        }
        if (hold && (codes.contains(RationaleCode.PARTS_UNREAD) || codes.contains(RationaleCode.HIDING_UNKNOWN))) {
            return new Verdict.Quarantine(rationale(codes, document));
        }
        return switch (onFlagged) {
            case RECORD -> record(codes, document);
            case WITHHOLD -> withhold(codes, document);
        };
    }

    private Verdict record(List<RationaleCode> codes, ScreenedDocument document) {
        boolean seen = document.layers().stream().anyMatch(layer -> layer.risk().flagged())
                || !document.flagged().isEmpty();
        if (seen) {
            codes.add(RationaleCode.OBSERVED);
        } else if (codes.isEmpty()) {
            codes.add(RationaleCode.CLEAN);
        }
        return new Verdict.Admit(rationale(codes, document), Set.of());
    }

    private Verdict withhold(List<RationaleCode> codes, ScreenedDocument document) {
        List<ScreenedSegment> flagged = document.flagged();
        List<RationaleCode> holds = holds(document);
        Set<Integer> withheld = new HashSet<>();
        List<Verdict.Cut> cuts = new ArrayList<>();
        for (ScreenedSegment segment : flagged) {
            if (isRedactable(segment)) {
                segment.decisive().forEach(finding -> cuts.add(new Verdict.Cut(segment.ordinal(), finding.span())));
            } else {
                withheld.add(segment.ordinal());
            }
        }
        if (!holds.isEmpty()) {
            codes.addAll(holds);
            return new Verdict.Quarantine(rationale(codes, document));
        }
        if (!withheld.isEmpty()) {
            codes.add(RationaleCode.CHUNKS_WITHHELD);
        }
        if (!cuts.isEmpty()) {
            codes.add(RationaleCode.SPANS_REDACTED);
            return new Verdict.Redact(rationale(codes, document), withheld, cuts);
        }
        if (codes.isEmpty()) {
            codes.add(RationaleCode.CLEAN);
        }
        return new Verdict.Admit(rationale(codes, document), withheld);
    }

    /** Redactable segments count towards no hold: what flagged them will be gone. */
    private List<RationaleCode> holds(ScreenedDocument document) {
        long standing = document.flagged().stream()
                .filter(segment -> !isRedactable(segment))
                .count();
        List<RationaleCode> holds = new ArrayList<>();
        if (document.layers().stream()
                .anyMatch(layer ->
                        holdChannels.contains(layer.channel()) && layer.risk().flagged())) {
            holds.add(RationaleCode.FLAGGED_CHANNEL);
        }
        if (document.layers().stream()
                .anyMatch(layer -> holdChannels.contains(layer.channel()) && layer.contradictsVisible())) {
            holds.add(RationaleCode.CONTRADICTS_VISIBLE);
        }
        if (standing >= holdCount) {
            holds.add(RationaleCode.FLAGGED_COUNT);
        }
        if (standing > 0 && standing >= holdShare * document.segments().size()) {
            holds.add(RationaleCode.FLAGGED_SHARE);
        }
        return holds;
    }

    private boolean isRedactable(ScreenedSegment segment) {
        EnumSet<Technique> seen = EnumSet.noneOf(Technique.class);
        for (Finding finding : segment.decisive()) {
            seen.add(finding.technique());
        }
        return !seen.isEmpty() && redactable.containsAll(seen);
    }

    private static boolean has(GapCode.Effect effect, ScreenedDocument document) {
        return document.gaps().stream().anyMatch(gap -> gap.code().effect() == effect);
    }

    private Rationale rationale(List<RationaleCode> codes, ScreenedDocument document) {
        List<LocatedFinding> decisive = new ArrayList<>();
        for (ScreenedSegment segment : document.flagged()) {
            segment.decisive().forEach(finding -> decisive.add(new LocatedFinding(segment.location(), finding)));
        }
        for (ScreenedLayer layer : document.layers()) {
            if (layer.channel() != Channel.BODY && layer.risk().flagged()) {
                document.findings().stream()
                        .filter(found -> found.location().equals(layer.location())
                                && found.finding().channel() == layer.channel()
                                && !document.accepted().contains(found))
                        .forEach(decisive::add);
            }
        }
        return new Rationale(id(), codes, decisive, document.gaps());
    }
}
