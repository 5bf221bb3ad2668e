package dev.weir.ingest.layout;

import java.util.ArrayList;
import java.util.List;

/** The files of the matrix, for tests of other packages. */
public final class MatrixFiles {

    private MatrixFiles() {}

    /** Every file of this extension: the hidden sentence and its control, way by way. */
    public static List<byte[]> of(String extension) {
        List<byte[]> files = new ArrayList<>();
        for (Vector vector : VectorMatrixTest.withPictures()) {
            if (vector.file().endsWith('.' + extension)) {
                files.add(vector.hidden().apply(VectorMatrixTest.HARMLESS));
                files.add(vector.control().apply(VectorMatrixTest.HARMLESS));
            }
        }
        return files;
    }
}
