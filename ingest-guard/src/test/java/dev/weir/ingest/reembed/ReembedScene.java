package dev.weir.ingest.reembed;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.embed.Embedder;
import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Decision;
import dev.weir.tenancy.DenialCode;
import dev.weir.tenancy.Grant;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.Redaction;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Two tenants with documents of many kinds in a first index, and everything a re-embedding needs. */
final class ReembedScene {
    static final String MODEL = "second-embedder/1";
    static final int DIMENSION = 5;
    static final Label FINANCE = new Label("group:finance");
    static final Map<String, String> ATTRIBUTES = Map.of("team", "legal");

    final SealedWorld world = SealedWorld.inMemory();
    final TwoIndexes indexes = new TwoIndexes(world.clock());
    /** What a reader must find, by document. */
    final Map<DocumentKey, List<String>> expected =
            new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

    private int embedded;

    /** Ingests the usual documents. */
    ReembedScene filled() {
        WriteGrant acme = grant(ACME);
        world.ingest(indexes.old(), acme, world.draft("lease", 1, "an older lease"));
        ingest(acme, "lease", 2, "the lease of the hall", "ends in March", "and costs little");
        WriteGrant finance =
                world.grant(ACME, WriteAction.INGEST, Set.of(FINANCE), Set.of()).lowerTrust(TrustTier.EXTERNAL);
        String text = "paid by [redacted] twice";
        float[] vector = SealedWorld.vectorOf(text);
        ChunkDraft redacted = new ChunkDraft(
                text,
                "sheet:2",
                7,
                99,
                List.of(new Redaction(8, 18, Sha256.ofText("somebody"))),
                EmbeddingBinding.exact(SealedWorld.EMBEDDER, vector),
                vector);
        ScanStamp stamp = new ScanStamp(
                0,
                "old-rules/1",
                Sha256.ofText("old model"),
                Sha256.ofText("old tokenizer"),
                "old",
                "old",
                ScanStamp.Outcome.RELEASED,
                9_000);
        world.ingest(
                indexes.old(),
                finance,
                world.draft(
                        "memo",
                        1,
                        "test:memo",
                        "batch-7",
                        SealedWorld.START.plus(Duration.ofDays(9)),
                        stamp,
                        List.of(redacted)),
                ATTRIBUTES);
        expected.put(key(ACME, "memo"), List.of(text));
        ingest(grant(GLOBEX), "menu", 1, "soup on Tuesday", "fish on Friday");
        return this;
    }

    void ingest(WriteGrant grant, String document, long version, String... texts) {
        world.ingest(indexes.old(), grant, world.draft(document, version, texts), ATTRIBUTES);
        expected.put(key(grant.tenant(), document), List.of(texts));
    }

    ReembedOutcome run() {
        return run(embedder(MODEL));
    }

    ReembedOutcome run(Embedder embedder) {
        Reembedding reembedding =
                new Reembedding(embedder, world.heads(), world.writer(), world.digests(), world.clock());
        Set<TenantId> tenants = Set.of(ACME, GLOBEX, HANDBOOK);
        tenants.forEach(world.heads()::refresh);
        AccessScope everything = new ScopeResolver(new EveryTag(), world.clock(), Duration.ofHours(1))
                .resolve(SealedWorld.reader(ACME, "operator"));
        ReembedLeave leave = new ReembedLeave(tenants, everything, SealedWorld.opening(), this::grant);
        return reembedding.run(indexes, leave, new ReembedListener() {
            @Override
            public void begins(IndexPair.Stage stage, int documents) {
                assertThat(stage).isEqualTo(indexes.stage());
            }

            @Override
            public void finished(DocumentHead head) {
                assertThat(head(new DocumentKey(head.tenant(), head.document())))
                        .isEqualTo(head);
            }
        });
    }

    /** How many texts were embedded. */
    int embedded() {
        return embedded;
    }

    Embedder embedder(String model) {
        return new Embedder() {
            @Override
            public String modelId() {
                return model;
            }

            @Override
            public int dimension() {
                return DIMENSION;
            }

            @Override
            public List<float[]> embed(List<String> texts) {
                embedded += texts.size();
                return texts.stream().map(ReembedScene::newVectorOf).toList();
            }
        };
    }

    static float[] newVectorOf(String text) {
        SplittableRandom random = new SplittableRandom(Sha256.ofText(text).w1());
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (10 * random.nextGaussian());
        }
        return vector;
    }

    /**
     * Every document that counts is answered by one version, whole, and each chunk is the nearest to its own text's vector
     * under the model of the index that queries go to.
     */
    void requireServed() {
        expected.forEach((document, texts) -> {
            for (String text : texts) {
                List<VerifiedChunk> found = find(document, text);
                assertThat(found).extracting(VerifiedChunk::text).containsExactlyInAnyOrderElementsOf(texts);
                assertThat(found)
                        .extracting(chunk -> chunk.id().version())
                        .containsOnly(found.getFirst().id().version());
                assertThat(found.getFirst().text()).isEqualTo(text);
                assertThat(found.getFirst().score()).isGreaterThan(0.999);
            }
        });
    }

    /** What a reader of the tenant finds of a document for a text, best first. */
    List<VerifiedChunk> find(DocumentKey document, String text) {
        AccessScope scope = world.scope(SealedWorld.reader(document.tenant(), "reader", "finance"));
        world.heads().refresh(document.tenant());
        float[] vector = indexes.stage() == IndexPair.Stage.BUILDING ? SealedWorld.vectorOf(text) : newVectorOf(text);
        List<VerifiedChunk> found = new ArrayList<>();
        for (Candidate row :
                indexes.current().search(world.byVector(scope, vector, 1_000)).rows()) {
            if (row != null
                    && world.verifier().verify(row, scope) instanceof SealCheck.Intact intact
                    && DocumentKey.of(intact.chunk().id()).equals(document)) {
                found.add(intact.chunk());
            }
        }
        return found;
    }

    /** The intact chunks of every document, by id. */
    Map<DocumentKey, List<VerifiedChunk>> served() {
        Map<DocumentKey, List<VerifiedChunk>> served = new LinkedHashMap<>();
        expected.forEach((document, texts) -> served.put(
                document,
                find(document, texts.getFirst()).stream()
                        .sorted((a, b) -> Integer.compare(a.id().ordinal(), b.id().ordinal()))
                        .toList()));
        return served;
    }

    List<Candidate> rows() {
        List<Candidate> rows = new ArrayList<>();
        indexes.current().forEach(SealedWorld.opening(), rows::add);
        return rows;
    }

    DocumentHead head(DocumentKey document) {
        return ((HeadLookup.Current) world.heads().lookup(document.tenant(), document.document())).head();
    }

    WriteGrant grant(TenantId tenant) {
        return world.grant(tenant, WriteAction.INGEST);
    }

    static DocumentKey key(TenantId tenant, String document) {
        return new DocumentKey(tenant, new dev.weir.tenancy.chunk.DocumentId(document));
    }

    /** Lets the operator see every tag in use. */
    private final class EveryTag implements AccessPolicy {
        @Override
        public PolicyVersion version() {
            return new PolicyVersion("every-tag-1");
        }

        @Override
        public Set<Grant> readGrants(Principal principal) {
            Set<Grant> grants = new HashSet<>();
            for (TenantId tenant : List.of(ACME, GLOBEX, HANDBOOK)) {
                Set<Label> labels = new HashSet<>();
                for (AccessTag tag : world.heads().tags(tenant)) {
                    labels.addAll(tag.labels());
                }
                if (!labels.isEmpty()) {
                    grants.add(new Grant(tenant, labels, Set.of()));
                }
            }
            return grants;
        }

        @Override
        public Decision decide(Principal principal, AccessTag tag) {
            return new Decision.Deny(DenialCode.OUTSIDE_GRANTS, version());
        }

        @Override
        public WriteRequest.Answer mayWrite(Principal principal, WriteRequest request) {
            return new WriteRequest.Answer.Refused(DenialCode.WRITE_NOT_ALLOWED);
        }
    }
}
