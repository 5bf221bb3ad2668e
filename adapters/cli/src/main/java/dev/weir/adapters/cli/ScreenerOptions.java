package dev.weir.adapters.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What texts are judged by: a policy with its operating points, and a classifier. */
final class ScreenerOptions {
    @Option(
            names = "--policy",
            paramLabel = "strict|balanced|observe|FILE",
            description = "The verdict policy; default balanced.")
    @Nullable String policy;

    @Mixin
    ModelOption model = new ModelOption();

    Settings over(Settings settings) {
        Settings chosen = model.over(settings);
        return policy == null ? chosen : chosen.withPolicy(policy);
    }
}
