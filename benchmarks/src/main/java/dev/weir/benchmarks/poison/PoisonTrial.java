package dev.weir.benchmarks.poison;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Share;
import dev.weir.benchmarks.poison.PoisonReport.Clean;
import dev.weir.benchmarks.poison.PoisonReport.Poisoned;
import dev.weir.retrieve.screen.SetVerdict;
import dev.weir.retrieve.screen.SetVerdict.Ruling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Asks every question of one half, with and without poison, and counts what each defence lets through. */
final class PoisonTrial {
    /** Passages of an answer. */
    static final int K = 10;

    private final Retrieval retrieval;
    private final List<Question> questions;
    private final List<Defence> defences = Defences.all();

    /** @param questions of one half */
    PoisonTrial(Retrieval retrieval, List<Question> questions) {
        this.retrieval = retrieval;
        this.questions = List.copyOf(questions);
    }

    /** Clean answers. */
    List<Clean> clean(Trust trust) {
        List<Clean> cells = new ArrayList<>();
        for (boolean attacked : new boolean[] {true, false}) {
            List<Question> asked = questions.stream()
                    .filter(question -> question.poison().isEmpty() != attacked)
                    .toList();
            for (Defence defence : defences) {
                cells.add(clean(trust, attacked ? "MS MARCO" : "XQuAD", asked, defence));
            }
        }
        return cells;
    }

    private Clean clean(Trust trust, String set, List<Question> asked, Defence defence) {
        List<Boolean> removed = new ArrayList<>();
        List<String> clusters = new ArrayList<>();
        int gold = 0;
        int goldKept = 0;
        Map<String, Integer> codes = new TreeMap<>();
        Map<String, Integer> marked = new TreeMap<>();
        for (Question question : asked) {
            List<Hit> hits = retrieval.search(question.text(), trust, List.of(), Placement.MANY);
            Set<Hit> kept = new HashSet<>(defence.keep(question.text(), hits, K));
            for (Hit hit : hits.subList(0, K)) {
                removed.add(!kept.contains(hit));
                clusters.add(question.text());
                if (hit.passage().id().equals(question.gold())) {
                    gold++;
                    goldKept += kept.contains(hit) ? 1 : 0;
                }
            }
            if (defence instanceof Screens screens) {
                SetVerdict verdict = screens.verdict(question.text(), hits, K);
                verdict.withheld().stream()
                        .filter(ruling -> ruling.passage() < K)
                        .forEach(ruling -> codes.merge(ruling.code().name(), 1, Integer::sum));
                verdict.annotations()
                        .forEach(ruling -> marked.merge(ruling.code().name(), 1, Integer::sum));
            }
        }
        return new Clean(
                name(trust),
                set,
                defence.name(),
                Share.of(removed, clusters, ClusterBootstrap.STANDARD),
                Share.wilson(goldKept, gold),
                codes,
                marked);
    }

    /** Answers to the questions that a scenario has something against. */
    List<Poisoned> poisoned(Scenario scenario) {
        List<Tally> tallies = new ArrayList<>();
        defences.forEach(defence -> tallies.add(new Tally()));
        for (Question question : questions) {
            List<String> texts =
                    question.poison().isEmpty() ? List.of() : scenario.attack().texts(question, scenario.n());
            if (texts.isEmpty()) {
                continue;
            }
            List<Hit> hits = retrieval.search(question.text(), scenario.trust(), texts, scenario.placement());
            for (int i = 0; i < defences.size(); i++) {
                tallies.get(i).add(question, hits, defences.get(i));
            }
        }
        List<Poisoned> cells = new ArrayList<>();
        for (int i = 0; i < defences.size(); i++) {
            cells.add(tallies.get(i).cell(scenario, defences.get(i)));
        }
        return cells;
    }

    static String name(Trust trust) {
        return trust.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Counts of one cell. */
    private static final class Tally {
        private int n;
        private int exposed;
        private int outvoted;
        private int majority;
        private int gold;
        private int goldKept;
        private int marked;

        void add(Question question, List<Hit> hits, Defence defence) {
            List<Hit> kept = defence.keep(question.text(), hits, K);
            int poison = (int) kept.stream().filter(Hit::isPoison).count();
            n++;
            exposed += poison > 0 ? 1 : 0;
            majority += poison > 0 && poison * 2 >= kept.size() ? 1 : 0;
            outvoted += poison > 0 && poison >= answering(question, kept) ? 1 : 0;
            gold += holdsGold(question, hits) ? 1 : 0;
            goldKept += holdsGold(question, kept) ? 1 : 0;
            if (poison > 0 && defence instanceof Screens screens) {
                SetVerdict verdict = screens.verdict(question.text(), hits, K);
                Set<Integer> annotated = new HashSet<>();
                for (Ruling ruling : verdict.annotations()) {
                    annotated.add(ruling.passage());
                }
                boolean all = verdict.kept().stream()
                        .filter(place -> hits.get(place).isPoison())
                        .allMatch(annotated::contains);
                marked += all ? 1 : 0;
            }
        }

        private static boolean holdsGold(Question question, List<Hit> hits) {
            return hits.stream().anyMatch(hit -> hit.passage().id().equals(question.gold()));
        }

        /** Clean passages that hold the correct answer, in the words of the data. */
        private static int answering(Question question, List<Hit> kept) {
            List<String> answer = Tokens.of(question.correct());
            return (int) kept.stream()
                    .filter(hit -> !hit.isPoison())
                    .filter(hit -> hit.passage().id().equals(question.gold())
                            || holds(Tokens.of(hit.passage().text()), answer))
                    .count();
        }

        private static boolean holds(List<String> words, List<String> answer) {
            // Of an answer such as "true" or "no" one cannot say which passage holds it.
            return answer.size() > 1 && Collections.indexOfSubList(words, answer) >= 0;
        }

        Poisoned cell(Scenario scenario, Defence defence) {
            return new Poisoned(
                    scenario.part(),
                    scenario.name(),
                    name(scenario.trust()),
                    defence.name(),
                    Share.wilson(exposed, n),
                    Share.wilson(outvoted, n),
                    Share.wilson(majority, n),
                    Share.wilson(goldKept, gold),
                    Share.wilson(marked, exposed));
        }
    }
}
