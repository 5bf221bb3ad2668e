package dev.weir.ingest.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tickets, releases and suppressions as JSON. Anything that cannot be read whole is refused. */
final class TicketFormat {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;
    private static final Comparator<Sha256> BY_HEX = Comparator.comparing(Sha256::hex);

    private TicketFormat() {}

    static byte[] write(Ticket ticket) {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", VERSION);
        node.put("id", ticket.id().value());
        node.put("tenant", ticket.tenant().value());
        labels(node.putArray("labels"), ticket.tag().labels());
        labels(node.putArray("clearances"), ticket.tag().clearances());
        node.put("trust", ticket.trust().name());
        node.put("document", ticket.document().value());
        node.put("source", ticket.source().uri());
        node.put("batch", ticket.batch());
        node.put("uploader", ticket.uploader());
        node.put("name", ticket.name());
        node.put("declaredMediaType", ticket.declaredMediaType());
        node.put("mediaType", ticket.mediaType());
        node.put("bytes", ticket.bytes().hex());
        node.put("text", ticket.text().hex());
        node.put("pipeline", ticket.pipeline());
        node.set("stamp", stamp(ticket.stamp()));
        ArrayNode codes = node.putArray("codes");
        ticket.codes().forEach(code -> codes.add(code.name()));
        ArrayNode findings = node.putArray("findings");
        ticket.findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode gaps = node.putArray("gaps");
        for (Gap gap : ticket.gaps()) {
            gaps.addObject()
                    .put("code", gap.code().name())
                    .put("location", gap.location())
                    .put("detail", gap.detail());
        }
        ArrayNode signs = node.putArray("signs");
        for (CorpusSign sign : ticket.signs()) {
            signs.addObject()
                    .put("code", sign.code().name())
                    .put("score", sign.score())
                    .put("limit", sign.limit())
                    .put("effect", sign.effect().name())
                    .put("about", sign.about());
        }
        ArrayNode cuts = node.putArray("cuts");
        for (Verdict.Cut cut : ticket.cuts()) {
            cuts.addObject()
                    .put("segment", cut.segment())
                    .put("start", cut.span().start())
                    .put("end", cut.span().end());
        }
        node.put("segments", ticket.segments());
        node.put("withheld", ticket.withheld());
        node.put("afterVersion", ticket.afterVersion());
        node.put("heldAt", ticket.heldAt().toEpochMilli());
        node.put("expiresAt", ticket.expiresAt().toEpochMilli());
        ObjectNode attributes = node.putObject("attributes");
        ticket.attributes().forEach(attributes::put);
        return bytes(node);
    }

    static Ticket readTicket(byte[] content) {
        return reading("ticket", content, node -> {
            requireVersion(node);
            Map<String, String> attributes = new LinkedHashMap<>();
            object(node, "attributes")
                    .properties()
                    .forEach(entry -> attributes.put(entry.getKey(), textOf(entry.getValue())));
            return new Ticket(
                    new TicketId(text(node, "id")),
                    new AccessTag(
                            new TenantId(text(node, "tenant")), labels(node, "labels"), labels(node, "clearances")),
                    TrustTier.valueOf(text(node, "trust")),
                    new DocumentId(text(node, "document")),
                    new SourceRef(text(node, "source")),
                    text(node, "batch"),
                    text(node, "uploader"),
                    text(node, "name"),
                    text(node, "declaredMediaType"),
                    text(node, "mediaType"),
                    Sha256.fromHex(text(node, "bytes")),
                    Sha256.fromHex(text(node, "text")),
                    text(node, "pipeline"),
                    readStamp(object(node, "stamp")),
                    list(node, "codes", code -> RationaleCode.valueOf(textOf(code))),
                    list(node, "findings", TicketFormat::readFinding),
                    list(
                            node,
                            "gaps",
                            gap -> new Gap(
                                    GapCode.valueOf(text(gap, "code")), text(gap, "location"), text(gap, "detail"))),
                    // A ticket of before there were signs has none.
                    node.has("signs") ? list(node, "signs", TicketFormat::readSign) : List.of(),
                    list(
                            node,
                            "cuts",
                            cut -> new Verdict.Cut(
                                    (int) number(cut, "segment"),
                                    new Span((int) number(cut, "start"), (int) number(cut, "end")))),
                    (int) number(node, "segments"),
                    (int) number(node, "withheld"),
                    number(node, "afterVersion"),
                    Instant.ofEpochMilli(number(node, "heldAt")),
                    Instant.ofEpochMilli(number(node, "expiresAt")),
                    attributes);
        });
    }

    static byte[] write(Decision decision) {
        ObjectNode node = JSON.createObjectNode().put("format", VERSION);
        return bytes(
                switch (decision) {
                    case Release release ->
                        node.put("releaser", release.releaser())
                                .put("reason", release.reason().text())
                                .put("version", release.version())
                                .put("at", release.at().toEpochMilli());
                    case Rejection rejection ->
                        node.put("reviewer", rejection.reviewer())
                                .put("reason", rejection.reason().text())
                                .put("at", rejection.at().toEpochMilli());
                });
    }

    static Release readRelease(byte[] content) {
        return reading("release", content, node -> {
            requireVersion(node);
            return new Release(
                    text(node, "releaser"),
                    new Reason(text(node, "reason")),
                    number(node, "version"),
                    Instant.ofEpochMilli(number(node, "at")));
        });
    }

    static Rejection readRejection(byte[] content) {
        return reading("rejection", content, node -> {
            requireVersion(node);
            return new Rejection(
                    text(node, "reviewer"), new Reason(text(node, "reason")), Instant.ofEpochMilli(number(node, "at")));
        });
    }

    static byte[] write(Suppression suppression) {
        ObjectNode node = JSON.createObjectNode()
                .put("format", VERSION)
                .put("tenant", suppression.tenant().value())
                .put("source", suppression.source().uri())
                .put("detector", suppression.detector().value())
                .put("technique", suppression.technique().name())
                .put("owner", suppression.owner())
                .put("reason", suppression.reason().text())
                .put("expiresAt", suppression.expiresAt().toEpochMilli());
        digests(node.putArray("texts"), suppression.texts().stream().sorted(BY_HEX));
        return bytes(node);
    }

    static Suppression readSuppression(byte[] content) {
        return reading("suppression", content, node -> {
            requireVersion(node);
            return new Suppression(
                    new TenantId(text(node, "tenant")),
                    new SourceRef(text(node, "source")),
                    new DetectorId(text(node, "detector")),
                    Technique.valueOf(text(node, "technique")),
                    Set.copyOf(list(node, "texts", digest -> Sha256.fromHex(textOf(digest)))),
                    text(node, "owner"),
                    new Reason(text(node, "reason")),
                    Instant.ofEpochMilli(number(node, "expiresAt")));
        });
    }

    private static ObjectNode stamp(ScanStamp stamp) {
        return JSON.createObjectNode()
                .put("epoch", stamp.epoch())
                .put("ruleset", stamp.ruleset())
                .put("model", stamp.model().hex())
                .put("tokenizer", stamp.tokenizer().hex())
                .put("calibration", stamp.calibration())
                .put("runtime", stamp.runtime())
                .put("outcome", stamp.outcome().name())
                .put("worstScore", stamp.worstScore());
    }

    private static ScanStamp readStamp(JsonNode node) {
        return new ScanStamp(
                (int) number(node, "epoch"),
                text(node, "ruleset"),
                Sha256.fromHex(text(node, "model")),
                Sha256.fromHex(text(node, "tokenizer")),
                text(node, "calibration"),
                text(node, "runtime"),
                ScanStamp.Outcome.valueOf(text(node, "outcome")),
                (int) number(node, "worstScore"));
    }

    private static ObjectNode finding(HeldFinding held) {
        Finding finding = held.found().finding();
        ObjectNode node = JSON.createObjectNode()
                .put("location", held.found().location())
                .put("detector", finding.detector().value())
                .put("technique", finding.technique().name())
                .put("channel", finding.channel().name())
                .put("start", finding.span().start())
                .put("end", finding.span().end())
                .put("score", finding.score().value())
                .put("calibration", finding.score().calibration());
        digests(node.putArray("texts"), held.texts().stream());
        ObjectNode evidence = node.putObject("evidence");
        switch (finding.evidence()) {
            case Evidence.Matched matched -> evidence.put("rule", matched.rule());
            case Evidence.Classified classified ->
                evidence.put("model", classified.model())
                        .put("window", classified.window())
                        .put("windows", classified.windows())
                        .put("logit", classified.logit());
            case Evidence.Anomalous anomalous ->
                evidence.put("measure", anomalous.measure()).put("value", anomalous.value());
        }
        return node;
    }

    private static CorpusSign readSign(JsonNode node) {
        return new CorpusSign(
                RationaleCode.valueOf(text(node, "code")),
                real(node, "score"),
                real(node, "limit"),
                CorpusSign.Effect.valueOf(text(node, "effect")),
                text(node, "about"));
    }

    private static HeldFinding readFinding(JsonNode node) {
        JsonNode evidence = object(node, "evidence");
        Evidence why = evidence.has("rule")
                ? new Evidence.Matched(text(evidence, "rule"))
                : evidence.has("measure")
                        ? new Evidence.Anomalous(text(evidence, "measure"), real(evidence, "value"))
                        : new Evidence.Classified(
                                text(evidence, "model"),
                                (int) number(evidence, "window"),
                                (int) number(evidence, "windows"),
                                real(evidence, "logit"));
        Finding finding = new Finding(
                new DetectorId(text(node, "detector")),
                Technique.valueOf(text(node, "technique")),
                Channel.valueOf(text(node, "channel")),
                new Span((int) number(node, "start"), (int) number(node, "end")),
                new Score(real(node, "score"), text(node, "calibration")),
                why);
        return new HeldFinding(
                new LocatedFinding(text(node, "location"), finding),
                list(node, "texts", digest -> Sha256.fromHex(textOf(digest))));
    }

    private static void digests(ArrayNode array, Stream<Sha256> digests) {
        digests.forEach(digest -> array.add(digest.hex()));
    }

    private static void labels(ArrayNode array, Set<Label> labels) {
        new TreeSet<>(labels).forEach(label -> array.add(label.value()));
    }

    private static Set<Label> labels(JsonNode node, String name) {
        return list(node, name, label -> new Label(textOf(label))).stream().collect(Collectors.toSet());
    }

    private static <T> T reading(String what, byte[] content, Function<JsonNode, T> reader) {
        try {
            return reader.apply(JSON.readTree(content));
        } catch (IOException | IllegalArgumentException e) {
            throw new QuarantineException("a " + what + " file cannot be read; restore it from a copy", e);
        }
    }

    private static void requireVersion(JsonNode node) {
        if (number(node, "format") != VERSION) {
            throw new IllegalArgumentException("format must be " + VERSION);
        }
    }

    private static JsonNode object(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isObject()) {
            throw new IllegalArgumentException(name + " must be an object");
        }
        return value;
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> reader) {
        JsonNode value = node.get(name);
        if (value == null || !value.isArray()) {
            throw new IllegalArgumentException(name + " must be a list");
        }
        List<T> items = new ArrayList<>();
        value.forEach(item -> items.add(reader.apply(item)));
        return items;
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return textOf(value);
    }

    private static String textOf(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a text was expected");
        }
        return value.textValue();
    }

    private static long number(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return value.longValue();
    }

    private static double real(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isNumber()) {
            throw new IllegalArgumentException(name + " must be a number");
        }
        return value.doubleValue();
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }
}
