package dev.weir.adapters.cli;

import dev.weir.ingest.verdict.OnExternalText;
import dev.weir.ingest.verdict.OnFlagged;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.OnUnread;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictRules;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Technique;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a verdict policy of the user's own. */
final class PolicyFile {
    private static final Set<String> KEYS = Set.of(
            "name",
            "false-positive-rate",
            "on-flagged",
            "on-unread",
            "hold-channels",
            "hold-count",
            "hold-share",
            "redact",
            "on-held-successor",
            "external-text");

    private PolicyFile() {}

    /** A preset by its name, or a file. */
    static VerdictPolicies policies(String nameOrFile) {
        return VerdictPolicies.preset(nameOrFile).orElseGet(() -> {
            Path file = Path.of(nameOrFile);
            if (!Files.isRegularFile(file)) {
                throw new UsageException(
                        "the policy must be strict, balanced, observe or a file; there is no file " + nameOrFile + ".");
            }
            return VerdictPolicies.of(read(file));
        });
    }

    private static VerdictRules read(Path file) {
        YamlFile yaml = new YamlFile(file);
        Map<String, Node> top = yaml.read(KEYS);
        try {
            return new VerdictRules(
                    yaml.string(top, "", "name"),
                    Map.of(Channel.BODY, yaml.share(top, "false-positive-rate")),
                    constant(OnFlagged.values(), Enum::name, yaml.string(top, "", "on-flagged"), "on-flagged"),
                    constant(OnUnread.values(), Enum::name, yaml.string(top, "", "on-unread"), "on-unread"),
                    constants(Channel.values(), Channel::code, yaml.strings(top, "hold-channels"), "hold-channels"),
                    yaml.number(top, "", "hold-count", 1, 1_000_000),
                    yaml.share(top, "hold-share"),
                    constants(Technique.values(), Technique::code, yaml.strings(top, "redact"), "redact"),
                    optional(yaml, top, OnHeldSuccessor.values(), "on-held-successor", OnHeldSuccessor.KEEP),
                    optional(yaml, top, OnExternalText.values(), "external-text", OnExternalText.JUDGE));
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage(), e);
        }
    }

    private static <E extends Enum<E>> E optional(
            YamlFile yaml, Map<String, Node> top, E[] values, String key, E byDefault) {
        return top.containsKey(key) ? constant(values, Enum::name, yaml.string(top, "", key), key) : byDefault;
    }

    private static <E> Set<E> constants(E[] values, Function<E, String> name, List<String> names, String key) {
        return names.stream().map(wanted -> constant(values, name, wanted, key)).collect(Collectors.toSet());
    }

    private static <E> E constant(E[] values, Function<E, String> name, String wanted, String key) {
        List<String> known =
                Arrays.stream(values).map(name).map(PolicyFile::spoken).toList();
        int index = known.indexOf(spoken(wanted));
        if (index < 0) {
            throw new IllegalArgumentException(key + " must be one of " + String.join(", ", known));
        }
        return values[index];
    }

    private static String spoken(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
