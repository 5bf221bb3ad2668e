package dev.weir.ingest.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.tenancy.chunk.Sha256;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ContentCredentialsPropertiesTest {
    private static final String TEXT = "A text that somebody signed.";
    private static final Signer SIGNER = Signer.es256();
    private static final byte[] STORE = SignedText.of(TEXT, SIGNER).store();

    @Property
    void bytesWhenTheyAreAnythingThenNothingIsThrownAndNothingVerifies(
            @ForAll @Size(max = 300) byte[] store, @ForAll @IntRange(max = 400) int length) {
        assertNotVerified(SignedText.frame("C2PATXT\0", 1, length, store));
    }

    @Property
    void wrapperWhenItsBytesAreAnythingThenNothingIsThrownAndNothingVerifies(@ForAll @Size(max = 60) byte[] rest) {
        assertNotVerified(SignedText.joined(new byte[] {'C', '2', 'P', 'A', 'T', 'X', 'T', 0}, rest));
    }

    @Property
    void storeWhenOneByteIsAnotherThenItVerifiesOnlyIfAllThatCountsIsTheSame(
            @ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(min = 1, max = 255) int change)
            throws NotVerifiedException, CertificateEncodingException {
        byte[] store = STORE.clone();
        store[at % store.length] ^= (byte) change;
        if (check(SignedText.framed(store)) instanceof Credential.UnknownSigner unknown) {
            Manifest other = Manifest.active(store);
            assertThat(other.claimBytes())
                    .as("and by its digests the assertions")
                    .isEqualTo(Manifest.active(STORE).claimBytes());
            assertThat(unknown.signed().certificate())
                    .isEqualTo(Sha256.of(SIGNER.chain().getFirst().getEncoded()));
        }
    }

    private static void assertNotVerified(byte[] frame) {
        assertThat(check(frame)).isInstanceOf(Credential.NotVerified.class);
    }

    private static Credential check(byte[] frame) {
        Layer layer = new Layer(Channel.BODY, "/", TEXT + SignedText.spell(frame));
        ParsedDocument parsed = new ParsedDocument("a".repeat(64), "text/plain", List.of(layer), List.of(), Map.of());
        CheckedDocument checked =
                ContentCredentials.trusting(TrustAnchors.none()).check(parsed, Signer.NOW);
        assertThat(checked.document().layers().getFirst().text()).isEqualTo(TEXT);
        return checked.credentials().getFirst().credential();
    }
}
