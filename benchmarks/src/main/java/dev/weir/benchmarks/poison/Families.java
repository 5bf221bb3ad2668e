package dev.weir.benchmarks.poison;

import dev.weir.benchmarks.poison.PoisonData.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says which question other versions of poison are for. Where the data does not say, texts of one group go to the question
 * that they are closest to on average; a text that has no group goes to the question that it is closest to.
 */
final class Families {
    private static final int MOST = 5;

    private final List<Question> questions;
    private final Vectors vectors;

    Families(List<Question> questions, Vectors vectors) {
        this.questions = questions.stream()
                .filter(question -> !question.poison().isEmpty())
                .toList();
        this.vectors = vectors;
    }

    /** The texts of each family by question, those closest to the question first, at most five. */
    Map<String, Map<String, List<String>>> of(List<Variant> variants) {
        Map<String, List<Variant>> groups = new LinkedHashMap<>();
        for (Variant variant : variants) {
            String key = variant.query().isEmpty()
                    ? variant.group().isEmpty() ? variant.family() + "/" + variant.text() : variant.group()
                    : variant.family() + "/" + variant.query();
            groups.computeIfAbsent(key, each -> new ArrayList<>()).add(variant);
        }
        Map<String, Map<String, List<String>>> families = new TreeMap<>();
        for (List<Variant> group : groups.values()) {
            Variant first = group.getFirst();
            String question = first.query().isEmpty() ? closest(group) : first.query();
            families.computeIfAbsent(first.family(), each -> new LinkedHashMap<>())
                    .computeIfAbsent(question, each -> new ArrayList<>())
                    .addAll(group.stream().map(Variant::text).toList());
        }
        families.values().forEach(family -> family.replaceAll(this::best));
        return families;
    }

    private String closest(List<Variant> group) {
        List<float[]> texts = vectors.of(group.stream().map(Variant::text).toList());
        return questions.stream()
                .map(Question::text)
                .max(Comparator.comparingDouble(question -> {
                    float[] asked = vectors.of(question);
                    return texts.stream()
                            .mapToDouble(text -> Vectors.cosine(asked, text))
                            .sum();
                }))
                .orElseThrow();
    }

    private List<String> best(String question, List<String> texts) {
        float[] asked = vectors.of(question);
        return texts.stream()
                .distinct()
                .sorted(Comparator.comparingDouble((String text) -> -Vectors.cosine(asked, vectors.of(text))))
                .limit(MOST)
                .toList();
    }
}
