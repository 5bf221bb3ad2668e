package dev.weir.models.calibration;

/** An operating point on the user's own documents cannot be set or used; the message says what to do. */
public sealed class CalibrationException extends RuntimeException
        permits CalibrationFileException, OtherBasisException, UnreachableRateException {

    private static final long serialVersionUID = 1L;

    CalibrationException(String message) {
        super(message);
    }

    CalibrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
