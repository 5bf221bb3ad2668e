package dev.weir.models.onnx;

import dev.weir.models.calibration.Calibration;
import dev.weir.models.catalog.FirstStage;
import dev.weir.models.catalog.ModelCard;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import java.util.Optional;

/** Sound models under cards that read them in another way. */
final class ChangedCards {

    private ChangedCards() {}

    /** The upper layers see every window. */
    static Classifier clearingNothing(Classifier sound) {
        return with(sound, sound.card().calibration());
    }

    /** As above, and every text gets the same score. */
    static Classifier insensitive(Classifier sound) {
        return with(sound, new Calibration(sound.card().calibration().id(), Double.MIN_VALUE, 0.0));
    }

    private static Classifier with(Classifier sound, Calibration calibration) {
        ModelCard card = sound.card();
        Optional<FirstStage> open = card.firstStage()
                .map(stage -> new FirstStage(
                        stage.file(), stage.sha256(), stage.output(), stage.hidden(), -1e9, stage.clearedScore()));
        ModelCard changed = new ModelCard(
                card.id(),
                card.version(),
                card.modelFile(),
                card.modelSha256(),
                card.tokenizerFile(),
                card.tokenizerSha256(),
                card.windowTokens(),
                card.overlapTokens(),
                card.outputs(),
                open,
                calibration,
                card.operatingPoints(),
                card.tokenThreshold());
        return new Classifier(changed, sound.model(), sound.tokenizer(), sound.firstStage());
    }
}
