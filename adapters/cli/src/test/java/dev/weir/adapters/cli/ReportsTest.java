package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weir.ingest.provenance.Credential;
import dev.weir.ingest.provenance.CredentialFault;
import dev.weir.ingest.provenance.LocatedCredential;
import dev.weir.ingest.provenance.SignatureAlgorithm;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final Credential.Signed SIGNED =
            new Credential.Signed(Sha256.ofText("m"), Sha256.ofText("c"), SignatureAlgorithm.ES256);

    private static final ScannedFile HOSTILE = new ScannedFile(
            "in/<script>alert(1)</script>{{rows}} \u202Etxt.exe",
            "0".repeat(64),
            "text/plain",
            "quarantine",
            0.9,
            3,
            List.of("flagged-share"),
            List.of(new ScannedFile.ShownFinding(
                    "imperative-to-model/1",
                    "instruction-override",
                    "body",
                    "/",
                    4,
                    20,
                    0.9,
                    "rule \"override\"",
                    "page 2 at 72,90 size 100x12",
                    List.of("low-contrast"),
                    "<b>shown</b>")),
            List.of(new Gap(GapCode.ENCRYPTED, "/1", "")),
            List.of(),
            Map.of("low-contrast", 2),
            List.of(),
            List.of(
                    new LocatedCredential("/", new Credential.TrustedSigner(SIGNED, SIGNED.manifest())),
                    new LocatedCredential("/1", new Credential.UnknownSigner(SIGNED)),
                    new LocatedCredential("/2", new Credential.NotVerified(CredentialFault.TEXT_CHANGED))),
            12,
            3);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void sarifWhenWrittenThenValidAgainstItsSchema() throws IOException {
        Path file = directory.resolve("report.sarif");
        SarifReport.write(file, List.of(HOSTILE));
        JsonNode sarif = new ObjectMapper().readTree(file.toFile());
        try (InputStream in = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(in);
            List<Error> errors = schema.validate(sarif);
            assertThat(errors).isEmpty();
        }
        assertThat(sarif.at("/runs/0/results")).hasSize(2);
        assertThat(sarif.at("/runs/0/results/0/ruleId").textValue()).isEqualTo("instruction-override");
        assertThat(sarif.at("/runs/0/results/0/properties/place").textValue()).isEqualTo("page 2 at 72,90 size 100x12");
        assertThat(sarif.at("/runs/0/results/0/properties/concealed/0").textValue())
                .isEqualTo("low-contrast");
    }

    @Test
    void htmlWhenNamesAreHostileThenNothingOfThemIsMarkup() throws IOException {
        Path file = directory.resolve("report.html");
        HtmlReport.write(file, "Weir scan", "1 files", List.of(HOSTILE), "");
        String page = Files.readString(file);
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;{{rows}}")
                .contains("&lt;b&gt;shown&lt;/b&gt;")
                .doesNotContain("<script>alert")
                .doesNotContain("\u202E");
    }

    @Test
    void jsonWhenTheTextHasCredentialsThenHoldsTheirCodesAndDigests() {
        String manifest = SIGNED.manifest().hex();
        String certificate = SIGNED.certificate().hex();
        assertThat(HOSTILE.json().get("credentials"))
                .isEqualTo(List.of(
                        Map.of(
                                "location",
                                "/",
                                "status",
                                "trusted-signer",
                                "algorithm",
                                "es256",
                                "certificate",
                                certificate,
                                "manifest",
                                manifest,
                                "anchor",
                                manifest),
                        Map.of(
                                "location", "/1",
                                "status", "unknown-signer",
                                "algorithm", "es256",
                                "certificate", certificate,
                                "manifest", manifest),
                        Map.of("location", "/2", "status", "not-verified", "reason", "text-changed")));
    }

    @Test
    void textWhenPrintedThenItSteersNoTerminal() {
        assertThat(Json.printable("a\u001B[2Jb\u202Ec\u0000d")).isEqualTo("a\\u{001b}[2Jb\\u{202e}c\\u{0000}d");
    }
}
