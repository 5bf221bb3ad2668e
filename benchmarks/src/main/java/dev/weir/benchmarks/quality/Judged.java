package dev.weir.benchmarks.quality;

import dev.weir.models.Screener;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An example as a document and as chunks.
 *
 * @param example the example
 * @param whole the verdict on all of its text
 * @param chunks the verdicts on its chunks, in order, at least one
 */
record Judged(Example example, Verdict whole, List<Chunk> chunks) {

    /** Copies the list. */
    Judged {
        chunks = List.copyOf(chunks);
        if (chunks.isEmpty()) {
            throw new IllegalArgumentException("an example has at least one chunk, got none");
        }
    }

    /**
     * A part of a text.
     *
     * @param span where it stands in the text
     * @param verdict what was said about it alone
     */
    record Chunk(Span span, Verdict verdict) {}

    /** Judges one example; a text of one chunk is asked about once. */
    static Judged of(Screener screener, Chunker chunker, Example example) {
        String text = example.text();
        Verdict whole = Verdict.of(screener, new Passage(text, example.group().channel()));
        List<Span> spans = chunker.chunks(text);
        if (spans.size() == 1) {
            return new Judged(example, whole, List.of(new Chunk(spans.getFirst(), whole)));
        }
        List<Chunk> chunks = new ArrayList<>();
        for (Span span : spans) {
            String part = text.substring(span.start(), span.end());
            chunks.add(new Chunk(
                    span, Verdict.of(screener, new Passage(part, example.group().channel()))));
        }
        return new Judged(example, whole, chunks);
    }

    /** Judges many, several at a time; the answers are in the order of the questions. */
    static List<Judged> all(Screener screener, Chunker chunker, List<Example> examples, int jobs) {
        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            List<Future<Judged>> pending = new ArrayList<>();
            for (Example example : examples) {
                pending.add(pool.submit(() -> of(screener, chunker, example)));
            }
            List<Judged> judged = new ArrayList<>();
            for (Future<Judged> each : pending) {
                judged.add(each.get());
            }
            return judged;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an example could not be judged", e.getCause());
        }
    }

    /** {@return verdicts on the chunks that the attack stands in, or on all if its place is unknown; never empty} */
    List<Verdict> attackedChunks() {
        Span attack = example.span();
        List<Verdict> attacked = chunks.stream()
                .filter(chunk -> attack == null || chunk.span().overlaps(attack))
                .map(Chunk::verdict)
                .toList();
        return attacked.isEmpty() ? List.of(whole) : attacked;
    }

    /** {@return whether the document would be held, be it for the whole or for a chunk} */
    boolean held() {
        return whole.held() || chunks.stream().anyMatch(chunk -> chunk.verdict().held());
    }
}
