package dev.weir.adapters.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class GlobalOptions {
    @Option(names = "--json", description = "Print one JSON object a line.")
    boolean json;

    @Option(names = "--quiet", description = "No progress and no remarks on standard error.")
    boolean quiet;

    @Option(names = "--no-color", description = "No colours.")
    boolean noColor;

    @Option(names = "--show-text", description = "Let findings carry the text they stand for.")
    boolean showText;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML.")
    @Nullable Path config;

    Settings settings() {
        return config == null ? Settings.defaults() : SettingsFile.read(config);
    }
}
