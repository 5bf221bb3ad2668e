package dev.weir.ingest.parse;

import dev.weir.ingest.layout.MatrixFiles;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The targets by name. A format is one word; its seeds are the files that the matrix has of it. */
final class FuzzTargets {

    private static final List<String> PLAIN = List.of(
            "doc", "eml", "gif", "html", "jpg", "json", "mbox", "md", "msg", "png", "ppt", "rtf", "svg", "xls", "xml");

    private static final List<String> PACKAGES =
            List.of("confluence", "docx", "epub", "odp", "ods", "odt", "pptx", "xlsx");

    private static final String PDF = "pdf";

    private FuzzTargets() {}

    static List<String> formats() {
        return Stream.of(PLAIN, PACKAGES, List.of(PDF))
                .flatMap(List::stream)
                .sorted()
                .toList();
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
        if (!formats().contains(name)) {
            throw new IllegalArgumentException("targets are answer and " + formats() + ", got " + name);
        }
        List<byte[]> files = MatrixFiles.of(name);
        FileShape shape = PACKAGES.contains(name)
                ? FileShape.partsOf(files)
                : FileShape.whole(name.equals(PDF) ? UnpackedPdf.all(files) : files);
        return new ReadingTarget("file." + name, shape);
    }
}
