package dev.weir.adapters.cli;

import dev.weir.ingest.admission.AdmissionScreen;
import dev.weir.ingest.admission.AdmissionScreens;
import dev.weir.ingest.admission.CampaignScreen;
import dev.weir.ingest.admission.ChangedText;
import dev.weir.ingest.admission.OnSign;
import dev.weir.ingest.admission.OtherPrincipal;
import dev.weir.ingest.layout.ocr.TextRecognition;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.Limit;
import dev.weir.ingest.provenance.TrustAnchors;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.screen.ScreenPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a {@code --config} file. */
final class SettingsFile {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15})\\s*([A-Za-z]*)");

    private final YamlFile yaml;

    private SettingsFile(YamlFile yaml) {
        this.yaml = yaml;
    }

    static Settings read(Path file) {
        return new SettingsFile(new YamlFile(file)).read();
    }

    private Settings read() {
        Map<String, Node> top = yaml.read(Set.of(
                "policy",
                "jobs",
                "limits",
                "ocr",
                "model",
                "content-anchors",
                "admission",
                "checkpoint-days",
                "identity",
                "screens",
                "behaviour",
                "postgres",
                "adopt"));
        Settings defaults = Settings.defaults();
        DocumentLimits limits =
                top.containsKey("limits") ? limits(yaml.node(top, "", "limits"), defaults.limits()) : defaults.limits();
        return new Settings(
                top.containsKey("policy") ? yaml.string(top, "", "policy") : defaults.policy(),
                top.containsKey("jobs") ? yaml.number(top, "", "jobs", 1, 64) : defaults.jobs(),
                top.containsKey("ocr") ? limits.withRecognition(recognition(yaml.node(top, "", "ocr"))) : limits,
                top.containsKey("model") ? Optional.of(Path.of(yaml.string(top, "", "model"))) : defaults.model(),
                top.containsKey("content-anchors")
                        ? anchors(yaml.node(top, "", "content-anchors"))
                        : defaults.contentAnchors(),
                top.containsKey("admission") ? admission(yaml.node(top, "", "admission")) : defaults.admission(),
                top.containsKey("checkpoint-days")
                        ? yaml.number(top, "", "checkpoint-days", 1, 3_650)
                        : defaults.checkpointDays(),
                top.containsKey("identity") ? Optional.of(identity(yaml.node(top, "", "identity"))) : Optional.empty(),
                top.containsKey("screens") ? screens(yaml.node(top, "", "screens")) : defaults.screens(),
                top.containsKey("behaviour") ? behaviour(yaml.node(top, "", "behaviour")) : defaults.behaviour(),
                top.containsKey("postgres") ? Optional.of(postgres(yaml.node(top, "", "postgres"))) : Optional.empty(),
                top.containsKey("adopt")
                        ? Optional.of(AdoptSettings.read(yaml, yaml.node(top, "", "adopt")))
                        : Optional.empty());
    }

    private ScreenPolicy screens(Node node) {
        return PolicyName.of(yaml.scalar(node, "screens"))
                .orElseThrow(() -> yaml.wrong(node, "screens " + PolicyName.WANTED));
    }

    private Optional<BehaviourPolicy> behaviour(Node node) {
        return switch (yaml.scalar(node, "behaviour")) {
            case "off" -> Optional.empty();
            case "observe" -> Optional.of(BehaviourPolicy.standard().observing());
            case "standard" -> Optional.of(BehaviourPolicy.standard());
            default -> throw yaml.wrong(node, "behaviour must be off, observe or standard");
        };
    }

    private TrustAnchors anchors(Node node) {
        Path file = Path.of(yaml.scalar(node, "content-anchors"));
        try {
            return TrustAnchors.ofPem(Files.readAllBytes(file));
        } catch (IOException | CertificateException e) {
            throw new UsageException(
                    yaml.where(node) + "content-anchors must be a file of certificates in PEM; " + file + " is none.",
                    e);
        }
    }

    /** What comes of signs, by screen; a screen that is not named keeps its default. */
    private AdmissionScreens admission(Node node) {
        Map<String, Node> map = yaml.mapping(node, "admission.", Set.of("other-principal", "changed-text", "campaign"));
        AdmissionScreens screens = AdmissionScreens.none();
        screens = with(screens, new OtherPrincipal(), onSign(map, "other-principal", Optional.of(OnSign.HOLD)));
        screens = with(
                screens, new ChangedText(ChangedText.STANDARD_SHARE), onSign(map, "changed-text", Optional.empty()));
        return with(screens, new CampaignScreen(), onSign(map, "campaign", Optional.empty()));
    }

    private static AdmissionScreens with(AdmissionScreens screens, AdmissionScreen screen, Optional<OnSign> onSign) {
        return onSign.map(each -> screens.with(screen, each)).orElse(screens);
    }

    private Optional<OnSign> onSign(Map<String, Node> map, String key, Optional<OnSign> byDefault) {
        Node node = map.get(key);
        if (node == null) {
            return byDefault;
        }
        return switch (yaml.scalar(node, "admission." + key)) {
            case "hold" -> Optional.of(OnSign.HOLD);
            case "note" -> Optional.of(OnSign.NOTE);
            case "off" -> Optional.empty();
            default -> throw yaml.wrong(node, "admission." + key + " must be hold, note or off");
        };
    }

    private DocumentLimits limits(Node node, DocumentLimits defaults) {
        Map<String, Node> map = yaml.mapping(
                node, "limits.", Set.of("heap", "wall-clock", "cpu", "output", "depth", "embedded", "input"));
        try {
            return new DocumentLimits(
                    limit(map, "heap", Unit.BYTES, defaults.heapBytes()),
                    limit(map, "wall-clock", Unit.MILLIS, defaults.wallClockMillis()),
                    limit(map, "cpu", Unit.MILLIS, defaults.cpuMillis()),
                    limit(map, "output", Unit.NONE, defaults.outputChars()),
                    limit(map, "depth", Unit.NONE, defaults.embeddedDepth()),
                    limit(map, "embedded", Unit.NONE, defaults.embeddedDocuments()),
                    limit(map, "input", Unit.BYTES, defaults.inputBytes()),
                    defaults.recognition());
        } catch (IllegalArgumentException e) {
            throw new UsageException(yaml.where(node) + "limits: " + e.getMessage(), e);
        }
    }

    /** {@code off}, {@code on}, or languages such as {@code eng+deu}. */
    private TextRecognition recognition(Node node) {
        String value = yaml.scalar(node, "ocr");
        if (value.equals("off")) {
            return TextRecognition.off();
        }
        try {
            List<String> languages = value.equals("on") ? List.of("eng") : List.of(value.split("\\+", -1));
            return TextRecognition.in(languages, Objects.requireNonNullElse(System.getenv("PATH"), ""));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    yaml.where(node) + "ocr must be off, on, or languages of Tesseract such as eng+deu", e);
        }
    }

    private Limit limit(Map<String, Node> map, String key, Unit unit, Limit byDefault) {
        Node node = map.get(key);
        if (node == null) {
            return byDefault;
        }
        Matcher matcher = AMOUNT.matcher(yaml.scalar(node, "limits." + key));
        Long factor = matcher.matches() ? unit.factors.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (factor == null) {
            throw yaml.wrong(node, "limits." + key + " must be " + unit.wanted);
        }
        try {
            return new Limit(Math.multiplyExact(Long.parseLong(matcher.group(1)), factor), byDefault.onLimit());
        } catch (ArithmeticException e) {
            throw new UsageException(yaml.where(node) + "limits." + key + " is too large", e);
        }
    }

    private Settings.TokenSettings identity(Node node) {
        Map<String, Node> map =
                yaml.mapping(node, "identity.", Set.of("issuer", "audience", "jwks", "tenant-claim", "groups-claim"));
        return new Settings.TokenSettings(
                yaml.string(map, "identity.", "issuer"),
                yaml.string(map, "identity.", "audience"),
                Path.of(yaml.string(map, "identity.", "jwks")),
                map.containsKey("tenant-claim") ? yaml.string(map, "identity.", "tenant-claim") : "tenant",
                map.containsKey("groups-claim") ? yaml.string(map, "identity.", "groups-claim") : "groups");
    }

    private PostgresSettings postgres(Node node) {
        Map<String, Node> map = yaml.mapping(node, "postgres.", Set.of("url", "role", "password-file", "operator"));
        return new PostgresSettings(
                PostgresSettings.url(yaml, node, map, "postgres."),
                PostgresSettings.Login.read(yaml, map, "postgres."),
                map.containsKey("operator")
                        ? Optional.of(PostgresSettings.Login.read(
                                yaml,
                                yaml.mapping(
                                        yaml.node(map, "postgres.", "operator"),
                                        "postgres.operator.",
                                        Set.of("role", "password-file")),
                                "postgres.operator."))
                        : Optional.empty());
    }

    /** The units an amount may have. */
    private enum Unit {
        BYTES("a number and one of B KiB MiB GiB", Map.of("b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30)),
        MILLIS("a number and one of ms s m", Map.of("ms", 1L, "s", 1_000L, "m", 60_000L)),
        NONE("a whole number", Map.of("", 1L));

        private final String wanted;
        private final Map<String, Long> factors;

        Unit(String wanted, Map<String, Long> factors) {
            this.wanted = wanted;
            this.factors = factors;
        }
    }
}
