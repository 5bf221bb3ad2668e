package dev.weir.benchmarks.stores;

import dev.weir.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Documents of tenants whose sizes differ by Zipf's law, made anew from the seed whenever they are asked for. Vectors gather
 * around topics that tenants share, so that the nearest rows of one tenant lie among those of others.
 *
 * @param rows of all tenants together
 * @param dimension of vectors
 */
record Corpus(int rows, int tenants, int dimension, long seed) {
    static final int CHUNKS_OF_A_DOCUMENT = 16;

    private static final int TOPICS = 200;
    private static final int WORDS_OF_A_CHUNK = 120;
    private static final double SPREAD = 0.6;

    Corpus {
        if (tenants < 3 || rows < 4 * tenants || dimension < 1) {
            throw new IllegalArgumentException(
                    "there must be 3 tenants or more, 4 rows a tenant or more, and a dimension");
        }
    }

    /** One document of a tenant, numbered from 0 within it. */
    record Document(TenantId tenant, int number, List<String> texts, List<float[]> vectors) {
        String name() {
            return "document-" + number;
        }
    }

    /** The tenants, the largest first. */
    List<TenantId> names() {
        List<TenantId> names = new ArrayList<>();
        for (int i = 0; i < tenants; i++) {
            names.add(new TenantId("tenant-" + i));
        }
        return names;
    }

    /** How many rows the tenant in a place has: at least 4, and all together what was asked for, but for rounding. */
    int size(int place) {
        double all = 0;
        for (int i = 1; i <= tenants; i++) {
            all += 1.0 / i;
        }
        return Math.max(4, (int) Math.round(rows / all / (place + 1)));
    }

    /** The documents of the tenant in a place, one after the other. */
    Iterable<Document> documents(int place) {
        return () -> new DocumentIterator(place);
    }

    /** A question that lies near a row of the tenant in a place. */
    float[] question(int place, int number) {
        SplittableRandom random = new SplittableRandom(seed * 31 + place * 1_000_003L + number + 17);
        return vector(random);
    }

    private float[] vector(SplittableRandom random) {
        SplittableRandom topic = new SplittableRandom(seed + random.nextInt(TOPICS));
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (topic.nextGaussian() + SPREAD * random.nextGaussian());
        }
        return vector;
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder(WORDS_OF_A_CHUNK * 7);
        for (int i = 0; i < WORDS_OF_A_CHUNK; i++) {
            text.append(Long.toString(5_000 + (long) Math.exp(random.nextDouble() * 10), 36))
                    .append(' ');
        }
        return text.toString().strip();
    }

    /** Makes the documents of one tenant. */
    private final class DocumentIterator implements Iterator<Document> {
        private final int place;
        private final SplittableRandom random;
        private int left;
        private int number;

        DocumentIterator(int place) {
            this.place = place;
            this.random = new SplittableRandom(seed * 31 + place);
            this.left = size(place);
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Document next() {
            if (left <= 0) {
                throw new NoSuchElementException("the tenant has no more documents");
            }
            List<String> texts = new ArrayList<>();
            List<float[]> vectors = new ArrayList<>();
            for (int i = Math.min(left, CHUNKS_OF_A_DOCUMENT); i > 0; i--) {
                texts.add(text(random));
                vectors.add(vector(random));
            }
            left -= texts.size();
            return new Document(new TenantId("tenant-" + place), number++, texts, vectors);
        }
    }
}
