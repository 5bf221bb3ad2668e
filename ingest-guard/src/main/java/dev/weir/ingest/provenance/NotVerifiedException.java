package dev.weir.ingest.provenance;

/** A credential does not count. Never leaves this package. */
final class NotVerifiedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final CredentialFault fault;

    NotVerifiedException(CredentialFault fault) {
        super(fault.code());
        this.fault = fault;
    }

    NotVerifiedException(CredentialFault fault, Throwable cause) {
        super(fault.code(), cause);
        this.fault = fault;
    }

    CredentialFault fault() {
        return fault;
    }
}
