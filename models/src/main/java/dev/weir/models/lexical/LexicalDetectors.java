package dev.weir.models.lexical;

import dev.weir.models.detect.Detector;
import java.util.List;

/** The detectors that work by fixed rules. They need no model, no native code and no start-up time. */
public final class LexicalDetectors {

    private LexicalDetectors() {}

    /**
     * All of them. Their scores below {@link dev.weir.models.calibration.Ensemble#DECISIVE} support a finding
     * of another kind; from there upwards they decide.
     *
     * @return the detectors, stateless and safe for use by several threads at once
     */
    public static List<Detector> all() {
        return List.of(
                new InvisibleTextDetector(),
                new EncodedPayloadDetector(),
                new MixedScriptDetector(),
                RoleMarkers.detector(),
                Imperatives.detector(),
                ExfiltrationLinks.detector());
    }
}
