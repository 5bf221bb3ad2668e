package dev.weir.adapters.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The classifier to judge with, for every command that judges. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder of a classifier (card.json and the files it names) instead of the bundled one.")
    @Nullable Path model;

    Settings over(Settings settings) {
        return model == null ? settings : settings.withModel(model);
    }
}
