package dev.weir.adapters.cli;

import dev.weir.ingest.Sources;
import dev.weir.ingest.batch.Manifest;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.chunk.SourceRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ingest takes its files from: paths, a folder, or a manifest that also says their sources and labels.
 *
 * @param name by which a sync knows it again
 */
record SyncRoot(String name, List<Path> paths, Map<Path, Manifest.Line> lines, Map<SourceRef, Set<Label>> labels) {
    static SyncRoot none(List<Path> paths) {
        return new SyncRoot("", paths, Map.of(), Map.of());
    }

    static SyncRoot of(Path root) {
        String name = Sources.ofFile(root).uri();
        if (Files.isDirectory(root)) {
            return new SyncRoot(name, List.of(root), Map.of(), Map.of());
        }
        if (!Files.isRegularFile(root)) {
            throw new UsageException("there is no folder or manifest " + root + "; nothing was changed.");
        }
        Map<Path, Manifest.Line> lines = new HashMap<>();
        Map<SourceRef, Set<Label>> labels = new HashMap<>();
        List<Manifest.Line> listed = Manifest.read(root).lines();
        for (Manifest.Line line : listed) {
            lines.put(line.path(), line);
            if (!line.labels().isEmpty()) {
                labels.put(line.source(), line.labels());
            }
        }
        return new SyncRoot(name, listed.stream().map(Manifest.Line::path).toList(), lines, labels);
    }

    boolean isManifest() {
        return !lines.isEmpty();
    }

    SourceRef source(Path file) {
        Manifest.Line line = lines.get(file);
        return line == null ? Sources.ofFile(file) : line.source();
    }

    /** The labels of a source's file, or those of the whole run. */
    Set<Label> labels(SourceRef source, Set<Label> otherwise) {
        return labels.getOrDefault(source, otherwise);
    }
}
