package dev.weir.tenancy.testkit;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The product and its model, and what their steps are made of. */
class LifecycleState {
    static final List<String> LABELS = List.of("tenant", "group:finance", "group:legal");
    static final List<Set<String>> GROUPS =
            List.of(Set.of(), Set.of("finance"), Set.of("legal"), Set.of("finance", "legal"));
    static final List<String> DOCUMENTS = List.of("alpha", "beta", "gamma");
    static final int MOST_TENANTS = 5;
    static final Duration KEY_LIFETIME = Duration.ofDays(3_650);

    final WorldKeys keys = new WorldKeys();
    final List<TenantId> tenants = new ArrayList<>();
    final LifecycleModel model = new LifecycleModel();
    final List<Candidate> rows = new ArrayList<>();
    final Map<String, Integer> rowsBySeal = new HashMap<>();
    final Map<String, DocumentHead> published = new HashMap<>();
    final List<String> models;
    final SealedWorld world;
    final ChunkStore store;
    HeadReader second;
    long contents;

    /**
     * @param stores opens an empty store
     * @param models that vectors are said to be of
     */
    LifecycleState(int tenantCount, Function<InstantSource, ChunkStore> stores, List<String> models) {
        this.models = List.copyOf(models);
        for (int i = 0; i < tenantCount; i++) {
            TenantId tenant = new TenantId("tenant-" + i);
            tenants.add(tenant);
            for (KeyRole role : KeyRole.values()) {
                addKey(tenant, role);
            }
        }
        world = SealedWorld.inMemory(
                new TenantPolicy(
                        new PolicyVersion("life"),
                        Set.copyOf(tenants),
                        TenantPolicy.DEFAULT_LABEL,
                        Map.of(),
                        Map.of(),
                        TrustTier.INTERNAL),
                keys);
        store = stores.apply(world.clock());
        second = world.newReader();
    }

    ChunkStore store() {
        return store;
    }

    SealedWorld world() {
        return world;
    }

    List<TenantId> tenants() {
        return tenants;
    }

    AccessScope scope(TenantId reader, Set<String> groups) {
        return world.scope(new Principal("reader", reader, groups, Principal.AuthenticatedBy.VERIFIED_TOKEN));
    }

    /** Seals the next version and writes its rows; what an earlier attempt at that version wrote is replaced. */
    SealedDocument write(Step step) {
        long version = model.nextVersion(step.tenant.value(), step.document);
        contents++;
        String text = step.document + " text " + contents;
        float[] vector = SealedWorld.vectorOf(text);
        List<ChunkDraft> chunks = List.of(
                new ChunkDraft(
                        text,
                        "body",
                        0,
                        text.length(),
                        List.of(),
                        EmbeddingBinding.exact(step.embedder(), vector),
                        vector),
                new ChunkDraft(
                        "end", "body", 0, 3, List.of(), EmbeddingBinding.exact(step.embedder(), vector), vector));
        WriteGrant grant = grant(step.tenant, WriteAction.INGEST, step.label);
        SealedDocument sealed = world.sealer()
                .seal(
                        grant,
                        world.draft(
                                step.document,
                                version,
                                step.source(),
                                step.batch(),
                                DocumentHead.NEVER,
                                SealedWorld.stamp(1 + model.tenant(step.tenant.value()).current),
                                chunks));
        store.write(grant, sealed, Map.of());
        forgetStored(step, row -> row.version == version);
        sealed.chunks().forEach(chunk -> {
            rowsBySeal.put(chunk.seal(), rows.size());
            rows.add(SealedWorld.row(chunk));
            model.rows.add(new LifecycleModel.Row(
                    step.tenant.value(), step.document, version, contents, step.source(), step.batch()));
        });
        return sealed;
    }

    void forgetStored(Step step, Predicate<LifecycleModel.Row> which) {
        for (LifecycleModel.Row row : model.rows) {
            if (row.tenant.equals(step.tenant.value()) && row.document.equals(step.document) && which.test(row)) {
                row.stored = false;
            }
        }
    }

    void publish(WriteGrant grant, DocumentHead head) {
        world.writer().publish(grant, head);
        published.put(head.tenant() + "/" + head.document(), head);
    }

    DocumentHead head(Step step) {
        return Optional.ofNullable(published.get(step.tenant + "/" + step.document))
                .orElseThrow();
    }

    void appended(TenantId tenant) {
        model.append(
                tenant.value(), world.clock().instant().toEpochMilli(), SealedWorld.CHECKPOINT_LIFETIME.toMillis());
    }

    WriteGrant grant(TenantId tenant, WriteAction action, String label) {
        return world.grant(tenant, action, Set.of(new Label(label)), Set.of());
    }

    void addKey(TenantId tenant, KeyRole role) {
        KeyId key = keys.add(tenant, role, SealedWorld.START.minusSeconds(1), SealedWorld.START.plus(KEY_LIFETIME));
        model.tenant(tenant.value()).keys.put(role.name().toLowerCase(Locale.ROOT), key.hex());
    }

    /** What a number drawn by the test means. */
    final class Step {
        final int pick;
        final TenantId tenant;
        final String document;
        final String label;

        Step(int pick) {
            this.pick = pick;
            this.tenant = tenants.get(pick % MOST_TENANTS % tenants.size());
            this.document = DOCUMENTS.get(pick / MOST_TENANTS % DOCUMENTS.size());
            this.label = Optional.of(document)
                    .filter(name -> model.stands(tenant.value(), name))
                    .map(name -> model.document(tenant.value(), name).label)
                    .orElse(LABELS.get(pick / 17 % LABELS.size()));
        }

        /** A number that means the same tenant and another document. */
        int numberOf(int other) {
            return pick % MOST_TENANTS + MOST_TENANTS * other;
        }

        String source() {
            return "test:" + document;
        }

        String batch() {
            return "batch-" + pick / 19 % 4;
        }

        String embedder() {
            return models.get(pick / 23 % models.size());
        }

        KeyRole role() {
            return List.of(KeyRole.values()).get(pick / 29 % KeyRole.values().length);
        }
    }
}
