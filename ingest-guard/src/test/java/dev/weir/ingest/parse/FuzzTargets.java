package dev.weir.ingest.parse;

import dev.weir.ingest.layout.MatrixFiles;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The targets by name. A format is one line; its seeds are the files that the matrix has of it. */
final class FuzzTargets {

    private static final Map<String, Supplier<FileShape>> FORMATS = new TreeMap<>(Map.of(
            "docx", () -> FileShape.partsOf(MatrixFiles.of("docx")),
            "eml", () -> FileShape.whole(MatrixFiles.of("eml")),
            "html", () -> FileShape.whole(MatrixFiles.of("html")),
            "mbox", () -> FileShape.whole(MatrixFiles.of("mbox")),
            "md", () -> FileShape.whole(MatrixFiles.of("md")),
            "msg", () -> FileShape.whole(MatrixFiles.of("msg")),
            "pdf", () -> FileShape.whole(UnpackedPdf.all(MatrixFiles.of("pdf"))),
            "pptx", () -> FileShape.partsOf(MatrixFiles.of("pptx")),
            "svg", () -> FileShape.whole(MatrixFiles.of("svg")),
            "xlsx", () -> FileShape.partsOf(MatrixFiles.of("xlsx"))));

    private FuzzTargets() {}

    static Iterable<String> formats() {
        return FORMATS.keySet();
    }

    /**
     * Makes a target.
     *
     * @param name an extension of {@link #formats}, or {@code answer} for the parent's reader of what a worker says
     */
    static FuzzTarget named(String name) throws IOException {
        return name.equals("answer") ? new AnswerTarget() : reading(name);
    }

    static ReadingTarget reading(String name) throws IOException {
        Supplier<FileShape> shape = FORMATS.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("targets are answer and " + FORMATS.keySet() + ", got " + name);
        }
        return new ReadingTarget("file." + name, shape.get());
    }
}
