package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Share;
import dev.weir.benchmarks.quality.Example.Group;
import dev.weir.benchmarks.quality.Report.Cell;
import dev.weir.benchmarks.quality.Report.CellKey;
import dev.weir.benchmarks.quality.Report.Poisoned;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Turns judged examples into a report. */
final class Evaluation {
    /** The two rates of false positives at which recall is stated. */
    static final double THOUSANDTH = 0.001;

    static final double HUNDREDTH = 0.01;
    /** A family, language or channel of fewer texts gets no cell of its own. */
    private static final int FEWEST = 5;

    private static final List<Integer> DOCUMENT_CHUNKS = List.of(10, 100, 500);
    private static final Comparator<CellKey> ORDER = Comparator.comparing(CellKey::role)
            .thenComparing(CellKey::source)
            .thenComparing(CellKey::kind)
            .thenComparing(CellKey::part)
            .thenComparing(CellKey::value);

    private final List<Judged> judged;
    private final ClusterBootstrap bootstrap;
    private final Chunker chunker;

    Evaluation(List<Judged> judged, Chunker chunker, ClusterBootstrap bootstrap) {
        this.judged = List.copyOf(judged);
        this.chunker = chunker;
        this.bootstrap = bootstrap;
    }

    /**
     * Measures everything but the cost.
     *
     * @throws IllegalArgumentException if no example is an ordinary document
     */
    Report report(Report.Setup setup) {
        Yardstick screener = yardstick(Judge.SCREENER);
        Yardstick classifier = yardstick(Judge.CLASSIFIER);
        List<Cell> cells = new ArrayList<>();
        keyed().forEach((key, members) ->
                cells.add(new CellMeasure(members, chunker, bootstrap).measure(key, screener, classifier)));
        return new Report(
                setup,
                screener.thresholds(),
                classifier.thresholds(),
                cells,
                longDocuments(),
                reliability(),
                poisoned(),
                null);
    }

    private Yardstick yardstick(Judge judge) {
        return Yardstick.of(
                judge, judged.stream().filter(Evaluation::isOrdinary).toList());
    }

    /** The members of each cell: all of a source and kind, and its parts where there is more than one. */
    private Map<CellKey, List<Judged>> keyed() {
        Map<CellKey, List<Judged>> wholes = new TreeMap<>(ORDER);
        for (Judged each : judged) {
            if (role(each) != Role.POISONED) {
                Group group = each.example().group();
                CellKey key = new CellKey(group.source(), group.kind(), group.role(), CellKey.ALL, "");
                wholes.computeIfAbsent(key, unused -> new ArrayList<>()).add(each);
            }
        }
        Map<CellKey, List<Judged>> keyed = new TreeMap<>(ORDER);
        wholes.forEach((key, members) -> {
            keyed.put(key, members);
            keyed.putAll(parts(key, members, "family", Group::family));
            keyed.putAll(parts(key, members, "lang", Group::lang));
            keyed.putAll(parts(key, members, "channel", group -> group.channel().code()));
        });
        return keyed;
    }

    private static Map<CellKey, List<Judged>> parts(
            CellKey whole, List<Judged> members, String part, Function<Group, String> value) {
        Map<CellKey, List<Judged>> parts = members.stream()
                .collect(Collectors.groupingBy(
                        each -> new CellKey(
                                whole.source(),
                                whole.kind(),
                                whole.role(),
                                part,
                                value.apply(each.example().group())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        if (parts.size() == 1) {
            return Map.of();
        }
        parts.values().removeIf(texts -> texts.size() < FEWEST);
        return parts;
    }

    private List<LongDocument> longDocuments() {
        List<LongDocument> found = new ArrayList<>();
        bySource(Evaluation::isOrdinary).forEach((source, members) -> {
            Map<String, List<Judged>> documents = members.stream()
                    .collect(Collectors.groupingBy(
                            each -> each.example().keys().document(), LinkedHashMap::new, Collectors.toList()));
            List<LongDocument.Document> counted =
                    documents.values().stream().map(Evaluation::counted).toList();
            for (int chunks : DOCUMENT_CHUNKS) {
                LongDocument.of(source, chunks, counted, bootstrap).ifPresent(found::add);
            }
        });
        return found;
    }

    private static LongDocument.Document counted(List<Judged> document) {
        List<Judged.Chunk> chunks =
                document.stream().flatMap(each -> each.chunks().stream()).toList();
        int held = (int) chunks.stream().filter(chunk -> chunk.verdict().held()).count();
        return new LongDocument.Document(chunks.size(), held);
    }

    /** Of sources that hold both attacks and harmless texts; one side alone says nothing about probabilities. */
    private List<Reliability> reliability() {
        List<Reliability> found = new ArrayList<>();
        bySource(each -> role(each) != Role.POISONED).forEach((source, members) -> {
            List<Reliability.Scored> scored = new ArrayList<>();
            for (Judged each : members) {
                if (role(each) == Role.ATTACK) {
                    Verdict shown = Judge.CLASSIFIER.highest(each.attackedChunks());
                    scored.add(new Reliability.Scored(shown.probability(), true));
                } else {
                    each.chunks()
                            .forEach(chunk -> scored.add(
                                    new Reliability.Scored(chunk.verdict().probability(), false)));
                }
            }
            if (scored.stream().map(Reliability.Scored::attack).distinct().count() == 2) {
                found.add(Reliability.of(source, scored));
            }
        });
        return found;
    }

    private List<Poisoned> poisoned() {
        List<Poisoned> found = new ArrayList<>();
        bySource(each -> role(each) == Role.POISONED)
                .forEach((source, members) -> found.add(new Poisoned(
                        source,
                        Share.of(
                                members.stream()
                                        .map(each -> each.whole().flagged())
                                        .toList(),
                                members.stream()
                                        .map(each -> each.example().keys().document())
                                        .toList(),
                                bootstrap))));
        return found;
    }

    private Map<String, List<Judged>> bySource(Predicate<Judged> chosen) {
        return judged.stream()
                .filter(chosen)
                .collect(Collectors.groupingBy(
                        each -> each.example().group().source(), TreeMap::new, Collectors.toList()));
    }

    /** Ordinary text that people read; what stands beside the body of documents is of another length and kind. */
    private static boolean isOrdinary(Judged each) {
        return role(each) == Role.ORDINARY && each.example().group().channel() == Channel.BODY;
    }

    private static Role role(Judged each) {
        return each.example().group().role();
    }
}
