package dev.weir.benchmarks.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads and writes reports. */
final class ReportFile {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String CELL = "{\"key\":";

    private ReportFile() {}

    /**
     * Writes {@code quality.json} and {@code quality.md}.
     *
     * @param folder where to; made if it does not exist
     * @param beside a report to compare with, or null
     */
    static void write(Report report, @Nullable Report beside, Path folder) {
        try {
            Files.createDirectories(folder);
            // A line for each cell keeps the file small and its changes readable.
            String json = JSON.writeValueAsString(report).replace(CELL, "\n" + CELL) + "\n";
            Files.writeString(folder.resolve("quality.json"), json, StandardCharsets.UTF_8);
            Files.writeString(folder.resolve("quality.md"), MarkdownPage.of(report, beside), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("the report cannot be written to " + folder, failure);
        }
    }

    /**
     * Reads a {@code quality.json}.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Report read(Path file) {
        try {
            return JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), Report.class);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(file + " is not a report of this program", failure);
        } catch (IOException failure) {
            throw new IllegalArgumentException(file + " cannot be read", failure);
        }
    }
}
