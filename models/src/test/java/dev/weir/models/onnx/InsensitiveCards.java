package dev.weir.models.onnx;

import dev.weir.models.calibration.Calibration;
import dev.weir.models.catalog.ModelCard;
import dev.weir.models.catalog.ModelCatalog.Classifier;

/** Cards under which a sound model gives every text the same score. */
final class InsensitiveCards {

    private InsensitiveCards() {}

    static Classifier of(Classifier sound) {
        Classifier open = sound.clearingNothing();
        ModelCard card = open.card();
        ModelCard flat = new ModelCard(
                card.id(),
                card.version(),
                card.modelFile(),
                card.modelSha256(),
                card.tokenizerFile(),
                card.tokenizerSha256(),
                card.windowTokens(),
                card.overlapTokens(),
                card.outputs(),
                card.firstStage(),
                new Calibration(card.calibration().id(), Double.MIN_VALUE, 0.0),
                card.operatingPoints(),
                card.tokenThreshold());
        return new Classifier(flat, open.model(), open.tokenizer(), open.firstStage());
    }
}
