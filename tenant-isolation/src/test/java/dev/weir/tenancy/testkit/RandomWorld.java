package dev.weir.tenancy.testkit;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.policy.Policies;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.InMemoryChunkStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A world drawn from a seed: tenants whose names are easily confused, shared corpora, groups, clearances, one policy or
 * two met, and documents that were replaced, relabelled, erased, revoked, expired or scanned by old rules. Beside the
 * real thing stands the {@link ReferenceModel} of the same facts.
 */
public final class RandomWorld {
    private static final List<String> TENANTS = List.of("acme", "acme1", "acm", "acme.eu", "acme-eu", "globex", "z");
    private static final List<String> CORPORA = List.of("handbook", "acme.shared");
    private static final List<String> GROUPS = List.of("finance", "finance2", "legal", "support");
    private static final List<String> CLEARANCES = List.of("restricted", "export");
    private static final List<String> SUBJECTS = List.of("anna", "bert", "chief");
    private static final List<String> WORDS = List.of(
            "budget", "salary", "merger", "roadmap", "incident", "contract", "kitchen", "travel", "budgets", "a");
    private static final Instant LONG_AGO = SealedWorld.START.plusSeconds(60);

    private final SplittableRandom random;
    private final List<ReferenceModel.Rules> rules = new ArrayList<>();
    private final SealedWorld world;
    private final ScopeResolver scopes;
    private final ChunkStore store;
    private final ReferenceModel model = new ReferenceModel();
    private final Map<String, ReferenceModel.Document> documents = new HashMap<>();
    private final Map<ReferenceModel.Document, SealedDocument> sealed = new HashMap<>();
    private final List<Candidate> everything = new ArrayList<>();

    public RandomWorld(long seed) {
        this(seed, InMemoryChunkStore::new);
    }

    /** @param stores opens an empty store */
    public RandomWorld(long seed, Function<InstantSource, ChunkStore> stores) {
        random = new SplittableRandom(seed);
        Set<String> tenants = new TreeSet<>(some(TENANTS, 3 + random.nextInt(3)));
        tenants.addAll(some(CORPORA, 1 + random.nextInt(2)));
        TenantPolicy policy = policy(tenants);
        List<AccessPolicy> policies = new ArrayList<>(List.of(policy));
        if (random.nextInt(10) < 3) {
            policies.add(policy(tenants));
        }
        world = SealedWorld.inMemory(policy);
        scopes = new ScopeResolver(Policies.allOf(policies), world.clock(), SealedWorld.GRANT_LIFETIME);
        store = stores.apply(world.clock());
        int count = 24 + random.nextInt(16);
        for (int i = 0; i < count; i++) {
            ingest(any(List.copyOf(tenants)), "doc-" + random.nextInt(count));
        }
        List.copyOf(documents.keySet()).forEach(this::change);
        tenants.forEach(this::revoke);
        world.clock().advance(Duration.ofMinutes(30));
        policy.tenants().forEach(world.heads()::refresh);
    }

    public SealedWorld world() {
        return world;
    }

    /** The honest store, still holding what was replaced, erased or revoked in part. */
    public ChunkStore store() {
        return store;
    }

    /** Every row that was ever given to the store. */
    public List<Candidate> everything() {
        return everything;
    }

    /** The next random question. */
    public LeakQuery nextQuery() {
        List<String> own = rules.getFirst().tenants().stream()
                .filter(tenant -> !CORPORA.contains(tenant) || random.nextInt(8) == 0)
                .sorted()
                .toList();
        Principal principal = new Principal(
                any(SUBJECTS),
                new TenantId(random.nextInt(200) == 0 ? "stranger" : any(own)),
                Set.copyOf(some(GROUPS, random.nextInt(3))),
                Principal.AuthenticatedBy.VERIFIED_TOKEN);
        ReferenceModel.Row aim = any(model.rows);
        Optional<String> text = Optional.of(random.nextBoolean() ? aim.text() : any(WORDS) + " " + any(WORDS));
        Optional<float[]> vector = Optional.of(random.nextBoolean() ? aim.vector() : SealedWorld.unitVector(random));
        int kind = random.nextInt(4);
        return new LeakQuery(
                principal,
                scopes,
                kind == 0 ? Optional.empty() : vector,
                kind < 2 ? text : Optional.empty(),
                1 + random.nextInt(10),
                random.nextInt(8) == 0 ? filter(2) : ApplicationFilter.everything());
    }

    /** Exactly what an honest store behind an honest path serves, in order. */
    public List<GuardedSearch.Served> expected(LeakQuery query) {
        return model.ranked(query.vector(), query.text()).stream()
                .filter(row -> readable(query, row))
                .filter(row -> ReferenceModel.matches(query.filter(), row.document().fields))
                .limit(query.k())
                .map(row -> new GuardedSearch.Served(row.key(), row.text()))
                .toList();
    }

    /** Everything that this query's reader may read, by key. */
    public Map<String, String> readable(LeakQuery query) {
        return model.rows.stream()
                .filter(row -> readable(query, row))
                .collect(Collectors.toMap(ReferenceModel.Row::key, ReferenceModel.Row::text));
    }

    /** Whether a store without any filter would have returned something that the reader may not see. */
    public boolean hasForeignRows(LeakQuery query) {
        return model.ranked(query.vector(), query.text()).stream()
                .limit(query.k())
                .anyMatch(row -> !readable(query, row));
    }

    private boolean readable(LeakQuery query, ReferenceModel.Row row) {
        return ReferenceModel.counts(row)
                && ReferenceModel.mayRead(
                        rules,
                        query.principal().tenant().value(),
                        query.principal().subject(),
                        query.principal().groups(),
                        row.document());
    }

    private TenantPolicy policy(Set<String> tenants) {
        String defaultLabel = random.nextInt(8) == 0 ? "public" : "tenant";
        Map<String, Set<String>> shared = new HashMap<>();
        Map<String, Map<String, Set<String>>> clearances = new HashMap<>();
        for (String tenant : tenants) {
            if (CORPORA.contains(tenant)) {
                shared.put(tenant, Set.copyOf(some(List.copyOf(tenants), 1 + random.nextInt(tenants.size()))));
            }
            Map<String, Set<String>> held = new HashMap<>();
            SUBJECTS.forEach(subject -> held.put(subject, Set.copyOf(some(CLEARANCES, random.nextInt(3)))));
            held.put(SealedWorld.INGESTER, Set.copyOf(CLEARANCES));
            clearances.put(tenant, held);
        }
        rules.add(new ReferenceModel.Rules(Set.copyOf(tenants), defaultLabel, shared, clearances));
        Map<TenantId, Set<TenantId>> sharedWith = new HashMap<>();
        shared.forEach((corpus, readers) -> sharedWith.put(new TenantId(corpus), ids(readers)));
        Map<TenantId, Map<String, Set<Label>>> holds = new HashMap<>();
        clearances.forEach((tenant, held) -> {
            Map<String, Set<Label>> labels = new HashMap<>();
            held.forEach((subject, names) -> labels.put(subject, labels(names)));
            holds.put(new TenantId(tenant), labels);
        });
        return new TenantPolicy(
                new PolicyVersion("random-" + rules.size()),
                ids(tenants),
                new Label(defaultLabel),
                sharedWith,
                holds,
                TrustTier.INTERNAL);
    }

    private void ingest(String tenant, String name) {
        String key = tenant + "/" + name;
        ReferenceModel.Document known = documents.get(key);
        ReferenceModel.Document document = known == null ? new ReferenceModel.Document(tenant) : known;
        if (known == null) {
            drawTag(document);
        }
        document.version++;
        document.fields.put(ApplicationFilter.SOURCE, "test:source-" + random.nextInt(5));
        document.fields.put(ApplicationFilter.BATCH, "batch-" + random.nextInt(5));
        document.fields.put(ApplicationFilter.DOCUMENT, name);
        document.fields.remove("lang");
        if (random.nextBoolean()) {
            document.fields.put("lang", any(List.of("en", "de")));
        }
        boolean expires = random.nextInt(12) == 0;
        boolean old = random.nextInt(6) == 0;
        document.withheld = expires;
        WriteGrant grant = grant(document, WriteAction.INGEST);
        SealedDocument sealedNow = world.sealer().seal(grant, draft(document, name, expires, old ? 1 : 2));
        Map<String, String> attributes = new HashMap<>(document.fields);
        attributes.keySet().removeIf(field -> field.startsWith("weir."));
        store.write(grant, sealedNow, attributes);
        world.publish(grant, sealedNow.head());
        for (SealedChunk chunk : sealedNow.chunks()) {
            everything.add(SealedWorld.row(chunk));
            model.rows.add(new ReferenceModel.Row(
                    document, document.version, chunk.id().toString(), chunk.text(), chunk.vector()));
        }
        documents.put(key, document);
        sealed.put(document, sealedNow);
        if (document.version > 1 && random.nextBoolean()) {
            store.erase(grant, new Erasure.OtherVersions(new DocumentId(name), document.version));
        }
    }

    private DocumentDraft draft(ReferenceModel.Document document, String name, boolean expires, int epoch) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String text = any(WORDS) + " " + any(WORDS) + " canary" + document.tenant.replaceAll("[^a-z0-9]", "") + " u"
                    + Long.toString(random.nextLong() >>> 1, 36);
            float[] vector = SealedWorld.vectorOf(text);
            EmbeddingBinding binding = random.nextInt(4) == 0
                    ? new EmbeddingBinding.StoredForm(SealedWorld.EMBEDDER, vector.length)
                    : EmbeddingBinding.exact(SealedWorld.EMBEDDER, vector);
            chunks.add(new ChunkDraft(text, "body", 0, text.length(), List.of(), binding, vector));
        }
        return world.draft(
                name,
                document.version,
                document.fields.getOrDefault(ApplicationFilter.SOURCE, ""),
                document.fields.getOrDefault(ApplicationFilter.BATCH, ""),
                expires ? LONG_AGO : DocumentHead.NEVER,
                SealedWorld.stamp(epoch),
                chunks);
    }

    /** Relabels or erases a document, or leaves it as it is. */
    private void change(String key) {
        ReferenceModel.Document document = documents.get(key);
        if (document == null) {
            return;
        }
        DocumentId id = new DocumentId(key.substring(key.indexOf('/') + 1));
        switch (random.nextInt(10)) {
            case 0 -> {
                world.writer().erase(world.grant(new TenantId(document.tenant), WriteAction.ERASE), id);
                document.withheld = true;
                if (random.nextBoolean()) {
                    store.erase(
                            world.grant(new TenantId(document.tenant), WriteAction.ERASE), new Erasure.ByDocument(id));
                }
            }
            case 1, 2 -> {
                drawTag(document);
                WriteGrant grant = grant(document, WriteAction.RELABEL);
                DocumentHead head = headOf(document);
                world.publish(
                        grant,
                        new DocumentHead(
                                grant.tag(),
                                head.document(),
                                head.version(),
                                head.treeSize(),
                                head.root(),
                                head.trust(),
                                head.attester(),
                                head.expiresAt(),
                                head.stamp()));
                store.relabel(grant, id, grant.tag());
            }
            default -> {}
        }
    }

    /** Perhaps revokes a source, batch, document or key of a tenant, or asks for newer scans. */
    private void revoke(String name) {
        TenantId tenant = new TenantId(name);
        WriteGrant grant = world.grant(tenant, WriteAction.REVOKE);
        List<ReferenceModel.Document> own = documents.values().stream()
                .filter(document -> document.tenant.equals(name))
                .toList();
        switch (random.nextInt(30)) {
            case 0 -> withhold(grant, own, LogEntry.Revoked.Target.SOURCE, ApplicationFilter.SOURCE, "test:source-1");
            case 1 -> withhold(grant, own, LogEntry.Revoked.Target.BATCH, ApplicationFilter.BATCH, "batch-2");
            case 2 -> withhold(grant, own, LogEntry.Revoked.Target.DOCUMENT, ApplicationFilter.DOCUMENT, "doc-3");
            case 3 -> {
                world.writer().requireEpoch(grant, 2);
                own.stream()
                        .filter(document -> headOf(document).stamp().epoch() < 2)
                        .forEach(document -> document.withheld = true);
            }
            case 4 -> {
                KeyId stolen = world.signer().currentKey(tenant, KeyRole.INGEST).orElseThrow();
                world.writer().revoke(grant, LogEntry.Revoked.Target.KEY, stolen.hex());
                own.forEach(document -> document.withheld = true);
            }
            default -> {}
        }
    }

    private void withhold(
            WriteGrant grant,
            List<ReferenceModel.Document> own,
            LogEntry.Revoked.Target target,
            String field,
            String value) {
        world.writer().revoke(grant, target, value);
        own.stream()
                .filter(document -> value.equals(document.fields.get(field)))
                .forEach(document -> document.withheld = true);
    }

    private DocumentHead headOf(ReferenceModel.Document document) {
        return requireNonNull(sealed.get(document), "the document was never sealed")
                .head();
    }

    private void drawTag(ReferenceModel.Document document) {
        String byDefault = rules.getFirst().defaultLabel();
        Set<String> labels = new HashSet<>();
        int kind = random.nextInt(20);
        if (kind < 14) {
            labels.add(byDefault);
        }
        if (kind >= 11) {
            some(GROUPS, 1 + random.nextInt(2)).forEach(group -> labels.add("group:" + group));
        }
        document.labels = labels;
        document.clearances = Set.copyOf(some(CLEARANCES, Math.max(0, random.nextInt(8) - 5)));
    }

    private WriteGrant grant(ReferenceModel.Document document, WriteAction action) {
        return world.grant(new TenantId(document.tenant), action, labels(document.labels), labels(document.clearances));
    }

    private ApplicationFilter filter(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(5)) {
            case 1 -> new ApplicationFilter.And(List.of(filter(depth - 1), filter(depth - 1)));
            case 2 -> new ApplicationFilter.Or(List.of(filter(depth - 1), filter(depth - 1)));
            case 3 -> new ApplicationFilter.Not(filter(depth - 1));
            default ->
                any(List.of(
                        new ApplicationFilter.AnyOf("lang", Set.of("en", "fr")),
                        new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("test:source-1", "test:source-2")),
                        new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of("batch-0", "batch-1", "batch-3")),
                        new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("doc-1", "doc-2", "doc-3"))));
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> List<T> some(List<T> choices, int count) {
        List<T> left = new ArrayList<>(choices);
        while (left.size() > count) {
            left.remove(random.nextInt(left.size()));
        }
        return left;
    }

    private static Set<TenantId> ids(Set<String> names) {
        return names.stream().map(TenantId::new).collect(Collectors.toSet());
    }

    private static Set<Label> labels(Set<String> names) {
        return names.stream().map(Label::new).collect(Collectors.toSet());
    }
}
