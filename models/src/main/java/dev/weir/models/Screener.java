package dev.weir.models;

import static java.util.Objects.requireNonNull;

import dev.weir.models.calibration.CalibrationBasis;
import dev.weir.models.calibration.CorpusCalibration;
import dev.weir.models.calibration.Ensemble;
import dev.weir.models.calibration.OtherBasisException;
import dev.weir.models.catalog.ModelArtifact;
import dev.weir.models.catalog.ModelCard;
import dev.weir.models.catalog.ModelCatalog;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import dev.weir.models.catalog.ModelException;
import dev.weir.models.catalog.ModelSelfTestException;
import dev.weir.models.catalog.ModelUnavailableException;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.Detectors;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.SideBySide;
import dev.weir.models.detect.Span;
import dev.weir.models.lexical.DecodedViews;
import dev.weir.models.lexical.DecodedViews.View;
import dev.weir.models.lexical.LexicalDetectors;
import dev.weir.models.onnx.OnnxDetector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

    /** The rate of false alarms at which {@link #defaults()} works. */
    public static final double DEFAULT_FALSE_POSITIVE_RATE = 0.001;

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
     * A screener with all lexical detectors and the classifier that comes with Weir, at one false alarm in a
     * thousand.
     *
     * @return a new screener that the caller closes
     * @throws ModelException if the classifier, its tokenizer or their native runtime cannot be used here
     */
    public static Screener defaults() {
        return at(DEFAULT_FALSE_POSITIVE_RATE);
    }

    /**
     * A screener with all lexical detectors and the classifier that comes with Weir.
     *
     * @param falsePositiveRate rate of false alarms to work at, in (0, 1); the card's nearest operating point
     *     not above it is used
     * @return a new screener that the caller closes
     * @throws ModelException if the classifier, its tokenizer or their native runtime cannot be used here
     */
    public static Screener at(double falsePositiveRate) {
        return with(ModelCatalog.bundled(), falsePositiveRate);
    }

    /**
     * A screener with all lexical detectors and a classifier of the caller's choice.
     *
     * @param classifier the classifier, for example from {@link ModelCatalog#directory}
     * @param falsePositiveRate rate of false alarms to work at, in (0, 1)
     * @return a new screener that the caller closes
     * @throws ModelException if the classifier, its tokenizer or their native runtime cannot be used here
     */
    public static Screener with(Classifier classifier, double falsePositiveRate) {
        return open(classifier, falsePositiveRate, "");
    }

    /**
     * A screener with all lexical detectors and a classifier of the caller's choice, at operating points that were set on
     * the caller's own documents.
     *
     * @param classifier the classifier
     * @param calibration the operating points
     * @return a new screener that the caller closes
     * @throws ModelException if the classifier, its tokenizer or their native runtime cannot be used here
     * @throws OtherBasisException if the calibration was made with another classifier or other rules, or the known attack
     *     passes at its thresholds
     */
    public static Screener with(Classifier classifier, CorpusCalibration calibration) {
        ModelCard card = classifier.card();
        // The ruleset is known once the detectors are open; another model's thresholds must not get as far as that.
        calibration.requireFor(new CalibrationBasis(
                card.id(),
                classifier.networksSha256(),
                classifier.tokenizer().sha256(),
                calibration.basis().rulesetId(),
                card.calibration().id()));
        Screener screener;
        try {
            ModelCard calibrated =
                    card.withOperatingPoints(card.operatingPoints().calibratedBy(calibration));
            screener = open(
                    new Classifier(calibrated, classifier.model(), classifier.tokenizer(), classifier.firstStage()),
                    calibration.rate(),
                    "+" + calibration.id());
        } catch (ModelSelfTestException | IllegalArgumentException unusable) {
            throw new OtherBasisException(calibration, unusable);
        }
        try {
            calibration.requireFor(screener.basis());
            return screener;
        } catch (OtherBasisException refused) {
            screener.close();
            throw refused;
        }
    }

    private static Screener open(Classifier classifier, double falsePositiveRate, String calibrated) {
        ModelCard card = classifier.card();
        Ensemble ensemble = new Ensemble(card.operatingPoints(), falsePositiveRate);
        OnnxDetector learned;
        try {
            learned = OnnxDetector.open(
                    classifier, falsePositiveRate, Runtime.getRuntime().availableProcessors());
        } catch (NoClassDefFoundError missing) {
            throw new ModelUnavailableException(
                    "the inference runtime (ONNX Runtime and DJL tokenizers) is not on the class path", missing);
        }
        List<Detector> detectors = new ArrayList<>(LexicalDetectors.all());
        detectors.add(learned);
        ScreenerIdentity identity = new ScreenerIdentity(
                rulesetId(detectors),
                card.id(),
                classifier.networksSha256(),
                classifier.tokenizer().sha256(),
                card.calibration().id() + calibrated,
                learned.runtime());
        return new Screener(detectors, ensemble, identity, List.of(learned));
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
     * A name for a set of detectors that changes when any of them, or the rule that combines them, changes.
     *
     * @param detectors the set, in any order
     * @return {@code rules-} and 16 hex digits
     */
    public static String rulesetId(List<Detector> detectors) {
        String ids = detectors.stream()
                .map(detector -> detector.id().value())
                .sorted()
                .collect(Collectors.joining("\n", "", "\n" + Ensemble.RULE));
        return "rules-"
                + ModelArtifact.sha256(ids.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /**
     * Judges one passage and whatever can be decoded out of it.
     *
     * @param passage any text
     * @return risk, findings and gaps; offsets are UTF-16 code units of the passage's text
     */
    public Assessment assess(Passage passage) {
        List<Screening> screenings = new ArrayList<>();
        screenings.add(union.screen(passage));
        if (passage.isWellFormed()) {
            DecodedViews decoded = DecodedViews.of(passage.text());
            try (SideBySide<View, Screening> judged =
                    SideBySide.begin(decoded.views().stream(), view -> screen(view, passage.channel()))) {
                decoded.views().forEach(view -> screenings.add(judged.get(view)));
            }
            screenings.add(new Screening(List.of(), decoded.gaps()));
        }
        Screening screening = Screening.mergeAll(screenings);
        return new Assessment(ensemble.risk(screening, passage.channel()), screening);
    }

    private Screening screen(View view, Channel read) {
        Channel channel = view.concealments() > 0 ? Channel.DECODED : read;
        return moved(union.screen(new Passage(view.text(), channel)), view.source());
    }

    /** Places findings and gaps of decoded text where its encoded form stands. */
    private static Screening moved(Screening decoded, Span source) {
        String location = source.start() + "-" + source.end();
        return new Screening(
                decoded.findings().stream().map(finding -> finding.at(source)).toList(),
                decoded.gaps().stream()
                        .map(gap -> new Gap(gap.code(), location, gap.detail()))
                        .toList(),
                decoded.readings(),
                decoded.near().isEmpty() ? List.of() : List.of(source));
    }

    /** {@return how findings become a risk, and the operating points there are} */
    public Ensemble ensemble() {
        return ensemble;
    }

    /** {@return what the scores of this screener rest on, whatever the operating points} */
    public CalibrationBasis basis() {
        return new CalibrationBasis(
                identity.modelId(),
                identity.modelDigest(),
                identity.tokenizerDigest(),
                identity.rulesetId(),
                ensemble.operatingPoints().calibrationId());
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
