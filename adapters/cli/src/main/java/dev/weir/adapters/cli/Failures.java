package dev.weir.adapters.cli;

import dev.weir.ingest.batch.LedgerException;
import dev.weir.ingest.batch.ManifestException;
import dev.weir.ingest.parse.ParserUnavailableException;
import dev.weir.ingest.quarantine.QuarantineException;
import dev.weir.models.calibration.CalibrationException;
import dev.weir.models.catalog.ModelException;
import dev.weir.models.embed.EmbeddingException;
import dev.weir.retrieve.audit.AuditException;
import dev.weir.tenancy.ScopeDeniedException;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.SnapshotException;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.keys.TrustFileException;
import dev.weir.tenancy.store.StoreException;

/** Turns what went wrong into a sentence for people. */
final class Failures {
    private Failures() {}

    /** The messages of our own exceptions are written for people; of others only the kind is told. */
    static String message(Throwable failure) {
        return switch (failure) {
            case UsageException ours -> text(ours);
            case ScopeDeniedException ours -> text(ours);
            case WriteRefusedException ours -> text(ours);
            case KeyUnavailableException ours -> text(ours);
            case TrustFileException ours -> text(ours);
            case HeadLogException ours -> text(ours);
            case SnapshotException ours -> text(ours);
            case StoreException ours -> text(ours);
            case ModelException ours -> text(ours);
            case CalibrationException ours -> text(ours) + ".";
            case EmbeddingException ours -> text(ours);
            case QuarantineException ours -> text(ours);
            case LedgerException ours -> text(ours);
            case ManifestException ours -> text(ours);
            case ParserUnavailableException ours -> text(ours);
            case AuditException ours -> text(ours);
            default -> {
                StackTraceElement[] trace = failure.getStackTrace();
                String where = trace.length == 0 ? "" : " at " + trace[0];
                yield "something unexpected failed (" + failure.getClass().getName() + where
                        + "); nothing was let in. Please report it with this line.";
            }
        };
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
