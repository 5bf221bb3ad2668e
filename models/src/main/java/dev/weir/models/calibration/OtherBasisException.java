package dev.weir.models.calibration;

/** A calibration was made with another model, tokenizer or set of rules than those in use. */
public final class OtherBasisException extends CalibrationException {

    private static final long serialVersionUID = 1L;

    OtherBasisException(String id, String difference) {
        super("the calibration " + id + " is not for what is installed (" + difference
                + "), so its thresholds mean nothing here; run \"weir calibrate\" again with the installed model");
    }

    /**
     * Says that a classifier cannot be used at the thresholds of a calibration.
     *
     * @param calibration the calibration
     * @param cause the failed self-test, or the threshold that is out of range
     */
    public OtherBasisException(CorpusCalibration calibration, RuntimeException cause) {
        super(
                "the calibration " + calibration.id() + " is refused: " + cause.getMessage()
                        + ". Calibrate on more documents, look whether they are clean, or choose another rate",
                cause);
    }
}
