package dev.weir.benchmarks.poison;

import dev.weir.retrieve.screen.SetScreens;
import dev.weir.retrieve.screen.SetVerdict;
import java.util.List;

/**
 * The product's set screens.
 *
 * @param name as the tables show it
 */
record Screens(String name, SetScreens screens) implements Defence {
    @Override
    public List<Hit> keep(String question, List<Hit> hits, int k) {
        return verdict(question, hits, k).kept().stream().map(hits::get).toList();
    }

    SetVerdict verdict(String question, List<Hit> hits, int k) {
        return screens.screenPassages(question, hits.stream().map(Hit::passage).toList(), k);
    }
}
