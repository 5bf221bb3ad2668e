package dev.weir.tenancy.heads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.SignatureAlgorithm;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.WorldKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** The product and its model side by side: every step is taken in both. */
public final class LifecycleScene {
    private static final List<String> LABELS = List.of("tenant", "group:finance", "group:legal");
    private static final List<Set<String>> GROUPS =
            List.of(Set.of(), Set.of("finance"), Set.of("legal"), Set.of("finance", "legal"));
    private static final List<String> DOCUMENTS = List.of("alpha", "beta", "gamma");
    private static final int MOST_TENANTS = 5;
    private static final Duration KEY_LIFETIME = Duration.ofDays(3_650);

    private final WorldKeys keys = new WorldKeys();
    private final List<TenantId> tenants = new ArrayList<>();
    private final LifecycleModel model = new LifecycleModel();
    private final List<Candidate> rows = new ArrayList<>();
    private final SealedWorld world;
    private final ChunkStore store;
    private final int models;
    private HeadReader second;
    private long contents;

    LifecycleScene(int tenantCount, boolean mixesModels, Function<InstantSource, ChunkStore> stores) {
        models = mixesModels ? 2 : 1;
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

    /** A first version, or the next one; as re-embedding does it, or as a changed text. */
    void ingest(int pick) {
        Step step = new Step(pick);
        SealedDocument sealed = write(step);
        world.writer().publish(grant(step.tenant, WriteAction.INGEST, step.label), sealed.head());
        appended(step.tenant);
        model.publish(
                step.tenant.value(),
                step.document,
                sealed.head().version(),
                contents,
                step.label,
                sealed.head().stamp().epoch());
        store.erase(
                grant(step.tenant, WriteAction.INGEST, step.label),
                new Erasure.OtherVersions(
                        new DocumentId(step.document), sealed.head().version()));
        forgetStored(step, row -> row.version != sealed.head().version());
    }

    /** Rows of the next version are written, and the process dies before their head is published. */
    void crash(int pick) {
        write(new Step(pick));
    }

    /** A folder is compared with what was ingested: each document is unchanged, changed or gone. */
    void sync(int pick) {
        for (int i = 0; i < DOCUMENTS.size(); i++) {
            int fate = pick / (int) Math.pow(3, i) % 3;
            int same = new Step(pick).numberOf(i);
            if (fate == 1) {
                ingest(same);
            } else if (fate == 2) {
                erase(same);
            }
        }
    }

    void relabel(int pick) {
        Step step = new Step(pick);
        if (!model.stands(step.tenant.value(), step.document)) {
            return;
        }
        String label = LABELS.get(pick / 7 % LABELS.size());
        WriteGrant grant = grant(step.tenant, WriteAction.RELABEL, label);
        DocumentHead head = head(step);
        world.writer().publish(grant, HeadScene.withTag(head, grant.tag()));
        appended(step.tenant);
        store.relabel(grant, head.document(), grant.tag());
        model.relabel(step.tenant.value(), step.document, label);
    }

    void suspend(int pick) {
        Step step = new Step(pick);
        world.writer().suspend(grant(step.tenant, WriteAction.INGEST, step.label), new DocumentId(step.document));
        appended(step.tenant);
        if (model.stands(step.tenant.value(), step.document)) {
            model.document(step.tenant.value(), step.document).suspended = true;
        }
    }

    /** The document's rows go from the store; whoever kept a copy can put them back. */
    void erase(int pick) {
        Step step = new Step(pick);
        WriteGrant grant = grant(step.tenant, WriteAction.ERASE, "tenant");
        world.writer().erase(grant, new DocumentId(step.document));
        appended(step.tenant);
        store.erase(grant, new Erasure.ByDocument(new DocumentId(step.document)));
        forgetStored(step, row -> true);
        if (model.stands(step.tenant.value(), step.document)) {
            model.document(step.tenant.value(), step.document).erased = true;
        }
    }

    void revoke(int pick) {
        Step step = new Step(pick);
        LogEntry.Revoked.Target target = List.of(
                        LogEntry.Revoked.Target.DOCUMENT, LogEntry.Revoked.Target.SOURCE, LogEntry.Revoked.Target.BATCH)
                .get(pick / 11 % 3);
        String value = switch (target) {
            case DOCUMENT -> step.document;
            case SOURCE -> step.source();
            default -> step.batch();
        };
        world.writer().revoke(grant(step.tenant, WriteAction.REVOKE, "tenant"), target, value);
        appended(step.tenant);
        model.tenant(step.tenant.value()).revoked.add(target.name().toLowerCase(Locale.ROOT) + ":" + value);
    }

    void rotate(int pick) {
        Step step = new Step(pick);
        addKey(step.tenant, step.role());
    }

    /** A key is revoked and replaced; its documents are withheld until somebody endorses them. */
    void compromise(int pick) {
        Step step = new Step(pick);
        KeyId stolen = keys.currentKey(step.tenant, step.role()).orElseThrow();
        world.writer()
                .revoke(grant(step.tenant, WriteAction.REVOKE, "tenant"), LogEntry.Revoked.Target.KEY, stolen.hex());
        model.tenant(step.tenant.value()).revoked.add("key:" + stolen.hex());
        appended(step.tenant);
        addKey(step.tenant, step.role());
    }

    /** The same head again, by the keys that are current now. */
    void endorse(int pick) {
        Step step = new Step(pick);
        if (!model.stands(step.tenant.value(), step.document)) {
            return;
        }
        LifecycleModel.Document known = model.document(step.tenant.value(), step.document);
        DocumentHead head = head(step);
        world.writer().publish(grant(step.tenant, WriteAction.RELABEL, known.label), head);
        appended(step.tenant);
        model.relabel(step.tenant.value(), step.document, known.label);
        world.writer().publish(grant(step.tenant, WriteAction.INGEST, known.label), head);
        appended(step.tenant);
        model.publish(step.tenant.value(), step.document, known.version, known.content, known.label, known.epoch);
    }

    /** A new scan of the same text: the same head with a later stamp. */
    void restamp(int pick) {
        Step step = new Step(pick);
        if (!model.stands(step.tenant.value(), step.document)) {
            return;
        }
        LifecycleModel.Document known = model.document(step.tenant.value(), step.document);
        DocumentHead head = head(step);
        int epoch = known.epoch + 1;
        DocumentHead later = new DocumentHead(
                head.tag(),
                head.document(),
                head.version(),
                head.treeSize(),
                head.root(),
                head.trust(),
                head.attester(),
                head.expiresAt(),
                SealedWorld.stamp(epoch));
        world.writer().publish(grant(step.tenant, WriteAction.INGEST, known.label), later);
        appended(step.tenant);
        model.publish(step.tenant.value(), step.document, known.version, known.content, known.label, epoch);
    }

    void raiseMinimum(int pick) {
        Step step = new Step(pick);
        int epoch = 1 + pick / 13 % 3;
        WriteGrant grant = grant(step.tenant, WriteAction.REVOKE, "tenant");
        world.writer().raiseEpoch(grant, epoch);
        world.writer().requireEpoch(grant, epoch);
        appended(step.tenant);
        LifecycleModel.Tenant log = model.tenant(step.tenant.value());
        log.minimum = Math.max(log.minimum, epoch);
        log.current = Math.max(log.current, epoch);
    }

    void restart(int pick) {
        second = world.newReader();
        second.refresh(tenants.get(pick % tenants.size()));
    }

    void passTime(int pick) {
        world.clock().advance(pick % 4 == 0 ? SealedWorld.CHECKPOINT_LIFETIME : Duration.ofHours(2));
    }

    /** Whoever holds the log puts back an older copy, or another history; a reader that saw more names the fault. */
    void attackLog(int pick) {
        TenantId tenant = tenants.get(pick % tenants.size());
        List<byte[]> whole = world.memoryLog().entries(tenant);
        if (whole.size() < 2) {
            return;
        }
        HeadReader victim = world.newReader();
        victim.refresh(tenant);
        world.memoryLog().tamper(tenant, entries -> List.copyOf(entries.subList(0, entries.size() - 1)));
        boolean fork = pick / 5 % 2 == 0;
        if (fork) {
            LogEntry other = new LogEntry.Suspended(tenant, new DocumentId("another-history"));
            KeyId key = keys.currentKey(tenant, KeyRole.INGEST).orElseThrow();
            world.log().append(tenant, tail -> {
                byte[] message =
                        LogFormatV1.message(tail, world.clock().instant(), key, SignatureAlgorithm.ED25519, other);
                return List.of(LogFormatV1.entry(message, keys.sign(key, message)));
            });
        }
        victim.refresh(tenant);
        assertThat(victim.fault(tenant)).contains(fork ? LogFault.FORKED : LogFault.ROLLED_BACK);
        assertThat(victim.tags(tenant)).isEmpty();
        world.memoryLog().tamper(tenant, entries -> whole);
    }

    /** Every row that ever was is judged alike by the product and the model, for every reader. */
    void checkAll() {
        for (int i = 0; i < tenants.size() * GROUPS.size(); i++) {
            check(i);
        }
    }

    void close() {
        store.close();
    }

    /** The same for one reader. */
    void check(int pick) {
        long now = world.clock().instant().toEpochMilli();
        for (TenantId tenant : tenants) {
            world.heads().refresh(tenant);
            second.refresh(tenant);
            assertThat(second.currentEpoch(tenant)).isEqualTo(model.tenant(tenant.value()).current);
        }
        TenantId reader = tenants.get(pick % tenants.size());
        Set<String> groups = GROUPS.get(pick / tenants.size() % GROUPS.size());
        AccessScope scope =
                world.scope(new Principal("reader", reader, groups, Principal.AuthenticatedBy.VERIFIED_TOKEN));
        check(world.verifier(), scope, reader, groups, now);
        check(new SealVerifier(second, world.clock()), scope, reader, groups, now);
        assertThat(answer(scope)).isEqualTo(expectedAnswer(reader, groups, now));
    }

    private void check(SealVerifier verifier, AccessScope scope, TenantId reader, Set<String> groups, long now) {
        for (int i = 0; i < rows.size(); i++) {
            String said = switch (verifier.verify(rows.get(i), scope)) {
                case SealCheck.Intact intact -> LifecycleModel.INTACT;
                case SealCheck.OutOfScope outside -> LifecycleModel.OUT_OF_SCOPE;
                case SealCheck.Broken broken -> broken.fault().name();
            };
            assertThat(said)
                    .as("row %s to a reader of %s in %s", rows.get(i).id(), reader, groups)
                    .isEqualTo(model.expected(model.rows.get(i), reader.value(), groups, now));
        }
    }

    /** The chunks that a search gives and that verify. */
    private Set<String> answer(AccessScope scope) {
        Set<String> answer = new TreeSet<>();
        for (Candidate row : store.search(world.byVector(scope, SealedWorld.vectorOf("question"), 10_000))
                .rows()) {
            if (world.verifier().verify(row, scope) instanceof SealCheck.Intact intact) {
                answer.add(intact.chunk().id().toString());
            }
        }
        return answer;
    }

    private Set<String> expectedAnswer(TenantId reader, Set<String> groups, long now) {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < rows.size(); i++) {
            LifecycleModel.Row row = model.rows.get(i);
            if (row.stored && model.expected(row, reader.value(), groups, now).equals(LifecycleModel.INTACT)) {
                expected.add(rows.get(i).id().orElseThrow());
            }
        }
        return expected;
    }

    /** Seals the next version and writes its rows; what an earlier attempt at that version wrote is replaced. */
    private SealedDocument write(Step step) {
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
            rows.add(SealedWorld.row(chunk));
            model.rows.add(new LifecycleModel.Row(
                    step.tenant.value(), step.document, version, contents, step.source(), step.batch()));
        });
        return sealed;
    }

    private void forgetStored(Step step, Predicate<LifecycleModel.Row> which) {
        for (LifecycleModel.Row row : model.rows) {
            if (row.tenant.equals(step.tenant.value()) && row.document.equals(step.document) && which.test(row)) {
                row.stored = false;
            }
        }
    }

    private DocumentHead head(Step step) {
        world.heads().refresh(step.tenant);
        return world.heads()
                .standing(step.tenant, new DocumentId(step.document))
                .orElseThrow();
    }

    private void appended(TenantId tenant) {
        model.append(
                tenant.value(), world.clock().instant().toEpochMilli(), SealedWorld.CHECKPOINT_LIFETIME.toMillis());
    }

    private WriteGrant grant(TenantId tenant, WriteAction action, String label) {
        return world.grant(tenant, action, Set.of(new Label(label)), Set.of());
    }

    private void addKey(TenantId tenant, KeyRole role) {
        KeyId key = keys.add(tenant, role, SealedWorld.START.minusSeconds(1), SealedWorld.START.plus(KEY_LIFETIME));
        model.tenant(tenant.value()).keys.put(role.name().toLowerCase(Locale.ROOT), key.hex());
    }

    /** What a number drawn by the test means. */
    private final class Step {
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
            return "test-embedder/" + (1 + pick / 23 % models);
        }

        KeyRole role() {
            return List.of(KeyRole.values()).get(pick / 29 % KeyRole.values().length);
        }
    }
}
