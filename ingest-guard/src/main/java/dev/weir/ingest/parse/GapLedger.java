package dev.weir.ingest.parse;

import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Gaps of one document as they are found. Gaps with the same code and detail become one with a count, so that a thousand
 * embedded pictures are a line and not a flood.
 */
final class GapLedger {

    private static final int MAX_DISTINCT = 200;

    private record Kind(GapCode code, String detail) {}

    private static final class Occurrences {
        private final String first;
        private int count;

        Occurrences(String first) {
            this.first = first;
        }
    }

    private final Map<Kind, Occurrences> seen = new LinkedHashMap<>();

    void add(GapCode code, String location, String detail) {
        add(code, location, detail, 1);
    }

    private void add(GapCode code, String location, String detail, int count) {
        Kind kind = new Kind(code, detail);
        if (seen.size() >= MAX_DISTINCT && !seen.containsKey(kind)) {
            kind = new Kind(code, "more of this code");
        }
        seen.computeIfAbsent(kind, unused -> new Occurrences(location)).count += count;
    }

    /** Hands everything over, with its counts, as the codes that a function makes of its own. */
    void pourInto(GapLedger other, UnaryOperator<GapCode> codes) {
        seen.forEach((kind, occurrences) ->
                other.add(codes.apply(kind.code()), occurrences.first, kind.detail(), occurrences.count));
        seen.clear();
    }

    boolean has(GapCode code) {
        return seen.keySet().stream().anyMatch(kind -> kind.code() == code);
    }

    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        seen.forEach((kind, occurrences) -> gaps.add(new Gap(
                kind.code(),
                occurrences.first,
                occurrences.count == 1 ? kind.detail() : kind.detail() + "; " + occurrences.count + " times")));
        gaps.sort(Gap.ORDER);
        return gaps;
    }
}
