package dev.weir.ingest.batch;

import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.Sources;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.models.detect.Gap;
import dev.weir.tenancy.chunk.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/** Scans files and stores nothing. */
final class ScanWork implements BatchWork {
    private final DocumentScanner scanner;

    ScanWork(DocumentScanner scanner) {
        this.scanner = scanner;
    }

    @Override
    public Task task(Path file) {
        return new Task() {
            @Override
            public Sha256 key(Sha256 bytes) {
                return Sha256.ofText(String.join(
                        "\n",
                        "scan",
                        Sources.ofFile(file).uri(),
                        bytes.hex(),
                        scanner.rules().digest().hex()));
            }

            @Override
            public BatchResult run() {
                return new BatchResult.Scanned(file, scanner.scan(RawDocument.of(file)));
            }

            @Override
            public Optional<LedgerEntry> entry(BatchResult result) {
                if (!(result instanceof BatchResult.Scanned scanned)
                        || scanned.report().sha256().isEmpty()) {
                    return Optional.empty();
                }
                DocumentReport report = scanned.report();
                Sha256 bytes = Sha256.fromHex(report.sha256());
                return Optional.of(new LedgerEntry(
                        key(bytes),
                        LedgerEntry.NONE,
                        LedgerEntry.NONE,
                        LedgerEntry.NONE,
                        bytes,
                        report.verdict().code(),
                        report.chunks(),
                        0,
                        LedgerEntry.NONE,
                        LedgerEntry.NONE));
            }
        };
    }

    @Override
    public BatchResult broken(Path path, Gap gap) {
        return new BatchResult.Scanned(path, scanner.unread(path.toString(), gap));
    }
}
