package dev.weir.adapters.cli;

import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.Screener;
import dev.weir.models.calibration.CorpusCalibration;
import dev.weir.models.catalog.ModelCatalog;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import dev.weir.models.catalog.ModelException;
import dev.weir.models.detect.Channel;
import dev.weir.models.embed.MiniLmEmbedder;
import java.util.function.Function;

/** Opens the models that settings name. Each passes its self-test or says why not; nothing falls back to silence. */
final class Detection {
    /** The dimension of the bundled embedder. */
    static final int DIMENSION = 384;

    private Detection() {}

    /** A screener at the operating points of the policy: those of its calibration, or the model card's for its rate. */
    static Screener screener(Settings settings) {
        PolicyFile.Choice policy = PolicyFile.choose(settings.policy());
        return open(
                settings,
                classifier -> policy.calibration()
                        .map(calibration -> Screener.with(classifier, calibration))
                        .orElseGet(() -> Screener.with(classifier, rate(policy.policies()))));
    }

    /** A screener at the operating points of the model card for a rate. */
    static Screener screener(Settings settings, double rate) {
        return open(settings, classifier -> Screener.with(classifier, rate));
    }

    /** A screener at the user's own operating points. */
    static Screener screener(Settings settings, CorpusCalibration calibration) {
        return open(settings, classifier -> Screener.with(classifier, calibration));
    }

    private static double rate(VerdictPolicies policies) {
        return policies.otherwise().falsePositiveRate(Channel.BODY);
    }

    private static Screener open(Settings settings, Function<Classifier, Screener> opening) {
        try {
            return opening.apply(settings.model().map(ModelCatalog::directory).orElseGet(ModelCatalog::bundled));
        } catch (ModelException broken) {
            String next = settings.model()
                    .map(folder -> "Put back the files that belong to the card in " + folder
                            + ", or use the bundled model: leave out --model and the key model of the settings")
                    .orElse("Restore the folder models/src/main/resources from the repository and run weir again");
            throw new UsageException(broken.getMessage() + ". Nothing was judged without it. " + next + ".", broken);
        }
    }

    static MiniLmEmbedder embedder() {
        return MiniLmEmbedder.open();
    }
}
