package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.ingest.Sources;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.chunk.SourceRef;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of files in JSON lines: {@code {"path":…,"source":…,"labels":[…]}}, the last two optional. A relative path is
 * under the manifest's folder. Whatever is wrong with a line refuses the whole manifest: a part of a list is another list.
 *
 * @param lines in their order; no two have the same path or source
 */
public record Manifest(List<Line> lines) {
    private static final Set<String> FIELDS = Set.of("path", "source", "labels");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public Manifest {
        lines = List.copyOf(lines);
    }

    /**
     * One file.
     *
     * @param labels who may read it; empty for what the whole run gives
     */
    public record Line(Path path, SourceRef source, Set<Label> labels) {
        public Line {
            requireNonNull(path, "path is null");
            requireNonNull(source, "source is null");
            labels = Set.copyOf(labels);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws ManifestException if the file, or any line of it, cannot be read
     */
    public static Manifest read(Path file) {
        List<String> texts;
        try {
            texts = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new ManifestException("the manifest " + file + " is not UTF-8; convert it first", e);
        } catch (IOException e) {
            throw new ManifestException("cannot read the manifest " + file, e);
        }
        List<Line> lines = new ArrayList<>();
        Set<Path> paths = new HashSet<>();
        Set<SourceRef> sources = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                continue;
            }
            try {
                Line line = line(texts.get(i), file.toAbsolutePath().resolveSibling(""));
                require(paths.add(line.path()), "the path stands in an earlier line");
                require(sources.add(line.source()), "the source stands in an earlier line");
                lines.add(line);
            } catch (JsonProcessingException e) {
                throw new ManifestException(
                        at(file, i) + "not well-formed JSON at column "
                                + e.getLocation().getColumnNr(),
                        e);
            } catch (IllegalArgumentException e) {
                throw new ManifestException(at(file, i) + e.getMessage(), e);
            }
        }
        return new Manifest(lines);
    }

    private static Line line(String text, Path folder) throws JsonProcessingException {
        JsonNode object = JSON.readTree(text);
        require(object.isObject(), "not a JSON object");
        object.fieldNames()
                .forEachRemaining(name -> require(FIELDS.contains(name), "a field is none of path, source, labels"));
        Path path = path(folder, string(object.path("path"), "path"));
        require(!Files.isDirectory(path), "the path is a folder; name files");
        Set<Label> labels = new HashSet<>();
        JsonNode listed = object.path("labels");
        require(listed.isMissingNode() || listed.isArray(), "labels must be a list");
        listed.forEach(label -> labels.add(new Label(string(label, "a label"))));
        JsonNode source = object.path("source");
        return new Line(
                path, source.isMissingNode() ? Sources.ofFile(path) : new SourceRef(string(source, "source")), labels);
    }

    private static Path path(Path folder, String text) {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the path is not one of this file system", e);
        }
    }

    private static String string(JsonNode value, String name) {
        require(value.isTextual(), name + " must be a string");
        return value.textValue();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static String at(Path file, int index) {
        return file + ":" + (index + 1) + ": ";
    }
}
