package dev.weir.ingest.provenance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads and writes the CBOR of manifests, within bounds. A key twice in a map, or bytes behind the item, are refused. */
final class Cbor {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME = 1_024;
    private static final int MAX_DIGITS = 100;
    private static final int NO_TAG = -1;
    private static final int ANY_TAG = -2;

    private static final CBORFactory FACTORY = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_DIGITS)
                    .maxStringLength(Wrapper.MAX_STORE_BYTES)
                    .maxDocumentLength(Wrapper.MAX_STORE_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

    private Cbor() {}

    /** A map. Integer keys become their decimal digits. */
    static JsonNode map(byte[] bytes) throws NotVerifiedException {
        JsonNode node = read(bytes, NO_TAG);
        if (!node.isObject()) {
            throw new NotVerifiedException(CredentialFault.MALFORMED);
        }
        return node;
    }

    /** An array under a tag. */
    static JsonNode array(byte[] bytes, int tag) throws NotVerifiedException {
        JsonNode node = read(bytes, tag);
        if (!node.isArray()) {
            throw new NotVerifiedException(CredentialFault.MALFORMED);
        }
        return node;
    }

    /** One item of any kind. */
    static JsonNode any(byte[] bytes) throws NotVerifiedException {
        return read(bytes, ANY_TAG);
    }

    private static JsonNode read(byte[] bytes, int tag) throws NotVerifiedException {
        try (CBORParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null || (tag != ANY_TAG && parser.getCurrentTag() != tag)) {
                throw new NotVerifiedException(CredentialFault.MALFORMED);
            }
            JsonNode node = MAPPER.readTree((JsonParser) parser);
            if (parser.nextToken() != null) {
                throw new NotVerifiedException(CredentialFault.MALFORMED);
            }
            return node;
        } catch (IOException | RuntimeException e) {
            throw new NotVerifiedException(CredentialFault.MALFORMED, e);
        }
    }

    /** The bytes of a byte string. */
    static byte[] bytes(JsonNode node) throws NotVerifiedException {
        if (node.getNodeType() != JsonNodeType.BINARY) {
            throw new NotVerifiedException(CredentialFault.MALFORMED);
        }
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw new NotVerifiedException(CredentialFault.MALFORMED, e);
        }
    }

    /** The characters of a text string. */
    static String text(JsonNode node) throws NotVerifiedException {
        if (!node.isTextual()) {
            throw new NotVerifiedException(CredentialFault.MALFORMED);
        }
        return node.textValue();
    }

    /** A whole number that fits. */
    static long number(JsonNode node) throws NotVerifiedException {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new NotVerifiedException(CredentialFault.MALFORMED);
        }
        return node.longValue();
    }

    /** What a signature of COSE covers (RFC 9052, 4.4), with a payload that is kept apart. */
    static byte[] signatureStructure(byte[] protectedHeader, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartArray(null, 4);
            out.writeString("Signature1");
            out.writeBinary(protectedHeader);
            out.writeBinary(new byte[0]);
            out.writeBinary(payload);
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("written to memory", e);
        }
        return bytes.toByteArray();
    }
}
