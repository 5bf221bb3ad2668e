package dev.weir.ingest.provenance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes content credentials of a text, as a claim generator does. Each knob makes one thing about them wrong.
 *
 * @param action the one thing that the manifest tells in words
 * @param claimEdit changes the claim before it is signed
 * @param assertionEdit changes the hashed assertions after the claim names them
 */
record SignedText(
        String text,
        Signer signer,
        String action,
        UnaryOperator<ObjectNode> claimEdit,
        UnaryOperator<byte[]> assertionEdit,
        UnaryOperator<byte[]> signatureEdit) {
    static final int HEADER = 13;
    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
    private static final String MANIFEST = "urn:c2pa:3fad1ead-8ed5-44d0-873b-ea5f58adea82";

    static SignedText of(String text, Signer signer) {
        return new SignedText(
                text,
                signer,
                "c2pa.created",
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    SignedText saying(String words) {
        return new SignedText(text, signer, words, claimEdit, assertionEdit, signatureEdit);
    }

    SignedText withClaim(UnaryOperator<ObjectNode> edit) {
        return new SignedText(text, signer, action, edit, assertionEdit, signatureEdit);
    }

    SignedText withAssertions(UnaryOperator<byte[]> edit) {
        return new SignedText(text, signer, action, claimEdit, edit, signatureEdit);
    }

    SignedText withSignature(UnaryOperator<byte[]> edit) {
        return new SignedText(text, signer, action, claimEdit, assertionEdit, edit);
    }

    /** The text with its credential behind it, padded to the length that the standard lays down. */
    String write() {
        return text + spell(framed(store()));
    }

    /** A manifest store that is bound to the place and length that its wrapper will have. */
    byte[] store() {
        int length = 0;
        byte[] store = store(length);
        while (wrapperBytes(store.length) != length) {
            length = wrapperBytes(store.length);
            store = store(length);
        }
        return store;
    }

    private static int wrapperBytes(int storeBytes) {
        return 3 + (HEADER + storeBytes) * 4 + 6;
    }

    /** The bytes of a wrapper. */
    static byte[] framed(byte[] store) {
        byte[] frame = frame("C2PATXT\0", 1, store.length, store);
        int gap = wrapperBytes(store.length) - spell(frame).getBytes(UTF_8).length;
        int longPads = gap % 3;
        byte[] padded = new byte[frame.length + (gap - 4 * longPads) / 3 + longPads];
        System.arraycopy(frame, 0, padded, 0, frame.length);
        for (int i = 1; i <= longPads; i++) {
            padded[padded.length - i] = 16;
        }
        return padded;
    }

    static byte[] frame(String magic, int version, int length, byte[] store) {
        return ByteBuffer.allocate(HEADER + store.length)
                .put(magic.getBytes(US_ASCII))
                .put((byte) version)
                .putInt(length)
                .put(store)
                .array();
    }

    /** A marker and one selector for each byte. */
    static String spell(byte[] bytes) {
        StringBuilder spelled = new StringBuilder("\uFEFF");
        for (byte each : bytes) {
            int value = each & 0xFF;
            spelled.appendCodePoint(value < 16 ? 0xFE00 + value : 0xE0100 + value - 16);
        }
        return spelled.toString();
    }

    private byte[] store(int exclusionLength) {
        ObjectNode data = CBOR.createObjectNode();
        data.putArray("exclusions")
                .addObject()
                .put("start", text.getBytes(UTF_8).length)
                .put("length", exclusionLength);
        data.put("alg", "sha256");
        data.put("hash", sha256(Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(UTF_8)));
        data.put("pad", new byte[8]);
        ObjectNode actions = CBOR.createObjectNode();
        actions.putArray("actions").addObject().put("action", action);
        byte[] hashed = jumbf("63626f72", "c2pa.hash.data", box("cbor", cbor(data)));
        byte[] told = jumbf("63626f72", "c2pa.actions.v2", box("cbor", cbor(actions)));
        ObjectNode claim = CBOR.createObjectNode();
        claim.put("instanceID", "xmp:iid:1b2c3d4e");
        claim.putObject("claim_generator_info").put("name", "test generator").put("version", "1.0");
        claim.put("signature", "self#jumbf=/c2pa/" + MANIFEST + "/c2pa.signature");
        ArrayNode created = claim.putArray("created_assertions");
        refer(created, "c2pa.hash.data", hashed);
        refer(created, "c2pa.actions.v2", told);
        claim.put("alg", "sha256");
        byte[] claimBytes = cbor(claimEdit.apply(claim));
        return jumbf(
                "63327061",
                "c2pa",
                jumbf(
                        "63326d61",
                        MANIFEST,
                        jumbf("63326173", "c2pa.assertions", assertionEdit.apply(joined(hashed, told))),
                        jumbf("6332636c", "c2pa.claim.v2", box("cbor", claimBytes)),
                        jumbf("63326373", "c2pa.signature", box("cbor", signature(claimBytes)))));
    }

    private static void refer(ArrayNode list, String label, byte[] assertion) {
        list.addObject()
                .put("url", "self#jumbf=c2pa.assertions/" + label)
                .put("hash", sha256(Arrays.copyOfRange(assertion, 8, assertion.length)));
    }

    private byte[] signature(byte[] claim) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = new CBORFactory().createGenerator(bytes)) {
            byte[] header = header();
            out.writeTag(18);
            out.writeStartArray(null, 4);
            out.writeBinary(header);
            out.writeStartObject(null, 1);
            out.writeFieldName("pad");
            out.writeBinary(new byte[4]);
            out.writeEndObject();
            out.writeNull();
            out.writeBinary(signatureEdit.apply(signer.sign(toBeSigned(header, claim))));
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] header() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = new CBORFactory().createGenerator(bytes)) {
            List<X509Certificate> chain = signer.chain();
            out.writeStartObject(null, 2);
            out.writeFieldId(1);
            out.writeNumber(signer.coseAlgorithm());
            out.writeFieldId(33);
            out.writeStartArray(null, chain.size());
            for (X509Certificate each : chain) {
                out.writeBinary(each.getEncoded());
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** Sig_structure, written by hand: not with the code that is tested. */
    private static byte[] toBeSigned(byte[] header, byte[] claim) {
        return joined(
                HexFormat.of().parseHex("846a"),
                "Signature1".getBytes(US_ASCII),
                byteString(header),
                new byte[] {0x40},
                byteString(claim));
    }

    private static byte[] byteString(byte[] bytes) {
        ByteBuffer head = bytes.length < 24
                ? ByteBuffer.allocate(1).put((byte) (0x40 + bytes.length))
                : bytes.length < 256
                        ? ByteBuffer.allocate(2).put((byte) 0x58).put((byte) bytes.length)
                        : ByteBuffer.allocate(3).put((byte) 0x59).putShort((short) bytes.length);
        return joined(head.array(), bytes);
    }

    static byte[] jumbf(String kind, String label, byte[]... children) {
        byte[] description = joined(
                HexFormat.of().parseHex(kind + "00110010800000aa00389b71"),
                new byte[] {3},
                (label + '\0').getBytes(UTF_8));
        return box("jumb", joined(box("jumd", description), joined(children)));
    }

    static byte[] box(String type, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putInt(8 + payload.length)
                .put(type.getBytes(US_ASCII))
                .put(payload)
                .array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] cbor(TreeNode node) {
        try {
            return CBOR.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
