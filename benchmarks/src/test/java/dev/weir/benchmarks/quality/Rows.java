package dev.weir.benchmarks.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes small files of examples. */
final class Rows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<String> lines = new ArrayList<>();

    /** Adds a row; {@code fields} are names and values in turn and may replace the standard ones. */
    Rows add(String source, String label, String kind, String text, Object... fields) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", source + "/" + lines.size());
        row.put("source", source);
        row.put("label", label);
        row.put("kind", kind);
        row.put("text", text);
        row.put("lang", "en");
        for (int i = 0; i < fields.length; i += 2) {
            row.put(fields[i].toString(), fields[i + 1]);
        }
        try {
            lines.add(JSON.writeValueAsString(row));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return this;
    }

    Rows line(String line) {
        lines.add(line);
        return this;
    }

    /** Writes {@code rows.jsonl.gz} and returns the folder. */
    Path in(Path folder) {
        try {
            Files.createDirectories(folder);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("rows.jsonl.gz")))) {
                out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            }
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
