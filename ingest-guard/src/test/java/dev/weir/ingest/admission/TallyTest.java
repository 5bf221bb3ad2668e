package dev.weir.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TallyTest {
    @Property(tries = 300)
    void medianAndDeviationWhenTalliedThenThoseOfTheSortedValues(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 30) Integer> values) {
        Tally tally = tally(values);
        int median = lowerMedian(values);
        assertThat(tally.median()).isEqualTo(median);
        assertThat(tally.deviation())
                .isEqualTo(lowerMedian(
                        values.stream().map(value -> Math.abs(value - median)).toList()));
    }

    @Property(tries = 300)
    void limitWhenForAShareThenTheLeastThatNoMoreReach(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 30) Integer> values,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        int limit = tally(values).exceededBy(share);
        assertThat(reaching(values, limit)).isLessThanOrEqualTo((long) (share * values.size()));
        if (limit > 0) {
            assertThat(reaching(values, limit - 1)).isGreaterThan((long) (share * values.size()));
        }
    }

    private static Tally tally(List<Integer> values) {
        Tally tally = new Tally(30);
        values.forEach(tally::add);
        return tally;
    }

    private static int lowerMedian(List<Integer> values) {
        return values.stream().sorted().toList().get((values.size() - 1) / 2);
    }

    private static long reaching(List<Integer> values, int limit) {
        return values.stream().filter(value -> value >= limit).count();
    }
}
