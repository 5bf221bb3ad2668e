package dev.weir.benchmarks.hubs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.tenancy.chunk.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** A document of one chunk. */
record Page(String id, String text) {
    /** Sentences that stand for what is asked about a page. */
    private static final int QUESTIONS = 3;

    private static final int FEWEST_WORDS = 5;
    private static final int MOST_WORDS = 24;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Lines of a gzipped JSON Lines file.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    static List<JsonNode> rows(Path file) {
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(JSON.readTree(line));
            }
        } catch (IOException failure) {
            throw new IllegalArgumentException(file + " cannot be read as gzipped JSON lines", failure);
        }
        return rows;
    }

    /** The clean corpus, each text once. */
    static List<Page> corpus(Path file) {
        List<Page> pages = new ArrayList<>();
        for (JsonNode row : rows(file)) {
            if (!row.path("text").isTextual()) {
                throw new IllegalArgumentException(file + " holds a line without a text");
            }
            String text = row.path("text").textValue();
            if (pages.stream().noneMatch(page -> page.text.equals(text))) {
                pages.add(new Page(row.path("id").asText(), text));
            }
        }
        return pages;
    }

    /** A number from 0 to 99 that the id says, for splits. */
    int hundredth() {
        return hundredth(id);
    }

    static int hundredth(String of) {
        return (int) (Long.parseLong(Sha256.ofText(of).hex().substring(0, 12), 16) % 100);
    }

    /** The beginnings of some of its sentences, which ones their digests say. */
    List<String> questions() {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            List<String> words = List.of(text.substring(start, end).strip().split("\\s+", -1));
            if (words.size() >= FEWEST_WORDS) {
                sentences.add(String.join(" ", words.subList(0, Math.min(MOST_WORDS, words.size()))));
            }
            start = end;
        }
        return sentences.stream()
                .distinct()
                .sorted(Comparator.comparing(sentence -> Sha256.ofText(sentence).hex()))
                .limit(QUESTIONS)
                .toList();
    }
}
