package dev.weir.models.catalog;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Opens classifiers: a card, a graph and a tokenizer that belong together. */
public final class ModelCatalog {

    private static final String CARD = "card.json";
    private static final String BUNDLED = "/dev/weir/models/catalog/weir-injection-4/";

    private ModelCatalog() {}

    /**
     * A classifier whose files have been checked against its card.
     *
     * @param card how it is fed and read
     * @param model the ONNX graph
     * @param tokenizer the tokenizer definition
     * @param firstStage the graph that clears windows, where the card names one
     */
    public record Classifier(
            ModelCard card, ModelArtifact model, ModelArtifact tokenizer, Optional<ModelArtifact> firstStage) {

        /** Checks that all parts are present. */
        public Classifier {
            requireNonNull(card, "card is null");
            requireNonNull(model, "model is null");
            requireNonNull(tokenizer, "tokenizer is null");
            if (firstStage.isPresent() != card.firstStage().isPresent()) {
                throw new IllegalArgumentException(
                        "the card of " + card.id() + " and its files must agree on a first stage");
            }
        }

        /**
         * What scores depend on beside tokenizer and calibration.
         *
         * @return the digest of the graph or, if there is a first stage, of both digests and its threshold
         */
        public String networksSha256() {
            return firstStage
                    .map(stage -> ModelArtifact.sha256((model.sha256() + "\n" + stage.sha256() + "\n"
                                    + card.firstStage().orElseThrow().threshold())
                            .getBytes(StandardCharsets.UTF_8)))
                    .orElse(model.sha256());
        }

        /**
         * The same classifier, whose upper layers see every window: what it would say and cost without a first stage.
         *
         * @return a copy with the same files
         */
        public Classifier clearingNothing() {
            return new Classifier(card.clearingNothing(), model, tokenizer, firstStage);
        }
    }

    /**
     * The classifier that comes with Weir, from the class path.
     *
     * @return the checked classifier
     * @throws ModelException if a file is missing or does not have the pinned digest
     */
    public static Classifier bundled() {
        ModelCard card = ModelCards.parse(BUNDLED + CARD, ModelArtifact.readResource(BUNDLED + CARD));
        return new Classifier(
                card,
                ModelArtifact.ofResource(BUNDLED + card.modelFile(), card.modelSha256()),
                ModelArtifact.ofResource(BUNDLED + card.tokenizerFile(), card.tokenizerSha256()),
                card.firstStage().map(stage -> ModelArtifact.ofResource(BUNDLED + stage.file(), stage.sha256())));
    }

    /**
     * A classifier of the user's, from a directory that holds {@code card.json} and the files it names.
     *
     * @param directory the directory
     * @return the checked classifier
     * @throws ModelException if the card is not valid, or a file is missing or does not have the pinned digest
     */
    public static Classifier directory(Path directory) {
        Path cardFile = directory.resolve(CARD);
        ModelCard card = ModelCards.parse(cardFile.toString(), ModelArtifact.readFile(cardFile));
        return new Classifier(
                card,
                ModelArtifact.ofFile(directory.resolve(card.modelFile()), card.modelSha256()),
                ModelArtifact.ofFile(directory.resolve(card.tokenizerFile()), card.tokenizerSha256()),
                card.firstStage().map(stage -> ModelArtifact.ofFile(directory.resolve(stage.file()), stage.sha256())));
    }
}
