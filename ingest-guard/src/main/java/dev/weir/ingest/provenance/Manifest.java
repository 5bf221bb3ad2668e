package dev.weir.ingest.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The active manifest of a store: the claim, the assertions it names, and its signature. Others in the store are about what
 * the text was made from, and are not looked at.
 */
final class Manifest {
    private static final String KIND_TAIL = "00110010800000aa00389b71";
    private static final String STORE = "63327061" + KIND_TAIL;
    private static final String STANDARD = "63326d61" + KIND_TAIL;
    private static final String ASSERTIONS = "63326173" + KIND_TAIL;
    private static final String CLAIM = "6332636c" + KIND_TAIL;
    private static final String SIGNATURE = "63326373" + KIND_TAIL;

    private static final String URI = "self#jumbf=";
    private static final String SIGNATURE_LABEL = "c2pa.signature";
    private static final String ASSERTIONS_LABEL = "c2pa.assertions";
    private static final String HARD_BINDINGS = "c2pa.hash.";
    private static final String DATA_HASH = "c2pa.hash.data";

    private final String label;
    private final Map<String, Box> assertions;
    private final byte[] claimBytes;
    private final JsonNode claim;
    private final CoseSignature signature;

    private Manifest(String label, Map<String, Box> assertions, byte[] claimBytes, CoseSignature signature)
            throws NotVerifiedException {
        this.label = label;
        this.assertions = assertions;
        this.claimBytes = claimBytes;
        this.claim = Cbor.map(claimBytes);
        this.signature = signature;
    }

    static Manifest active(byte[] bytes) throws NotVerifiedException {
        Box store = Box.read(bytes);
        if (!store.is(STORE) || store.children().isEmpty()) {
            throw new NotVerifiedException(CredentialFault.MALFORMED);
        }
        Box active = store.children().getLast();
        if (!active.is(STANDARD)) {
            throw new NotVerifiedException(CredentialFault.UNSUPPORTED);
        }
        Map<String, Box> assertions = new HashMap<>();
        for (Box assertion : active.only(ASSERTIONS).children()) {
            if (assertion.label().isEmpty() || assertions.put(assertion.label(), assertion) != null) {
                throw new NotVerifiedException(CredentialFault.MALFORMED);
            }
        }
        return new Manifest(
                active.label(),
                assertions,
                active.only(CLAIM).cbor(),
                CoseSignature.read(active.only(SIGNATURE).cbor()));
    }

    CoseSignature signature() {
        return signature;
    }

    byte[] claimBytes() {
        return claimBytes;
    }

    /**
     * What ties the claim to the text, once every assertion of the manifest is the one that the claim names.
     *
     * @throws NotVerifiedException also if the claim does not name all of them
     */
    TextBinding binding() throws NotVerifiedException {
        if (!isAt(Cbor.text(claim.path("signature")), SIGNATURE_LABEL)) {
            throw new NotVerifiedException(CredentialFault.MALFORMED);
        }
        Map<String, JsonNode> named = named();
        for (Map.Entry<String, JsonNode> each : named.entrySet()) {
            Box assertion = assertions.get(each.getKey());
            JsonNode reference = each.getValue();
            if (assertion == null
                    || !MessageDigest.isEqual(
                            Cbor.bytes(reference.path("hash")), hash(algorithm(reference), assertion.payload()))) {
                throw new NotVerifiedException(CredentialFault.ASSERTION);
            }
        }
        if (named.size() != assertions.size()) {
            throw new NotVerifiedException(CredentialFault.ASSERTION);
        }
        return hardBinding();
    }

    /** The references to assertions, by the label of what they refer to. */
    private Map<String, JsonNode> named() throws NotVerifiedException {
        Map<String, JsonNode> named = new HashMap<>();
        for (String list : new String[] {"assertions", "created_assertions", "gathered_assertions"}) {
            for (JsonNode reference : claim.path(list)) {
                String url = Cbor.text(reference.path("url"));
                String assertion = url.substring(url.lastIndexOf('/') + 1);
                if (!isAt(url, ASSERTIONS_LABEL + '/' + assertion) || named.put(assertion, reference) != null) {
                    throw new NotVerifiedException(CredentialFault.ASSERTION);
                }
            }
        }
        return named;
    }

    private boolean isAt(String url, String path) {
        return url.equals(URI + path) || url.equals(URI + "/c2pa/" + label + '/' + path);
    }

    private TextBinding hardBinding() throws NotVerifiedException {
        if (assertions.keySet().stream()
                        .filter(name -> name.startsWith(HARD_BINDINGS))
                        .count()
                != 1) {
            throw new NotVerifiedException(CredentialFault.ASSERTION);
        }
        Box assertion = assertions.get(DATA_HASH);
        if (assertion == null) {
            throw new NotVerifiedException(CredentialFault.UNSUPPORTED);
        }
        JsonNode data = Cbor.map(assertion.cbor());
        JsonNode exclusions = data.path("exclusions");
        if (exclusions.size() != 1) {
            throw new NotVerifiedException(CredentialFault.ASSERTION);
        }
        return new TextBinding(
                Cbor.number(exclusions.path(0).path("start")),
                Cbor.number(exclusions.path(0).path("length")),
                algorithm(data),
                Cbor.bytes(data.path("hash")));
    }

    /** The algorithm that an object names for its hash, else the claim's. */
    private String algorithm(JsonNode object) throws NotVerifiedException {
        JsonNode own = object.path("alg");
        return Cbor.text(own.isMissingNode() ? claim.path("alg") : own);
    }

    static byte[] hash(String algorithm, byte[] bytes) throws NotVerifiedException {
        String name = switch (algorithm.toLowerCase(Locale.ROOT)) {
            case "sha256" -> "SHA-256";
            case "sha384" -> "SHA-384";
            case "sha512" -> "SHA-512";
            default -> throw new NotVerifiedException(CredentialFault.ALGORITHM);
        };
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + name, e);
        }
    }
}
