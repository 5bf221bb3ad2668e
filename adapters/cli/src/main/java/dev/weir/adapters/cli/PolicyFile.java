package dev.weir.adapters.cli;

import dev.weir.ingest.verdict.OnExternalText;
import dev.weir.ingest.verdict.OnFlagged;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.OnUnread;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictRules;
import dev.weir.models.calibration.CalibrationFormat;
import dev.weir.models.calibration.CorpusCalibration;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Technique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a verdict policy of the user's own. */
final class PolicyFile {
    private static final Set<String> KEYS = Set.of(
            "name",
            "false-positive-rate",
            "calibration",
            "on-flagged",
            "on-unread",
            "hold-channels",
            "hold-count",
            "hold-share",
            "redact",
            "on-held-successor",
            "external-text");

    private PolicyFile() {}

    /**
     * A policy, and the operating points of the user's own that it works at.
     *
     * @param calibration empty if it works at those of the model's card
     */
    record Choice(VerdictPolicies policies, Optional<CorpusCalibration> calibration) {}

    static VerdictPolicies policies(String nameOrFile) {
        return choose(nameOrFile).policies();
    }

    /** A preset by its name, or a file. */
    static Choice choose(String nameOrFile) {
        return VerdictPolicies.preset(nameOrFile)
                .map(preset -> new Choice(preset, Optional.empty()))
                .orElseGet(() -> {
                    Path file = Path.of(nameOrFile);
                    if (!Files.isRegularFile(file)) {
                        throw new UsageException(
                                "the policy must be strict, balanced, observe or a file; there is no file " + nameOrFile
                                        + ".");
                    }
                    return read(file);
                });
    }

    private static Choice read(Path file) {
        YamlFile yaml = new YamlFile(file);
        Map<String, Node> top = yaml.read(KEYS);
        Optional<CorpusCalibration> calibration = calibration(file, yaml, top);
        double rate = calibration.map(CorpusCalibration::rate).orElseGet(() -> yaml.share(top, "false-positive-rate"));
        return new Choice(VerdictPolicies.of(rules(file, yaml, top, rate)), calibration);
    }

    /** The file that the key names, seen from the folder of the policy. */
    private static Optional<CorpusCalibration> calibration(Path policy, YamlFile yaml, Map<String, Node> top) {
        Node node = top.get("calibration");
        if (node == null) {
            return Optional.empty();
        }
        if (top.containsKey("false-positive-rate")) {
            throw yaml.wrong(node, "calibration brings its own rate; leave out false-positive-rate");
        }
        Path file = policy.resolveSibling(yaml.string(top, "", "calibration"));
        try {
            return Optional.of(CalibrationFormat.read(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UsageException(
                    yaml.where(node) + "calibration: cannot read " + file + "; \"weir calibrate --out\" makes one.", e);
        }
    }

    private static VerdictRules rules(Path file, YamlFile yaml, Map<String, Node> top, double rate) {
        try {
            return new VerdictRules(
                    yaml.string(top, "", "name"),
                    Map.of(Channel.BODY, rate),
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
