package dev.weir.ingest.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds content credentials in the text of documents and verifies them. Stateless and thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>No body text that comes out of {@link #check} holds a credential, and none that does not verify is taken for
 *       provenance: it becomes hidden text, with everything in it that could be read as words.
 *   <li>Whatever a manifest says in words comes out as text to be screened.
 *   <li>No text makes it throw.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a signer is who it says: only an anchor of the operator's tells that. Nobody is asked whether a certificate was
 * revoked, countersigned times are not read, and manifests of ingredients are not verified.
 */
public final class ContentCredentials {
    private static final long MAX_FILE_BYTES = 16L << 20;

    private final TrustAnchors anchors;

    private ContentCredentials(TrustAnchors anchors) {
        this.anchors = requireNonNull(anchors, "anchors is null");
    }

    /** Verifies, and knows the signers that these anchors vouch for. */
    public static ContentCredentials trusting(TrustAnchors anchors) {
        return new ContentCredentials(anchors);
    }

    /**
     * Checks a document that was read from a file. A text is taken as signed if the file is, byte by byte, or the text that
     * was read from it is.
     *
     * @param file its bytes; read only if the document holds a credential, and looked at only if they are the ones parsed
     * @param at when certificates must be valid
     */
    public CheckedDocument check(ParsedDocument document, Path file, Instant at) {
        return new Check(document, Optional.of(file), at).run();
    }

    /** Checks a document of which only the text is known. */
    public CheckedDocument check(ParsedDocument document, Instant at) {
        return new Check(document, Optional.empty(), at).run();
    }

    /** Says of every credential that it does not count and leaves it where it is, for text that must stay as it is. */
    public static CheckedDocument refuse(ParsedDocument document, CredentialFault fault) {
        List<LocatedCredential> refused = document.body().stream()
                .filter(layer -> Wrapper.isIn(layer.text()))
                .map(layer -> new LocatedCredential(layer.location(), new Credential.NotVerified(fault)))
                .toList();
        return new CheckedDocument(document, refused);
    }

    /** One document. */
    private final class Check {
        private final ParsedDocument document;
        private final Optional<Path> file;
        private final Instant at;

        Check(ParsedDocument document, Optional<Path> file, Instant at) {
            this.document = document;
            this.file = file;
            this.at = at;
        }

        CheckedDocument run() {
            List<LocatedCredential> found = new ArrayList<>();
            LayerEdits edits = new LayerEdits(document.layers());
            for (Layer layer : document.layers()) {
                if (!Wrapper.isIn(layer.text())) {
                    continue;
                }
                if (layer.channel() == Channel.BODY) {
                    found.add(new LocatedCredential(layer.location(), takeOut(layer, edits)));
                } else {
                    // It is hidden text already, and stays that.
                    found.add(new LocatedCredential(
                            layer.location(), new Credential.NotVerified(CredentialFault.MISPLACED)));
                }
            }
            if (found.isEmpty()) {
                return new CheckedDocument(document, found);
            }
            ParsedDocument without = new ParsedDocument(
                    document.sha256(), document.mediaType(), edits.layers(), document.gaps(), document.metadata());
            return new CheckedDocument(without, found);
        }

        private Credential takeOut(Layer layer, LayerEdits edits) {
            List<Wrapper> wrappers = Wrapper.findAll(layer.text());
            Wrapper first = wrappers.getFirst();
            Credential credential;
            try {
                if (wrappers.size() > 1) {
                    throw new NotVerifiedException(CredentialFault.SEVERAL);
                }
                credential = verify(layer, first, first.store());
                edits.cut(layer, wrappers);
                edits.describe(layer, first);
            } catch (NotVerifiedException e) {
                credential = new Credential.NotVerified(e.fault());
                edits.cut(layer, wrappers);
                edits.hide(layer, wrappers);
            }
            return credential;
        }

        private Credential verify(Layer layer, Wrapper wrapper, byte[] store) throws NotVerifiedException {
            try {
                Manifest manifest = Manifest.active(store);
                CoseSignature signature = manifest.signature();
                SignerChain signer = signature.verify(manifest.claimBytes(), at);
                TextBinding binding = manifest.binding();
                if (!layer.text().substring(wrapper.end()).isBlank()) {
                    throw new NotVerifiedException(CredentialFault.MISPLACED);
                }
                if (!isBound(layer, wrapper, binding)) {
                    throw new NotVerifiedException(CredentialFault.TEXT_CHANGED);
                }
                Credential.Signed signed =
                        new Credential.Signed(Sha256.of(store), signer.signerDigest(), signature.algorithm());
                return signer.anchor(anchors, at)
                        .<Credential>map(anchor -> new Credential.TrustedSigner(signed, anchor))
                        .orElseGet(() -> new Credential.UnknownSigner(signed));
            } catch (RuntimeException e) {
                // Certificates and signatures are read by others' code, and a fault of theirs proves nothing.
                throw new NotVerifiedException(CredentialFault.MALFORMED, e);
            }
        }

        private boolean isBound(Layer layer, Wrapper wrapper, TextBinding binding) throws NotVerifiedException {
            String text = layer.text();
            if (binding.binds(text, wrapper)) {
                return true;
            }
            // Readers of plain text end it with a line break of their own.
            if (text.endsWith("\n") && binding.binds(text.substring(0, text.length() - 1), wrapper)) {
                return true;
            }
            Optional<String> stored = layer.location().equals("/") ? stored() : Optional.empty();
            if (stored.isEmpty()) {
                return false;
            }
            List<Wrapper> inFile = Wrapper.findAll(stored.get());
            return inFile.size() == 1
                    && inFile.getFirst().characters(stored.get()).equals(wrapper.characters(text))
                    && binding.binds(stored.get(), inFile.getFirst());
        }

        /** The text of the file, if it is nothing but text. */
        private Optional<String> stored() {
            try {
                if (file.isEmpty() || Files.size(file.get()) > MAX_FILE_BYTES) {
                    return Optional.empty();
                }
                byte[] bytes = Files.readAllBytes(file.get());
                if (!Sha256.of(bytes).hex().equals(document.sha256())) {
                    return Optional.empty();
                }
                return Optional.of(
                        UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            } catch (IOException e) {
                // Then there is only what the reader made of it.
                return Optional.empty();
            }
        }
    }
}
