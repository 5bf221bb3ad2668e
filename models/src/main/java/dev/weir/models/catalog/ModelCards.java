package dev.weir.models.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.models.calibration.Calibration;
import dev.weir.models.calibration.OperatingPoint;
import dev.weir.models.calibration.OperatingPoints;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads model cards from JSON. Fields that only inform people are ignored; every other one is required, but for
 * {@code firstStage}.
 */
final class ModelCards {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String file;

    private ModelCards(String file) {
        this.file = file;
    }

    static ModelCard parse(String file, byte[] json) {
        return new ModelCards(file).card(json);
    }

    private ModelCard card(byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (IOException failure) {
            throw new ModelCardException(file, "is not valid JSON", failure);
        }
        Calibration calibration = calibration(object(root, "", "calibration"));
        JsonNode outputs = object(root, "", "outputs");
        try {
            return new ModelCard(
                    text(root, "", "id"),
                    integer(root, "version"),
                    text(root, "", "file"),
                    text(root, "", "sha256"),
                    text(root, "", "tokenizerFile"),
                    text(root, "", "tokenizerSha256"),
                    integer(root, "windowTokens"),
                    integer(root, "overlapTokens"),
                    new ModelCard.Outputs(text(outputs, "outputs.", "chunk"), text(outputs, "outputs.", "tokens")),
                    firstStage(root),
                    calibration,
                    new OperatingPoints(calibration.id(), operatingPoints(root)),
                    number(root, "", "tokenThreshold"));
        } catch (IllegalArgumentException broken) {
            throw invalid(broken);
        }
    }

    private Optional<FirstStage> firstStage(JsonNode root) {
        if (!root.has("firstStage")) {
            return Optional.empty();
        }
        JsonNode node = object(root, "", "firstStage");
        return Optional.of(new FirstStage(
                text(node, "firstStage.", "file"),
                text(node, "firstStage.", "sha256"),
                text(node, "firstStage.", "output"),
                text(node, "firstStage.", "hidden"),
                number(node, "firstStage.", "threshold"),
                number(node, "firstStage.", "clearedScore")));
    }

    private Calibration calibration(JsonNode node) {
        try {
            return new Calibration(
                    text(node, "calibration.", "id"),
                    number(node, "calibration.", "scale"),
                    number(node, "calibration.", "offset"));
        } catch (IllegalArgumentException broken) {
            throw invalid(broken);
        }
    }

    private List<OperatingPoint> operatingPoints(JsonNode root) {
        JsonNode array = root.path("operatingPoints");
        if (!array.isArray()) {
            throw new ModelCardException(file, "operatingPoints must be an array");
        }
        List<OperatingPoint> points = new ArrayList<>();
        for (JsonNode node : array) {
            String where = "operatingPoints[" + points.size() + "].";
            String code = text(node, where, "channel");
            // Cards are also written by programs that know the channels by their constants.
            Channel channel = Channel.ofCode(code.toLowerCase(Locale.ROOT).replace('_', '-'))
                    .orElseThrow(() -> new ModelCardException(file, where + "channel is unknown: '" + code + "'"));
            points.add(new OperatingPoint(channel, number(node, where, "fpr"), number(node, where, "threshold")));
        }
        return points;
    }

    private ModelCardException invalid(IllegalArgumentException broken) {
        return new ModelCardException(file, String.valueOf(broken.getMessage()), broken);
    }

    private JsonNode object(JsonNode parent, String where, String field) {
        JsonNode node = parent.path(field);
        if (!node.isObject()) {
            throw new ModelCardException(file, where + field + " must be an object");
        }
        return node;
    }

    private String text(JsonNode parent, String where, String field) {
        JsonNode node = parent.path(field);
        if (!node.isTextual()) {
            throw new ModelCardException(file, where + field + " must be a string");
        }
        return node.textValue();
    }

    private int integer(JsonNode parent, String field) {
        JsonNode node = parent.path(field);
        if (!node.isInt()) {
            throw new ModelCardException(file, field + " must be a whole number");
        }
        return node.intValue();
    }

    private double number(JsonNode parent, String where, String field) {
        JsonNode node = parent.path(field);
        if (!node.isNumber()) {
            throw new ModelCardException(file, where + field + " must be a number");
        }
        return node.doubleValue();
    }
}
