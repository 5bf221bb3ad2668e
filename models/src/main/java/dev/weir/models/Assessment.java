package dev.weir.models;

import static java.util.Objects.requireNonNull;

import dev.weir.models.calibration.Risk;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.Screening;
import java.util.List;

/**
 * Everything a screener says about one passage: a risk for every text, flagged or not, with the screening
 * it rests on. A risk is only meaningful together with {@link #gaps()}: text that was not judged has none.
 *
 * @param risk the combined score and the operating point it was compared with
 * @param screening findings, gaps and readings
 */
public record Assessment(Risk risk, Screening screening) {

    /** Checks that both are present. */
    public Assessment {
        requireNonNull(risk, "risk is null");
        requireNonNull(screening, "screening is null");
    }

    /** {@return what was seen, in document order} */
    public List<Finding> findings() {
        return screening.findings();
    }

    /** {@return what was not judged} */
    public List<Gap> gaps() {
        return screening.gaps();
    }
}
