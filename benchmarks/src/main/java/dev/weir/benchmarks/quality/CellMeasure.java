package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Clusters;
import dev.weir.benchmarks.interval.Estimate;
import dev.weir.benchmarks.interval.Share;
import dev.weir.benchmarks.quality.Report.Cell;
import dev.weir.benchmarks.quality.Report.CellKey;
import dev.weir.benchmarks.quality.Report.Figures;
import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures the texts of one cell. */
final class CellMeasure {
    private final List<Judged> members;
    private final Chunker chunker;
    private final ClusterBootstrap bootstrap;
    private final Dependence dependence;

    CellMeasure(List<Judged> members, Chunker chunker, ClusterBootstrap bootstrap) {
        this.members = List.copyOf(members);
        this.chunker = chunker;
        this.bootstrap = bootstrap;
        this.dependence = Dependence.strongest(members);
    }

    Cell measure(CellKey key, Yardstick screener, Yardstick classifier) {
        return new Cell(
                key,
                members.size(),
                Dependence.DOCUMENT.clusters(members),
                dependence.code(),
                dependence.clusters(members),
                figures(key.role(), screener),
                figures(key.role(), classifier),
                held(),
                key.role() == Role.ATTACK ? overlap() : null,
                gaps());
    }

    private Figures figures(Role role, Yardstick yardstick) {
        List<Unit> units = units(role, yardstick.judge());
        return new Figures(
                role == Role.ATTACK ? new Ranking(units, yardstick.ordinary()).ranked(bootstrap) : null,
                reaching(units, yardstick.thousandth()),
                reaching(units, yardstick.hundredth()),
                share(units, units.stream().map(Unit::flagged).toList()));
    }

    private List<Unit> units(Role role, Judge judge) {
        List<Unit> units = new ArrayList<>();
        for (Judged each : members) {
            String key = dependence.of(each);
            if (role == Role.ATTACK) {
                Verdict shown = judge.highest(each.attackedChunks());
                units.add(new Unit(judge.margin(shown), judge.flags(shown), key));
            } else {
                each.chunks()
                        .forEach(chunk ->
                                units.add(new Unit(judge.margin(chunk.verdict()), judge.flags(chunk.verdict()), key)));
            }
        }
        return units;
    }

    private Share reaching(List<Unit> units, Threshold threshold) {
        return share(
                units,
                units.stream().map(unit -> unit.margin() >= threshold.margin()).toList());
    }

    private Share share(List<Unit> units, List<Boolean> counted) {
        return Share.of(counted, units.stream().map(Unit::cluster).toList(), bootstrap);
    }

    private Share held() {
        Map<String, List<Judged>> documents = members.stream()
                .collect(Collectors.groupingBy(
                        each -> each.example().keys().document(), LinkedHashMap::new, Collectors.toList()));
        List<Boolean> held = new ArrayList<>();
        List<String> clusters = new ArrayList<>();
        for (List<Judged> document : documents.values()) {
            held.add(document.stream().anyMatch(Judged::held));
            clusters.add(dependence.of(document.getFirst()));
        }
        return Share.of(held, clusters, bootstrap);
    }

    private SpanOverlap.@Nullable Means overlap() {
        List<SpanOverlap> all = new ArrayList<>();
        List<SpanOverlap> flagged = new ArrayList<>();
        List<String> keysOfAll = new ArrayList<>();
        List<String> keysOfFlagged = new ArrayList<>();
        for (Judged each : members) {
            Span attack = each.example().span();
            if (attack == null) {
                continue;
            }
            String text = each.example().text();
            SpanOverlap overlap = SpanOverlap.of(
                    text, chunker.tokens(text), attack, each.whole().places());
            String key = dependence.of(each);
            all.add(overlap);
            keysOfAll.add(key);
            if (each.whole().flagged()) {
                flagged.add(overlap);
                keysOfFlagged.add(key);
            }
        }
        if (all.isEmpty()) {
            return null;
        }
        return new SpanOverlap.Means(
                all.size(),
                flagged.size(),
                flagged.isEmpty() ? null : mean(flagged, SpanOverlap::tokens, keysOfFlagged),
                flagged.isEmpty() ? null : mean(flagged, SpanOverlap::characters, keysOfFlagged),
                mean(all, SpanOverlap::tokens, keysOfAll),
                mean(all, SpanOverlap::characters, keysOfAll));
    }

    private Estimate mean(List<SpanOverlap> overlaps, Function<SpanOverlap, Double> value, List<String> keys) {
        return bootstrap.mean(overlaps.stream().map(value).toList(), Clusters.of(keys));
    }

    private Map<String, Integer> gaps() {
        Map<String, Integer> gaps = new TreeMap<>();
        for (Judged each : members) {
            Set<String> codes = new LinkedHashSet<>(each.whole().gaps());
            each.chunks().forEach(chunk -> codes.addAll(chunk.verdict().gaps()));
            codes.forEach(code -> gaps.merge(code, 1, Integer::sum));
        }
        return gaps;
    }
}
