package dev.weir.ingest.parse;

import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.Serial;

/** A worker gave no usable answer and is gone. */
final class WorkerFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final GapCode code;
    private final String detail;

    WorkerFailure(GapCode code, String detail) {
        super(code.code() + ": " + detail);
        this.code = code;
        this.detail = detail;
    }

    Gap gap() {
        return new Gap(code, Locations.ROOT, detail);
    }
}
