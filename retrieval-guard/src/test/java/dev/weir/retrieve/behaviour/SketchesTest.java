package dev.weir.retrieve.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The small structures against what they stand for. */
class SketchesTest {
    /** Six standard errors. */
    private static final double ERROR = 6 * 0.034;

    @Property(tries = 100)
    void ringWhenThingsComeThenCountsThoseOfTheWindowAndAtMostHalfAsLongBefore(
            @ForAll @IntRange(max = 1000) int seed, @ForAll @IntRange(min = 1, max = 400) int stepSeconds) {
        SliceRing ring = new SliceRing(Duration.ofHours(1));
        List<Long> times = new ArrayList<>();
        long now = 1_700_000_000L;
        for (int i = 0; i < 300; i++) {
            now += stepSeconds;
            ring.advance(now);
            ring.add(QueryWords.mix(seed * 1000L + i));
            times.add(now);
        }
        long end = now;
        long inWindow = times.stream().filter(time -> time > end - 3600).count();
        long inLonger = times.stream().filter(time -> time > end - 5400).count();
        assertThat(ring.estimate()).isGreaterThan(inWindow * (1 - ERROR) - 1).isLessThan(inLonger * (1 + ERROR) + 1);
    }

    @Property(tries = 30)
    void ringWhenTheSameComesAgainThenCountsItOnce(@ForAll @IntRange(min = 1, max = 5000) int different) {
        SliceRing ring = new SliceRing(Duration.ofHours(1));
        ring.advance(1_700_000_000L);
        Set<Long> oracle = new HashSet<>();
        for (int i = 0; i < 2 * different; i++) {
            long hash = QueryWords.mix(i % different);
            ring.add(hash);
            oracle.add(hash);
        }
        assertThat(ring.estimate()).isCloseTo(oracle.size(), within(oracle.size() * ERROR + 1));
    }

    @Property(tries = 300)
    void recentsWhenPrintsComeThenRemembersTheLastDifferentOnes(
            @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> prints) {
        Recents recents = new Recents(8);
        List<Integer> oracle = new ArrayList<>();
        for (Integer print : prints) {
            assertThat(recents.contains(print)).isEqualTo(oracle.contains(print));
            recents.add(print);
            oracle.removeIf(print::equals);
            oracle.addFirst(print);
            if (oracle.size() > 8) {
                oracle.removeLast();
            }
        }
    }

    @Property(tries = 100)
    void fadingWhenAHalfLifeIsOverThenIsHalf(@ForAll @IntRange(min = 1, max = 1000) int amount) {
        Fading fading = new Fading(Duration.ofHours(1));
        fading.add(amount, 1_000_000L);
        assertThat(fading.at(1_000_000L)).isEqualTo(amount);
        assertThat(fading.at(1_003_600L)).isCloseTo(amount / 2.0, within(1e-9));
        assertThat(fading.at(999_000L)).isEqualTo(amount);
    }

    @Property(tries = 50)
    void regionsWhenChunksComeThenTheirSpreadIsThatOfEveryPair(
            @ForAll @Size(min = 100, max = 150) List<@IntRange(max = 9) Integer> own,
            @ForAll @Size(min = 400, max = 450) List<@IntRange(max = 31) Integer> others) {
        Regions mine = new Regions();
        Regions all = new Regions();
        own.forEach(region -> mine.add(region, 1_000_000L));
        own.forEach(region -> all.add(region, 1_000_000L));
        others.forEach(region -> all.add(region, 1_000_000L));
        double expected = Math.min(100, samePairs(others) / Math.max(1e-9, samePairs(own)));
        assertThat(mine.spreadAmong(all, 1_000_000L)).isCloseTo(expected, within(1e-6 * expected));
        // Both fade alike, so that time alone changes nothing but how much there is.
        assertThat(mine.spreadAmong(all, 1_000_000L + 7 * 86_400)).isZero();
    }

    @Property(tries = 50)
    void regionWhenTheVectorIsLongerThenIsTheSame(@ForAll @IntRange(max = 10_000) int seed) {
        float[] vector = new float[32];
        float[] longer = new float[32];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (QueryWords.mix(seed * 100L + i) >> 40) / 1e6f;
            longer[i] = 4 * vector[i];
        }
        assertThat(Regions.of(vector, 7)).isBetween(0, 31).isEqualTo(Regions.of(longer, 7));
    }

    /** The share of pairs that are of one region. */
    private static double samePairs(List<Integer> regions) {
        long same = 0;
        for (int i = 0; i < regions.size(); i++) {
            for (int j = 0; j < i; j++) {
                same += regions.get(i).equals(regions.get(j)) ? 1 : 0;
            }
        }
        return same / (regions.size() * (regions.size() - 1) / 2.0);
    }
}
