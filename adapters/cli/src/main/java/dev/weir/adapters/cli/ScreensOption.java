package dev.weir.adapters.cli;

import dev.weir.retrieve.screen.ScreenPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The policy of the set screens, for every command that runs them. */
final class ScreensOption {
    @Option(
            names = "--screens",
            paramLabel = "POLICY",
            description = "Policy of the set screens: standard or strict.",
            converter = PolicyName.class)
    @Nullable ScreenPolicy policy;

    Settings over(Settings settings) {
        return policy == null ? settings : settings.withScreens(policy);
    }
}
