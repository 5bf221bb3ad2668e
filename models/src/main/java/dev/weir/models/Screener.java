package dev.weir.models;

import static java.util.Objects.requireNonNull;

import dev.weir.models.calibration.Ensemble;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.Detectors;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Screening;
import java.util.List;

/**
 * Judges passages with all detectors. Safe for use by several threads at once.
 *
 * <h2>Guarantees</h2>
 *
 * Every passage gets an assessment and no exception, whatever its text; what could not be judged is a gap.
 * The same passage gets an equal assessment whatever was judged before or beside it.
 *
 * <h2>Not guaranteed</h2>
 *
 * That a determined attacker finds no wording that passes: detection of meaning is statistical. Nothing here
 * replaces the checks of seal and scope.
 */
public final class Screener implements AutoCloseable {

    private final Detector union;
    private final Ensemble ensemble;
    private final ScreenerIdentity identity;
    private final List<AutoCloseable> owned;

    Screener(List<Detector> detectors, Ensemble ensemble, ScreenerIdentity identity, List<AutoCloseable> owned) {
        this.union = Detectors.union(detectors);
        this.ensemble = requireNonNull(ensemble, "ensemble is null");
        this.identity = requireNonNull(identity, "identity is null");
        this.owned = List.copyOf(owned);
    }

    /**
     * A screener over detectors of the caller's choice.
     *
     * @param detectors at least one
     * @param ensemble how their findings become a risk
     * @param identity what stamps shall say about this choice
     * @return a screener that owns nothing; closing it does not close the detectors
     */
    public static Screener of(List<Detector> detectors, Ensemble ensemble, ScreenerIdentity identity) {
        return new Screener(detectors, ensemble, identity, List.of());
    }

    /**
     * Judges one passage.
     *
     * @param passage any text
     * @return risk, findings and gaps; offsets are UTF-16 code units of the passage's text
     */
    public Assessment assess(Passage passage) {
        Screening screening = union.screen(passage);
        return new Assessment(ensemble.risk(screening, passage.channel()), screening);
    }

    /** {@return how findings become a risk, and the operating points there are} */
    public Ensemble ensemble() {
        return ensemble;
    }

    /** {@return what assessments of this screener depend on} */
    public ScreenerIdentity identity() {
        return identity;
    }

    /** Frees native memory. Passages must not be assessed afterwards. */
    @Override
    public void close() {
        for (AutoCloseable resource : owned) {
            try {
                resource.close();
            } catch (Exception failure) {
                throw new IllegalStateException("a detector's resources could not be freed", failure);
            }
        }
    }
}
