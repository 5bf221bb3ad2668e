package dev.weir.ingest;

import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.ScanStamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes tickets of assessed documents. */
final class Tickets {
    private Tickets() {}

    static TicketId idOf(Submission submission, WriteGrant grant, Assessed assessed) {
        return TicketId.of(
                grant.tag(), submission.document(), assessed.bytes(), assessed.text(), assessed.releasedStamp());
    }

    static Ticket of(Submission submission, WriteGrant grant, Assessed assessed, long afterVersion, Instant now) {
        ScanStamp stamp = assessed.releasedStamp();
        DocumentReport report = assessed.report();
        return new Ticket(
                idOf(submission, grant, assessed),
                grant.tag(),
                grant.trust(),
                submission.document(),
                submission.source(),
                submission.batch(),
                grant.principal().subject(),
                submission.name(),
                submission.declaredMediaType(),
                report.mediaType(),
                assessed.bytes(),
                assessed.text(),
                assessed.pipeline(),
                stamp,
                report.verdict().rationale().codes(),
                assessed.findings(),
                report.gaps(),
                report.verdict().rationale().signs(),
                assessed.cuts(),
                report.chunks(),
                assessed.withheld(),
                afterVersion,
                now.truncatedTo(ChronoUnit.MILLIS),
                submission.expiresAt(),
                submission.attributes());
    }
}
