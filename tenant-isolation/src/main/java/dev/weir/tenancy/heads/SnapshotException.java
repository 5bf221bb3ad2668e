package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

/** Thrown where bytes are no {@link AdoptionSnapshot} that counts. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SnapshotFault fault;

    SnapshotException(SnapshotFault fault) {
        super(fault.text());
        this.fault = requireNonNull(fault, "fault is null");
    }

    SnapshotException(SnapshotFault fault, Throwable cause) {
        super(fault.text(), cause);
        this.fault = requireNonNull(fault, "fault is null");
    }

    public SnapshotFault fault() {
        return fault;
    }
}
