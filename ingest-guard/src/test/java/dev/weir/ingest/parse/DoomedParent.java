package dev.weir.ingest.parse;

import java.nio.file.Path;

/** A program that starts a real worker, says which, and parses until somebody kills it. */
final class DoomedParent {

    private DoomedParent() {}

    public static void main(String[] args) {
        try (ForkedParser parser = ForkedParser.start(DocumentLimits.defaults(), 1)) {
            System.out.println(parser.workerIds().iterator().next());
            System.out.println(parser.folder());
            while (true) {
                parser.parse(RawDocument.of(Path.of(args[0])));
            }
        }
    }
}
