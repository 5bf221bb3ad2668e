package dev.weir.models.calibration;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Technique;

/**
 * Combines a screening into one risk.
 *
 * <p>The classifier's calibrated score is the base. Wording that overrides instructions multiplies its odds by
 * {@value #OVERRIDE_ODDS}: rare enough in texts about attacks to help where the classifier is in doubt, and too
 * weak to decide where it is not. A finding of another calibration is <em>decisive</em> from {@value #DECISIVE}
 * upwards: it lifts the risk to the threshold or above it, in proportion to its score. Every other one is
 * <em>supporting</em> and only shown. The choice was measured; see ADR 0005.
 *
 * <h2>Guarantees</h2>
 *
 * The result depends on the screening, the channel and the operating points only, never on order or time,
 * and adding a finding or raising a reading never turns a flagged text into one that is not.
 *
 * <h2>Not guaranteed</h2>
 *
 * The stated false positive rate was measured on the data in the model card; another corpus has its own.
 *
 * @param operatingPoints thresholds of the classifier's calibration
 * @param falsePositiveRate the rate of false alarms to work at, in (0, 1)
 */
public record Ensemble(OperatingPoints operatingPoints, double falsePositiveRate) {

    /** Identifies the rule of combination; goes into the ruleset id. */
    public static final String RULE = "ensemble/1";

    /** From this score upwards a finding of a fixed rule decides on its own. */
    public static final double DECISIVE = 0.5;

    /** Factor by which wording that overrides instructions raises the classifier's odds. */
    static final double OVERRIDE_ODDS = 4.0;

    /** Checks the rate. */
    public Ensemble {
        requireNonNull(operatingPoints, "operatingPoints is null");
        if (!(falsePositiveRate > 0.0 && falsePositiveRate < 1.0)) {
            throw new IllegalArgumentException("false positive rate must be in (0, 1), got " + falsePositiveRate);
        }
    }

    /**
     * Combines what was seen in one passage.
     *
     * @param screening the screening of the passage and of what was decoded out of it
     * @param channel the channel of the passage
     * @return the risk of the channel, passage or decoded, that is furthest above or least below its threshold
     */
    public Risk risk(Screening screening, Channel channel) {
        Risk own = riskOf(screening, channel);
        if (channel == Channel.DECODED) {
            return own;
        }
        Risk decoded = riskOf(screening, Channel.DECODED);
        return margin(decoded) > margin(own) && decoded.score().value() > 0.0 ? decoded : own;
    }

    /**
     * How far a passage is from being flagged: the highest threshold of its channel at which it would be. Decoded text
     * counts by the same threshold, or, where {@link Channel#DECODED} has points of its own, by those.
     *
     * @param screening the screening of the passage and of what was decoded out of it
     * @param channel the channel of the passage
     * @return in [0, 1]; 1 if it is flagged whatever the threshold
     */
    public double level(Screening screening, Channel channel) {
        double own = valueOf(screening, channel, 1.0);
        if (channel == Channel.DECODED) {
            return own;
        }
        boolean apart = operatingPoints.at(Channel.DECODED, falsePositiveRate).channel() == Channel.DECODED;
        double decoded = apart
                ? (riskOf(screening, Channel.DECODED).flagged() ? 1.0 : 0.0)
                : valueOf(screening, Channel.DECODED, 1.0);
        return Math.max(own, decoded);
    }

    private Risk riskOf(Screening screening, Channel channel) {
        OperatingPoint point = operatingPoints.at(channel, falsePositiveRate);
        double value = valueOf(screening, channel, point.threshold());
        return new Risk(new Score(value, operatingPoints.calibrationId()), point);
    }

    private double valueOf(Screening screening, Channel channel, double threshold) {
        String calibration = operatingPoints.calibrationId();
        double value = 0.0;
        for (Reading reading : screening.readings()) {
            if (reading.channel() == channel && reading.score().calibration().equals(calibration)) {
                value = Math.max(value, reading.score().value());
            }
        }
        if (screening.findings().stream().anyMatch(finding -> isOverride(finding, channel))) {
            value = OVERRIDE_ODDS * value / (1.0 + (OVERRIDE_ODDS - 1.0) * value);
        }
        for (Finding finding : screening.findings()) {
            double certainty = finding.score().value();
            if (finding.channel() == channel
                    && certainty >= DECISIVE
                    && !finding.score().calibration().equals(calibration)) {
                double share = (certainty - DECISIVE) / (1.0 - DECISIVE);
                value = Math.max(value, threshold + (1.0 - threshold) * share);
            }
        }
        return value;
    }

    private static boolean isOverride(Finding finding, Channel channel) {
        return finding.channel() == channel && finding.technique() == Technique.INSTRUCTION_OVERRIDE;
    }

    private static double margin(Risk risk) {
        return risk.score().value() - risk.operatingPoint().threshold();
    }
}
