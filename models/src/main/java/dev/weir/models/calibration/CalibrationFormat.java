package dev.weir.models.calibration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calibrations as JSON, schema {@value #SCHEMA}: every field is required, and fields that are not known are ignored. */
public final class CalibrationFormat {

    private static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String file;

    private CalibrationFormat(String file) {
        this.file = file;
    }

    /**
     * Writes a calibration.
     *
     * @param calibration the calibration
     * @return UTF-8 JSON that {@link #read} takes
     */
    public static byte[] write(CorpusCalibration calibration) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("id", calibration.id());
        CalibrationBasis basis = calibration.basis();
        root.putObject("model")
                .put("id", basis.modelId())
                .put("sha256", basis.modelDigest())
                .put("tokenizerSha256", basis.tokenizerDigest());
        root.put("ruleset", basis.rulesetId());
        root.put("calibration", basis.calibrationId());
        root.put("rate", calibration.rate());
        ArrayNode points = root.putArray("points");
        for (CorpusCalibration.Point point : calibration.points()) {
            ObjectNode node = points.addObject();
            node.put("channel", point.channel().code());
            node.put("threshold", point.threshold());
            node.put("texts", point.texts());
            node.put("documents", point.documents());
            node.put("flagged", point.flagged());
            write(node.putArray("interval"), point.byTexts());
            write(node.putArray("intervalByDocuments"), point.byDocuments());
        }
        root.put("made", calibration.made().toString());
        root.put("inputs", calibration.inputs());
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a tree has always a JSON form", failure);
        }
    }

    private static void write(ArrayNode array, Interval interval) {
        array.add(interval.low()).add(interval.high());
    }

    /**
     * Reads a calibration.
     *
     * @param file its name, for messages
     * @param json the bytes
     * @return the calibration
     * @throws CalibrationFileException if a field is missing, of another kind or out of range, or the thresholds are not
     *     those that the id was made for
     */
    public static CorpusCalibration read(String file, byte[] json) {
        return new CalibrationFormat(file).calibration(json);
    }

    private CorpusCalibration calibration(byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (IOException failure) {
            throw new CalibrationFileException(file, "is not valid JSON", failure);
        }
        int schema = integer(root, "", "schema");
        if (schema != SCHEMA) {
            throw new CalibrationFileException(
                    file, "schema " + schema + " is not known, this version reads " + SCHEMA);
        }
        JsonNode model = root.path("model");
        try {
            CorpusCalibration read = new CorpusCalibration(
                    new CalibrationBasis(
                            text(model, "model.", "id"),
                            text(model, "model.", "sha256"),
                            text(model, "model.", "tokenizerSha256"),
                            text(root, "", "ruleset"),
                            text(root, "", "calibration")),
                    number(root, "", "rate"),
                    points(root),
                    made(text(root, "", "made")),
                    text(root, "", "inputs"));
            if (!read.id().equals(text(root, "", "id"))) {
                throw new CalibrationFileException(
                        file, "id does not fit the thresholds; the file was changed, make it anew with weir calibrate");
            }
            return read;
        } catch (IllegalArgumentException broken) {
            throw new CalibrationFileException(file, String.valueOf(broken.getMessage()), broken);
        }
    }

    private List<CorpusCalibration.Point> points(JsonNode root) {
        JsonNode array = root.path("points");
        if (!array.isArray()) {
            throw new CalibrationFileException(file, "points must be an array");
        }
        List<CorpusCalibration.Point> points = new ArrayList<>();
        for (JsonNode node : array) {
            String where = "points[" + points.size() + "].";
            Channel channel = Channel.ofCode(text(node, where, "channel"))
                    .orElseThrow(() -> new CalibrationFileException(file, where + "channel is unknown"));
            try {
                points.add(new CorpusCalibration.Point(
                        channel,
                        number(node, where, "threshold"),
                        integer(node, where, "texts"),
                        integer(node, where, "documents"),
                        integer(node, where, "flagged"),
                        interval(node, where, "interval"),
                        interval(node, where, "intervalByDocuments")));
            } catch (IllegalArgumentException broken) {
                throw new CalibrationFileException(file, where + broken.getMessage(), broken);
            }
        }
        return points;
    }

    private Interval interval(JsonNode parent, String where, String field) {
        JsonNode node = parent.path(field);
        if (!node.isArray()
                || node.size() != 2
                || !node.path(0).isNumber()
                || !node.path(1).isNumber()) {
            throw new CalibrationFileException(file, where + field + " must be an array of two numbers");
        }
        return new Interval(node.path(0).doubleValue(), node.path(1).doubleValue());
    }

    private Instant made(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException broken) {
            throw new CalibrationFileException(file, "made must be a time such as 2026-01-31T12:00:00Z", broken);
        }
    }

    private String text(JsonNode parent, String where, String field) {
        JsonNode node = parent.path(field);
        if (!node.isTextual()) {
            throw new CalibrationFileException(file, where + field + " must be a string");
        }
        return node.textValue();
    }

    private int integer(JsonNode parent, String where, String field) {
        JsonNode node = parent.path(field);
        if (!node.isInt()) {
            throw new CalibrationFileException(file, where + field + " must be a whole number");
        }
        return node.intValue();
    }

    private double number(JsonNode parent, String where, String field) {
        JsonNode node = parent.path(field);
        if (!node.isNumber()) {
            throw new CalibrationFileException(file, where + field + " must be a number");
        }
        return node.doubleValue();
    }
}
