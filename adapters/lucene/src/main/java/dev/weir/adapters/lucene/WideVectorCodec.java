package dev.weir.adapters.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own codec and vector format with two limits moved; the files are the same and any Lucene 10.4 reads them.
 * Vectors may be as wide as a seal can bind, where Lucene stops at 1,024, and segments get a graph only from about 9,000
 * vectors on, below which reading all of them is as fast and exact.
 */
final class WideVectorCodec extends Lucene104Codec {
    /** Segments get a graph if a search for this many neighbours would be expected to visit fewer vectors than there are. */
    static final int GRAPH_THRESHOLD = 1_000;

    static final int MAX_DIMENSION = 0xFFFF;
    private final KnnVectorsFormat vectors;

    WideVectorCodec(int graphThreshold) {
        this.vectors = new WideVectors(graphThreshold);
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }

    private static final class WideVectors extends KnnVectorsFormat {
        private final KnnVectorsFormat lucene;

        WideVectors(int graphThreshold) {
            // The name is written to the index, and decides who reads it.
            super(new Lucene99HnswVectorsFormat().getName());
            this.lucene = new Lucene99HnswVectorsFormat(
                    Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
                    Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
                    Lucene99HnswVectorsFormat.DEFAULT_NUM_MERGE_WORKER,
                    null,
                    graphThreshold);
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return lucene.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return lucene.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MAX_DIMENSION;
        }
    }
}
