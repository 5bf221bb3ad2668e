package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.IngestOutcome;
import dev.weir.tenancy.DenialCode;
import java.nio.file.Path;

/** What became of one path. */
public sealed interface BatchResult {
    Path path();

    /** It was scanned, and nothing stored. */
    record Scanned(Path path, DocumentReport report) implements BatchResult {
        public Scanned {
            requireNonNull(path, "path is null");
            requireNonNull(report, "report is null");
        }
    }

    /** It was ingested. */
    record Ingested(Path path, IngestOutcome outcome) implements BatchResult {
        public Ingested {
            requireNonNull(path, "path is null");
            requireNonNull(outcome, "outcome is null");
        }
    }

    /** It was done before, by the same rules. */
    record Skipped(Path path, LedgerEntry entry) implements BatchResult {
        public Skipped {
            requireNonNull(path, "path is null");
            requireNonNull(entry, "entry is null");
        }
    }

    /** The access policy gives no grant for it. */
    record Denied(Path path, DenialCode code) implements BatchResult {
        public Denied {
            requireNonNull(path, "path is null");
            requireNonNull(code, "code is null");
        }
    }

    /**
     * A fault of this program; nothing of the document was admitted by it.
     *
     * @param failure the class of the exception, without its message
     */
    record Failed(Path path, String failure) implements BatchResult {
        public Failed {
            requireNonNull(path, "path is null");
            requireNonNull(failure, "failure is null");
        }
    }
}
