package dev.weir.models.calibration;

/** No threshold can be set for the rate that was asked for. */
public final class UnreachableRateException extends CalibrationException {

    private static final long serialVersionUID = 1L;

    private UnreachableRateException(String message) {
        super(message);
    }

    static UnreachableRateException tooFew(String what, int texts, double rate, int needed) {
        String other =
                texts < 4 ? "" : ", or choose a rate of at least " + Math.ceil(3_000_000.0 / texts) / 1_000_000.0;
        return new UnreachableRateException(what + " has " + texts + " clean texts, which are too few for a rate of "
                + rate + ": at least " + needed + " are needed. Add clean documents" + other);
    }

    static UnreachableRateException decidedByRules(String what, int decided, int allowed) {
        return new UnreachableRateException(
                what + " has " + decided + " texts that are flagged at any threshold, and the" + " rate allows for "
                        + allowed + ". Look at the highest-scoring documents: they may not be clean");
    }
}
