package dev.weir.models.onnx;

import dev.weir.models.calibration.Calibration;
import dev.weir.models.catalog.ModelCard;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import dev.weir.models.catalog.ModelException;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.SideBySide;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.NormalizedText;
import dev.weir.models.onnx.Network.Output;
import dev.weir.models.onnx.WindowPlan.Window;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Judges passages by a trained classifier with one output for a window and one for each token.
 *
 * <p>A passage is normalised, tokenised whole and judged in overlapping windows. If the model has a first stage,
 * that clears the plainly harmless ones and the upper layers judge the others. The passage's reading is the highest
 * score of a window. Every window at or above the operating point gives a finding for each run of tokens that
 * the model marks, or for the whole window if it marks none.
 *
 * <h2>Guarantees</h2>
 *
 * Every token of a passage of any length is judged, by the whole encoder or by the first stage that cleared
 * its window, or a blocking gap names the range that was not: text that is not well-formed, and text left over
 * when the calling thread is interrupted. An instance has passed its self-test on texts it must tell apart.
 * Safe for use by several threads at once.
 *
 * <h2>Not guaranteed</h2>
 *
 * That the model is right. Its measured error rates are in its card.
 */
public final class OnnxDetector implements Detector, AutoCloseable {

    private static final Set<Channel> ALL_CHANNELS = Set.of(Channel.values());
    private static final int SPECIAL_TOKENS = 2;

    /** Marked tokens this close belong to one payload. */
    private static final int JOIN_TOKENS = 4;

    private final ModelCard card;
    private final double falsePositiveRate;
    private final TextEncoder encoder;
    private final Network network;

    private OnnxDetector(ModelCard card, double falsePositiveRate, TextEncoder encoder, Network network) {
        this.card = card;
        this.falsePositiveRate = falsePositiveRate;
        this.encoder = encoder;
        this.network = network;
    }

    /**
     * Loads a classifier and tests it.
     *
     * @param classifier checked files
     * @param falsePositiveRate rate of false alarms at which findings are reported, in (0, 1)
     * @param concurrency most windows judged at one time, {@code >= 1}
     * @return a new detector that the caller closes
     * @throws ModelException if the files do not fit together, cannot be run here, or the self-test fails
     */
    public static OnnxDetector open(Classifier classifier, double falsePositiveRate, int concurrency) {
        ModelCard card = classifier.card();
        Deque<Runnable> opened = new ArrayDeque<>();
        try {
            TextEncoder encoder = TextEncoder.open(classifier.tokenizer());
            opened.push(encoder::close);
            Network network = Network.open(classifier, concurrency);
            opened.push(network::close);
            OnnxDetector detector = new OnnxDetector(card, falsePositiveRate, encoder, network);
            SelfTest.run(
                    card,
                    detector,
                    card.operatingPoints().at(Channel.BODY, falsePositiveRate).threshold());
            return detector;
        } catch (ModelException broken) {
            opened.forEach(Runnable::run);
            throw broken;
        }
    }

    @Override
    public DetectorId id() {
        return new DetectorId("learned-injection/1");
    }

    @Override
    public Set<Channel> channels() {
        return ALL_CHANNELS;
    }

    /** {@return name, version and architecture of the inference runtime} */
    public String runtime() {
        return network.runtime();
    }

    @Override
    public Screening screen(Passage passage) {
        if (!passage.isWellFormed()) {
            return Screening.ofGap(
                    new Gap(GapCode.MALFORMED_TEXT, "", "unpaired surrogate or NUL; the classifier did not judge it"));
        }
        NormalizedText normalized = NormalizedText.forModel(passage.text());
        EncodedText encoded = encoder.encode(normalized.text());
        WindowPlan plan = new WindowPlan(encoded.size(), card.windowTokens() - SPECIAL_TOKENS, card.overlapTokens());
        double threshold =
                card.operatingPoints().at(passage.channel(), falsePositiveRate).threshold();
        Calibration calibration = card.calibration();
        List<Finding> findings = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        List<Span> near = new ArrayList<>();
        double nearFrom = card.operatingPoints().nearFrom(passage.channel());
        Score highest = new Score(0.0, calibration.id());
        // Used only if the model has a first stage.
        Score cleared = card.firstStage()
                .map(stage -> new Score(stage.clearedScore(), calibration.id()))
                .orElse(highest);
        try (SideBySide<LongBuffer, Optional<Output>> judged = judge(encoded, plan)) {
            for (int i = 0; i < plan.count(); i++) {
                Window window = plan.window(i);
                if (Thread.currentThread().isInterrupted()) {
                    Span rest = original(normalized, encoded.span(window.start(), encoded.size()));
                    gaps.add(new Gap(GapCode.TIMED_OUT, rest.start() + "-" + rest.end(), "the classifier was stopped"));
                    break;
                }
                Optional<Output> seen = judged.get(framed(encoded, window));
                if (seen.isEmpty()) {
                    highest = cleared.value() > highest.value() ? cleared : highest;
                    continue;
                }
                Output output = seen.orElseThrow();
                Score score = calibration.score(output.logit());
                highest = score.value() > highest.value() ? score : highest;
                if (score.value() >= nearFrom) {
                    near.add(original(normalized, encoded.span(window.start(), window.end())));
                }
                if (score.value() >= threshold) {
                    Evidence evidence = new Evidence.Classified(card.id(), i, plan.count(), output.logit());
                    for (Window run : marked(output, window)) {
                        Span span = original(normalized, encoded.span(run.start(), run.end()));
                        findings.add(new Finding(
                                id(), Technique.LEARNED_INJECTION, passage.channel(), span, score, evidence));
                    }
                }
            }
        }
        List<Finding> regions = Regions.join(findings);
        return new Screening(regions, gaps, List.of(new Reading(id(), passage.channel(), highest)), near);
    }

    /** Padding, generated tables and decompression bombs repeat themselves; a window's output depends on it alone. */
    private SideBySide<LongBuffer, Optional<Output>> judge(EncodedText encoded, WindowPlan plan) {
        return SideBySide.begin(
                IntStream.range(0, plan.count()).mapToObj(i -> framed(encoded, plan.window(i))),
                ids -> network.judge(ids.array()));
    }

    private LongBuffer framed(EncodedText encoded, Window window) {
        return LongBuffer.wrap(encoder.framed(encoded, window));
    }

    private static Span original(NormalizedText normalized, Span span) {
        return normalized.original(span.start(), span.end());
    }

    /** Runs of marked tokens, as ranges of the text's tokens; the whole window if none is marked. */
    private List<Window> marked(Output output, Window window) {
        double logit = Math.log(card.tokenThreshold() / (1.0 - card.tokenThreshold()));
        List<Window> runs = new ArrayList<>();
        for (int token = window.start(); token < window.end(); token++) {
            // The first output belongs to the special token in front of the window.
            if (output.tokenLogits()[token - window.start() + 1] < logit) {
                continue;
            }
            if (!runs.isEmpty() && token - runs.getLast().end() < JOIN_TOKENS) {
                runs.add(new Window(runs.removeLast().start(), token + 1));
            } else {
                runs.add(new Window(token, token + 1));
            }
        }
        return runs.isEmpty() ? List.of(window) : runs;
    }

    @Override
    public void close() {
        network.close();
        encoder.close();
    }
}
