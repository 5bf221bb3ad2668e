package dev.weir.benchmarks.poison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * What is read of the data: questions with poison, clean passages, questions without poison, and other versions of the
 * poison. A file or field that is missing is refused.
 */
final class PoisonData {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** XQuAD takes five paragraphs in a row from each article. */
    private static final int PARAGRAPHS = 5;

    private final List<Question> questions = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();

    /**
     * Another version of poison.
     *
     * @param family how it was made
     * @param group texts of one family for the same question share it; empty if {@code query} is known
     * @param query the question, empty if it is not known
     */
    record Variant(String family, String group, String query, String text) {}

    /** Reads {@code dev}, {@code rag_corpus} and the questions of {@code train} below a folder. */
    static PoisonData read(Path folder) {
        PoisonData data = new PoisonData();
        lines(folder.resolve("rag_corpus/clean_corpus.jsonl.gz"), data::addCorpus);
        lines(folder.resolve("dev/poisonedrag.jsonl.gz"), data::addQuestion);
        lines(folder.resolve("dev/poisonedrag_variants.jsonl.gz"), data::addVariant);
        lines(folder.resolve("train/xquad.jsonl.gz"), data::addPlain);
        return data;
    }

    List<Question> questions() {
        return List.copyOf(questions);
    }

    List<Document> documents() {
        return List.copyOf(documents);
    }

    List<Variant> variants() {
        return List.copyOf(variants);
    }

    private void addCorpus(JsonNode row) {
        String source = row.path("title").isTextual()
                ? "wiki/" + row.path("title").textValue()
                : "article/" + documents.size() / PARAGRAPHS;
        documents.add(new Document(field(row, "id"), field(row, "text"), source, false));
    }

    private void addQuestion(JsonNode row) {
        if (!row.has("question")) {
            return;
        }
        String id = field(row, "id");
        List<String> poison = new ArrayList<>();
        row.path("adv_texts").forEach(text -> poison.add(text.asText()));
        String text = field(row, "question");
        int passages = 0;
        for (JsonNode gold : row.path("gold_passages")) {
            documents.add(new Document(id + "/gold" + passages++, gold.asText(), "web/" + id, true));
        }
        questions.add(new Question(
                text, field(row, "correct_answer"), field(row, "incorrect_answer"), poison, id + "/gold0"));
    }

    private void addVariant(JsonNode row) {
        JsonNode meta = row.path("meta");
        String family = field(meta, "attack");
        String group =
                meta.has("query_idx") ? family + "/" + meta.path("query_idx").asText() : "";
        variants.add(new Variant(family, group, meta.path("query").asText(""), field(row, "text")));
    }

    /** English questions, and the few paragraphs whose question is known; the paragraph is then the gold passage. */
    private void addPlain(JsonNode row) {
        if (!field(row, "lang").equals("en")) {
            return;
        }
        String text = field(row, "text");
        if (field(row, "kind").equals("user_prompt")) {
            questions.add(new Question(text, "", "", List.of(), ""));
        } else if (row.path("meta").path("question").isTextual()) {
            String gold = documents.stream()
                    .filter(document -> document.text().equals(text))
                    .map(Document::id)
                    .findFirst()
                    .orElse("");
            questions.add(new Question(row.path("meta").path("question").textValue(), "", "", List.of(), gold));
        }
    }

    private static String field(JsonNode row, String name) {
        JsonNode value = row.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the field " + name + " must be a string");
        }
        return value.textValue();
    }

    private static void lines(Path file, Consumer<JsonNode> taker) {
        int number = 0;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                taker.accept(JSON.readTree(line));
            }
        } catch (IOException | IllegalArgumentException failure) {
            throw new PoisonDataException(file + ":" + number + " cannot be used", failure);
        }
    }
}
