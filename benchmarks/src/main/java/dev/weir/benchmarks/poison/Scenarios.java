package dev.weir.benchmarks.poison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is tried. */
final class Scenarios {
    static final String PUBLISHED = "Published attacks";
    static final String AMOUNT = "Bare poison by number and place";
    static final String TIER = "Bare poison by the attacker's tier and the answer's";
    static final String ADAPTIVE = "Attacks that know the screens";
    static final String FAMILIES = "Other versions of the arguments";

    private final List<Scenario> scenarios = new ArrayList<>();

    private Scenarios() {}

    static List<Scenario> all(PoisonData data, Map<String, Map<String, List<String>>> families) {
        Scenarios all = new Scenarios();
        all.published();
        all.amount();
        all.tiers();
        all.adaptive(data);
        families.forEach((name, texts) -> {
            Attack family = Attacks.family(name, texts);
            all.add(FAMILIES, family, 5, Placement.ONE_SOURCE, Trust.MIXED);
            all.add(FAMILIES, family, 5, Placement.MANY, Trust.MIXED);
        });
        return List.copyOf(all.scenarios);
    }

    private void published() {
        for (int n : new int[] {1, 5}) {
            add(PUBLISHED, Attacks.echoed(), n, Placement.MANY, Trust.MIXED);
        }
        add(PUBLISHED, Attacks.echoed(), 5, Placement.ONE_SOURCE, Trust.MIXED);
        add(PUBLISHED, Attacks.instruction(), 1, Placement.MANY, Trust.MIXED);
        add(PUBLISHED, Attacks.outdated(), 1, Placement.MANY, Trust.MIXED);
        add(PUBLISHED, Attacks.scaffold(), 5, Placement.MANY, Trust.MIXED);
        add(PUBLISHED, Attacks.jamming(), 1, Placement.MANY, Trust.MIXED);
        add(PUBLISHED, Attacks.jammingBare(), 1, Placement.MANY, Trust.MIXED);
    }

    private void amount() {
        for (int n = 1; n <= 5; n++) {
            add(AMOUNT, Attacks.bare(), n, Placement.MANY, Trust.MIXED);
        }
        for (int n = 2; n <= 5; n++) {
            add(AMOUNT, Attacks.bare(), n, Placement.ONE_SOURCE, Trust.MIXED);
        }
        add(AMOUNT, Attacks.bare(), 5, Placement.ONE_UPLOADER, Trust.MIXED);
    }

    private void tiers() {
        for (Trust trust : List.of(Trust.GOLD_INTERNAL, Trust.GOLD_UNKNOWN)) {
            for (int n : new int[] {1, 5}) {
                for (Placement placement : List.of(
                        Placement.MANY, Placement.MANY_EXTERNAL, Placement.MANY_INTERNAL, Placement.MANY_CURATED)) {
                    add(TIER, Attacks.bare(), n, placement, trust);
                }
            }
        }
    }

    private void adaptive(PoisonData data) {
        List<Attack> attacks = List.of(
                Attacks.reordered(),
                Attacks.paraphrased(),
                Attacks.splitOverPassages(),
                Attacks.splitInPassage(),
                Attacks.lookAlikes(),
                Attacks.padded(data.documents()));
        for (Attack attack : attacks) {
            add(ADAPTIVE, attack, 5, Placement.ONE_SOURCE, Trust.MIXED);
            add(ADAPTIVE, attack, 5, Placement.MANY, Trust.MIXED);
        }
        add(ADAPTIVE, Attacks.sprayed(data.questions()), 100, Placement.ONE_SOURCE, Trust.MIXED);
        add(ADAPTIVE, Attacks.jammingFluent(), 1, Placement.MANY, Trust.MIXED);
        add(ADAPTIVE, Attacks.echoed(), 5, Placement.MANY_INTERNAL, Trust.MIXED);
        add(ADAPTIVE, Attacks.echoed(), 5, Placement.MANY_CURATED, Trust.MIXED);
    }

    private void add(String part, Attack attack, int n, Placement placement, Trust trust) {
        scenarios.add(new Scenario(part, attack, n, placement, trust));
    }
}
