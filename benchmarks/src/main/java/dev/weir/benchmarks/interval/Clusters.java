package dev.weir.benchmarks.interval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for the clusters that a list of values falls into, in order of their first value. */
public final class Clusters {
    private final List<Integer> ofValue = new ArrayList<>();
    private final int count;

    private Clusters(List<String> keys) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String key : keys) {
            Integer known = numbers.putIfAbsent(key, numbers.size());
            ofValue.add(known == null ? numbers.size() - 1 : known);
        }
        this.count = numbers.size();
    }

    /** The clusters of values whose keys are given in order. */
    public static Clusters of(List<String> keys) {
        return new Clusters(keys);
    }

    public int count() {
        return count;
    }

    public int of(int value) {
        return ofValue.get(value);
    }
}
