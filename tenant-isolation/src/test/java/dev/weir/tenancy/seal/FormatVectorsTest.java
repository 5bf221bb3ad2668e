package dev.weir.tenancy.seal;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.Redaction;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.TrustedKeys;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.testkit.MemoryHeadLog;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.WorldKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The test vectors that {@code docs/formats/seal-v1.md} prints are what this code makes and takes. */
class FormatVectorsTest {
    private static final Path SPECIFICATION = Path.of("..", "docs", "formats", "seal-v1.md");
    private static final Pattern VECTOR = Pattern.compile("^([a-z0-9-]+) = (.*)$", Pattern.MULTILINE);
    private static final Pattern TRUST =
            Pattern.compile("^weir-trust-1\n.*?^signature .*?\n", Pattern.MULTILINE | Pattern.DOTALL);
    private static final HexFormat HEX = HexFormat.of();
    /** The private keys of RFC 8032, section 7.1, tests 1 to 3. */
    private static final List<String> SEEDS = List.of(
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");

    private final WorldKeys keys = new WorldKeys(HEX.parseHex(SEEDS.get(0)));
    private final KeyId ingest = key(KeyRole.INGEST, 1);
    private final KeyId audit = key(KeyRole.AUDIT, 2);
    private final SealedWorld world = SealedWorld.inMemory(
            new TenantPolicy(
                    new PolicyVersion("vectors"),
                    Set.of(ACME),
                    TenantPolicy.DEFAULT_LABEL,
                    Map.of(),
                    Map.of(
                            ACME,
                            Map.of(
                                    SealedWorld.INGESTER,
                                    Set.of(SealedWorld.RESTRICTED),
                                    "chief",
                                    Set.of(SealedWorld.RESTRICTED))),
                    TrustTier.INTERNAL),
            keys);

    @Test
    void printedVectorsAreWhatThisCodeMakes() throws IOException {
        assertThat(printed()).containsExactlyInAnyOrderEntriesOf(made());
    }

    @Test
    void printedTrustFileIsWhatThisCodeMakes() throws IOException {
        assertThat(printedTrustFile()).isEqualTo(keys.trustFile());
    }

    @Test
    void printedLogAndTrustFileAreReadBack() throws IOException {
        Map<String, String> vectors = printed();
        TrustedKeys trusted = TrustedKeys.parse(printedTrustFile(), new KeyId(vectors.getOrDefault("root-key-id", "")));
        MemoryHeadLog log = new MemoryHeadLog();
        log.append(
                ACME,
                tail -> List.of(
                        HEX.parseHex(vectors.getOrDefault("entry-1", "")),
                        HEX.parseHex(vectors.getOrDefault("entry-2", ""))));
        HeadReader reader = new HeadReader(log, () -> trusted, SeenPositions.inMemory(), world.clock(), Duration.ZERO);
        reader.refresh(ACME);
        SealedDocument document = document();

        assertThat(reader.fault(ACME)).isEmpty();
        assertThat(reader.lookup(ACME, document.head().document())).isEqualTo(new HeadLookup.Current(document.head()));
        assertThat(new SealVerifier(reader, world.clock())
                        .verify(
                                SealedWorld.row(document.chunks().get(1)),
                                world.scope(SealedWorld.reader(ACME, "chief", "finance"))))
                .isInstanceOf(SealCheck.Intact.class);
    }

    private Map<String, String> made() {
        SealedDocument document = document();
        WriteGrant grant = grant();
        world.publish(grant, document.head());
        List<byte[]> entries = world.memoryLog().entries(ACME);
        byte[] leaf = SealFormatV1.leaf(document.chunks().getFirst().facts());
        Map<String, String> made = new LinkedHashMap<>();
        made.put("root-private", SEEDS.get(0));
        made.put("root-key-id", keys.rootId().hex());
        made.put("ingest-private", SEEDS.get(1));
        made.put("ingest-key-id", ingest.hex());
        made.put("audit-private", SEEDS.get(2));
        made.put("audit-key-id", audit.hex());
        made.put("leaf-0", HEX.formatHex(leaf));
        made.put("leaf-0-hash", MerkleTree.leaf(leaf).hex());
        made.put("tree-root", document.head().root().hex());
        made.put("seal-0", document.chunks().get(0).seal());
        made.put("seal-2", document.chunks().get(2).seal());
        made.put("log-start", LogPosition.start(ACME).hash().hex());
        made.put("entry-1", HEX.formatHex(entries.get(0)));
        made.put("entry-1-hash", Sha256.of(entries.get(0)).hex());
        made.put("entry-2", HEX.formatHex(entries.get(1)));
        made.put("tag", grant.tag().canonical());
        made.put("tag-token", grant.tag().token());
        return made;
    }

    private WriteGrant grant() {
        return world.grant(
                ACME,
                WriteAction.INGEST,
                Set.of(new Label("tenant"), Label.ofGroup("finance")),
                Set.of(SealedWorld.RESTRICTED));
    }

    private SealedDocument document() {
        float[] vector = {0.6f, -0.8f, 0};
        return world.sealer()
                .seal(
                        grant(),
                        world.draft(
                                "report.pdf",
                                3,
                                "file:/srv/report.pdf",
                                "batch-7",
                                SealedWorld.START.plus(Duration.ofDays(365)),
                                SealedWorld.stamp(2),
                                List.of(
                                        new ChunkDraft(
                                                "Grüße 👋",
                                                "body",
                                                0,
                                                8,
                                                List.of(new Redaction(6, 8, Sha256.ofText("gone"))),
                                                EmbeddingBinding.exact("test-embedder/1", vector),
                                                vector),
                                        new ChunkDraft(
                                                "second",
                                                "body",
                                                8,
                                                14,
                                                List.of(),
                                                new EmbeddingBinding.StoredForm("test-embedder/1", 3),
                                                vector),
                                        new ChunkDraft(
                                                "third",
                                                "page:2",
                                                0,
                                                5,
                                                List.of(),
                                                new EmbeddingBinding.Absent(),
                                                new float[0]))));
    }

    private KeyId key(KeyRole role, int seed) {
        return keys.add(
                ACME,
                role,
                SealedWorld.START,
                SealedWorld.START.plus(Duration.ofDays(730)),
                HEX.parseHex(SEEDS.get(seed)));
    }

    private static Map<String, String> printed() throws IOException {
        Map<String, String> vectors = new LinkedHashMap<>();
        Matcher line = VECTOR.matcher(specification());
        while (line.find()) {
            assertThat(vectors.put(line.group(1), line.group(2)))
                    .as("%s is printed once", line.group(1))
                    .isNull();
        }
        return vectors;
    }

    /** The last one on the page; the first is the grammar. */
    private static String printedTrustFile() throws IOException {
        List<String> files =
                TRUST.matcher(specification()).results().map(MatchResult::group).toList();
        assertThat(files).hasSize(2);
        return files.getLast();
    }

    private static String specification() throws IOException {
        return Files.readString(SPECIFICATION, StandardCharsets.UTF_8);
    }
}
