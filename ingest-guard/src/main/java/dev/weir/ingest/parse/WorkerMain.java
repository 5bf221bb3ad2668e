package dev.weir.ingest.parse;

import dev.weir.ingest.layout.ocr.TextRecognition;
import dev.weir.models.detect.Gap;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The worker process: reads requests from standard input, parses in its main thread, answers on standard output, and ends
 * as soon as its parent is gone or closes the pipe, even in the middle of a document.
 */
final class WorkerMain {

    private static final int ORPHANED = 0;
    private static final int BROKEN_PIPE = 4;

    private WorkerMain() {}

    /**
     * Runs until the parent is gone.
     *
     * @param args process id of the parent, own folder, the limits on text, depth and count of embedded documents and on time, the
     *     languages in which words in pictures are read, and the program that reads them; empty if there is none
     */
    public static void main(String[] args) throws InterruptedException {
        OutputStream answers = new FileOutputStream(FileDescriptor.out);
        InputStream requests = System.in;
        // A parser that prints must not write into the answers.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        Path folder = Path.of(args[1]);
        endWith(Long.parseLong(args[0]), folder);
        denyNetworkUrls();
        DocumentLimits limits = DocumentLimits.defaults()
                .withOutputChars(Limit.quarantine(Long.parseLong(args[2])))
                .withEmbeddedDepth(Limit.quarantine(Long.parseLong(args[3])))
                .withEmbeddedDocuments(Limit.quarantine(Long.parseLong(args[4])))
                .withWallClockMillis(Limit.quarantine(Long.parseLong(args[5])))
                .withRecognition(new TextRecognition(
                        args[6].isEmpty() ? List.of() : List.of(args[6].split("\\+", -1)),
                        Optional.of(args[7]).filter(path -> !path.isEmpty()).map(Path::of)));
        WorkerProtocol protocol = new WorkerProtocol(limits.outputChars().value());
        BlockingQueue<WorkerRequest> queue = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("requests").start(() -> receive(protocol, requests, queue, folder));
        try {
            TikaParser parser = new TikaParser(limits);
            protocol.sendReady(answers);
            while (true) {
                WorkerRequest request = queue.take();
                protocol.send(new WorkerAnswer(request.id(), parse(parser, request)), answers);
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(BROKEN_PIPE);
        }
    }

    private static Extraction parse(TikaParser parser, WorkerRequest request) {
        try {
            return parser.parse(request.file(), request.name(), request.declaredMediaType());
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return Extraction.none(new Gap(Failures.codeOf(e), Locations.ROOT, Failures.detailOf(e)));
        }
    }

    private static void receive(
            WorkerProtocol protocol, InputStream requests, BlockingQueue<WorkerRequest> queue, Path folder) {
        try {
            while (true) {
                queue.add(protocol.receiveRequest(requests));
            }
        } catch (IOException e) {
            end(folder);
        }
    }

    /** A pipe held open by somebody else must not keep a worker without a parent alive. */
    private static void endWith(long parentId, Path folder) {
        ProcessHandle parent = ProcessHandle.of(parentId).orElse(null);
        if (parent == null || !ProcessHandle.current().parent().equals(Optional.of(parent))) {
            end(folder);
            return;
        }
        var unused = parent.onExit().thenRun(() -> end(folder));
    }

    private static void end(Path folder) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        WorkerFolder.delete(folder);
        Path pool = folder.getParent();
        if (pool != null) {
            WorkerFolder.deleteIfPossible(pool);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    /** External entities, style sheets and remote images have no way out through the class library. */
    private static void denyNetworkUrls() {
        URL.setURLStreamHandlerFactory(protocol -> switch (protocol) {
            case "http", "https", "ftp", "mailto" -> new DeniedUrls();
            default -> null;
        });
    }

    private static final class DeniedUrls extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("a worker opens no connections");
        }
    }
}
