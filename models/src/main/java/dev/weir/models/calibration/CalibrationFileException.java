package dev.weir.models.calibration;

/** A calibration file is not valid. */
public final class CalibrationFileException extends CalibrationException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the file and what is wrong in it.
     *
     * @param file the file
     * @param problem the field and the rule it breaks
     */
    public CalibrationFileException(String file, String problem) {
        super("calibration file " + file + ": " + problem);
    }

    /**
     * Names the file and what is wrong in it.
     *
     * @param file the file
     * @param problem the field and the rule it breaks
     * @param cause why
     */
    public CalibrationFileException(String file, String problem, Throwable cause) {
        super("calibration file " + file + ": " + problem, cause);
    }
}
