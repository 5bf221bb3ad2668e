package dev.weir.retrieve.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.weir.retrieve.behaviour.Sign;
import dev.weir.retrieve.egress.EgressCode;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.KeyId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The lines of an audit log, format 1: one JSON object in ASCII each. {@code seq} and {@code prev} come first, {@code hash}
 * last, the SHA-256 of every byte of the line before {@code ,"hash":}.
 */
final class AuditLines {
    /** The {@code prev} of the first line. */
    static final Sha256 START = new Sha256(0, 0, 0, 0);

    /** Opens what a checkpoint's signature covers, so that the signature means nothing anywhere else. */
    private static final String DOMAIN = "dev.weir/audit-log/v1\n";

    /** What a digest under a tenant's key is written behind. */
    private static final String HMAC = "hmac-sha256:";

    private static final String HASH = ",\"hash\":\"";
    private static final int ENDING_BYTES = HASH.length() + 2 * Sha256.BYTES + "\"}".length();

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AuditLines() {}

    /** The fields of one line. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** A line without its line feed, and its hash. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Line(byte[] bytes, Sha256 hash) {}

    static Line line(long sequence, Sha256 previous, Instant at, Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("seq", sequence);
            json.writeStringField("prev", previous.hex());
            json.writeStringField("at", at.toString());
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new AuditException("the audit record " + sequence + " cannot be written as JSON", e);
        }
        byte[] object = out.toByteArray();
        byte[] body = Arrays.copyOf(object, object.length - 1);
        Sha256 hash = Sha256.of(body);
        byte[] bytes = Arrays.copyOf(body, body.length + ENDING_BYTES);
        byte[] ending = ending(hash);
        System.arraycopy(ending, 0, bytes, body.length, ending.length);
        return new Line(bytes, hash);
    }

    /** The hash of a line, if it is the one that the line names. */
    static Optional<Sha256> hash(byte[] line) {
        if (line.length <= ENDING_BYTES) {
            return Optional.empty();
        }
        Sha256 hash = Sha256.of(Arrays.copyOf(line, line.length - ENDING_BYTES));
        byte[] ending = Arrays.copyOfRange(line, line.length - ENDING_BYTES, line.length);
        return Arrays.equals(ending, ending(hash)) ? Optional.of(hash) : Optional.empty();
    }

    /** Whether a line says that it is this one. */
    static boolean isAt(byte[] line, long sequence, Sha256 previous) {
        byte[] opening =
                ("{\"seq\":" + sequence + ",\"prev\":\"" + previous.hex() + "\",").getBytes(StandardCharsets.US_ASCII);
        return line.length >= opening.length && Arrays.equals(line, 0, opening.length, opening, 0, opening.length);
    }

    /**
     * The top-level strings and numbers of a line.
     *
     * @throws IOException if it is not one JSON object
     */
    static Map<String, String> scalars(byte[] line) throws IOException {
        Map<String, String> scalars = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an audit record must be a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
                    json.skipChildren();
                } else {
                    scalars.put(name, json.getText());
                }
            }
        }
        return scalars;
    }

    /** What a checkpoint's signature covers: the whole log before it. */
    static byte[] checkpointMessage(TenantId tenant, long sequence, Sha256 previous, Instant at) {
        return (DOMAIN + tenant + "\n" + sequence + "\n" + previous.hex() + "\n" + at + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The fields of a log's first line. */
    static Fields opening(TenantId tenant) {
        return json -> {
            json.writeStringField("type", "opened");
            json.writeStringField("format", "weir-audit/1");
            json.writeStringField("tenant", tenant.value());
        };
    }

    /** The fields of a signed checkpoint. */
    static Fields checkpoint(TenantId tenant, KeyId key, byte[] signature) {
        return json -> {
            json.writeStringField("type", "checkpoint");
            json.writeStringField("tenant", tenant.value());
            json.writeStringField("key", key.hex());
            json.writeStringField(
                    "signature", Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
        };
    }

    /** The fields of an event. */
    static Fields fields(AuditEvent event) {
        return switch (event) {
            case AuditEvent.Answered answered -> json -> writeAnswered(json, answered);
            case AuditEvent.Failed failed ->
                json -> {
                    writeOpening(json, "failed", failed);
                    json.writeStringField("request", failed.requestId());
                    json.writeStringField("query", HMAC + failed.query().hex());
                    json.writeStringField("code", failed.code().name());
                    json.writeStringField("failure", failed.failure());
                };
            case AuditEvent.BreakerTripped tripped ->
                json -> {
                    writeOpening(json, "breaker-tripped", tripped);
                    json.writeStringField("request", tripped.requestId());
                    json.writeArrayFieldStart("foreign");
                    for (ChunkId chunk : tripped.foreign()) {
                        json.writeString(chunk.toString());
                    }
                    json.writeEndArray();
                };
            case AuditEvent.RungChanged changed ->
                json -> {
                    writeOpening(json, "rung-changed", changed);
                    json.writeStringField("request", changed.requestId());
                    json.writeStringField("whose", changed.change().whose().name());
                    json.writeStringField("from", changed.change().from().name());
                    json.writeStringField("to", changed.change().to().name());
                    json.writeArrayFieldStart("because");
                    for (Sign sign : new TreeSet<>(changed.change().because())) {
                        json.writeString(sign.name());
                    }
                    json.writeEndArray();
                };
            case AuditEvent.AnswerStopped stopped ->
                json -> {
                    writeOpening(json, "answer-stopped", stopped);
                    json.writeStringField("request", stopped.answer().requestId());
                    json.writeStringField("outcome", stopped.answer().outcome().name());
                    json.writeObjectFieldStart("found");
                    for (Map.Entry<EgressCode, Integer> each :
                            stopped.answer().found().entrySet()) {
                        json.writeNumberField(each.getKey().name(), each.getValue());
                    }
                    json.writeEndObject();
                };
            case AuditEvent.Reviewed reviewed ->
                json -> {
                    writeOpening(json, "reviewed", reviewed);
                    json.writeStringField("ticket", reviewed.ticket());
                    json.writeStringField("document", reviewed.document().value());
                    json.writeStringField("decision", reviewed.decision().name());
                    json.writeNumberField("version", reviewed.version());
                };
            case AuditEvent.BreakGlassOpened opened ->
                json -> {
                    writeOpening(json, "break-glass", opened);
                    json.writeStringField("reason", opened.reason().text());
                };
            case AuditEvent.Endorsed endorsed ->
                json -> {
                    writeOpening(json, "endorsed", endorsed);
                    json.writeStringField("reason", endorsed.reason().text());
                    json.writeArrayFieldStart("documents");
                    for (AuditEvent.EndorsedDocument document : endorsed.documents()) {
                        json.writeStartObject();
                        json.writeStringField("document", document.document().value());
                        json.writeNumberField("version", document.version());
                        json.writeStringField("root", document.root().hex());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                };
        };
    }

    private static void writeAnswered(JsonGenerator json, AuditEvent.Answered answered) throws IOException {
        writeOpening(json, "answered", answered);
        json.writeStringField("request", answered.requestId());
        json.writeStringField("query", HMAC + answered.query().hex());
        json.writeStringField("policy", answered.policy().value());
        json.writeStringField("mode", answered.mode().name());
        json.writeNumberField("k", answered.k());
        json.writeArrayFieldStart("served");
        for (AuditEvent.Served served : answered.served()) {
            json.writeStartObject();
            json.writeStringField("chunk", served.chunk().toString());
            json.writeStringField("text", HMAC + served.text().hex());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("refused");
        for (Refusal refusal : answered.refusals()) {
            json.writeStartObject();
            json.writeStringField("chunk", refusal.row());
            json.writeStringField("code", refusal.code().name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeOpening(JsonGenerator json, String type, AuditEvent event) throws IOException {
        json.writeStringField("type", type);
        json.writeStringField("tenant", event.principal().tenant().value());
        json.writeStringField("subject", event.principal().subject());
        json.writeStringField(
                "authenticated", event.principal().authenticatedBy().name());
    }

    private static byte[] ending(Sha256 hash) {
        return (HASH + hash.hex() + "\"}").getBytes(StandardCharsets.US_ASCII);
    }
}
