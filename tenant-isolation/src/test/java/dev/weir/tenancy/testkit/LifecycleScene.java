package dev.weir.tenancy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.heads.LogFault;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.ScopedQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The product and its model side by side: every step is taken in both. */
final class LifecycleScene extends LifecycleState {
    private final List<Cached> cached = new ArrayList<>();

    /**
     * @param stores opens an empty store
     * @param models that vectors are said to be of
     */
    LifecycleScene(int tenantCount, Function<InstantSource, ChunkStore> stores, List<String> models) {
        super(tenantCount, stores, models);
    }

    /** A first version, or the next one; as re-embedding does it, or as a changed text. */
    void ingest(int pick) {
        Step step = new Step(pick);
        SealedDocument sealed = write(step);
        publish(grant(step.tenant, WriteAction.INGEST, step.label), sealed.head());
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
        publish(
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
        publish(grant(step.tenant, WriteAction.RELABEL, known.label), head);
        appended(step.tenant);
        model.relabel(step.tenant.value(), step.document, known.label);
        publish(grant(step.tenant, WriteAction.INGEST, known.label), head);
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
        DocumentHead later = head.withStamp(SealedWorld.stamp(epoch));
        publish(grant(step.tenant, WriteAction.INGEST, known.label), later);
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

    /** Somebody keeps an answer and the bound query that gave it; both are looked at after every later step. */
    void cachedQuery(int pick) {
        TenantId reader = tenants.get(pick % tenants.size());
        Set<String> groups = GROUPS.get(pick / MOST_TENANTS % GROUPS.size());
        ScopedQuery query = question(scope(reader, groups));
        cached.add(new Cached(reader, groups, query, store.search(query).rows()));
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
            HeadReader blind = world.newReader();
            new HeadLogWriter(world.log(), blind, keys, keys, world.clock(), SealedWorld.CHECKPOINT_LIFETIME)
                    .suspend(grant(tenant, WriteAction.INGEST, "tenant"), new DocumentId("another-history"));
        }
        victim.refresh(tenant);
        assertThat(victim.fault(tenant)).contains(fork ? LogFault.FORKED : LogFault.ROLLED_BACK);
        assertThat(victim.tags(tenant)).isEmpty();
        world.memoryLog().tamper(tenant, entries -> whole);
    }

    /** Every row that ever was is judged alike by the product and the model, for every reader. */
    void checkAll() {
        for (int i = 0; i < tenants.size() * GROUPS.size(); i++) {
            judge(i);
        }
    }

    /** The same for one reader, and for every answer that was kept. */
    void check(int pick) {
        judge(pick);
        checkCached();
    }

    private void judge(int pick) {
        long now = world.clock().instant().toEpochMilli();
        // Side by side: each checks every signature for itself, which is most of what a life costs.
        HeadReader other = second;
        CompletableFuture<Void> refreshed = CompletableFuture.runAsync(() -> tenants.forEach(other::refresh));
        tenants.forEach(world.heads()::refresh);
        refreshed.join();
        for (TenantId tenant : tenants) {
            assertThat(second.currentEpoch(tenant)).isEqualTo(model.tenant(tenant.value()).current);
        }
        TenantId reader = tenants.get(pick % tenants.size());
        Set<String> groups = GROUPS.get(pick / tenants.size() % GROUPS.size());
        AccessScope scope = scope(reader, groups);
        check(world.verifier(), scope, reader, groups, now);
        check(new SealVerifier(second, world.clock()), scope, reader, groups, now);
        assertThat(answer(scope, question(scope))).isEqualTo(expectedAnswer(reader, groups, now));
    }

    private void check(SealVerifier verifier, AccessScope scope, TenantId reader, Set<String> groups, long now) {
        for (int i = 0; i < rows.size(); i++) {
            check(verifier, scope, rows.get(i), i, reader, groups, now);
        }
    }

    /** Checks what is said of one row, as it was written or as a store gave it back, against the model's row. */
    private void check(
            SealVerifier verifier,
            AccessScope scope,
            Candidate row,
            int index,
            TenantId reader,
            Set<String> groups,
            long now) {
        String said = said(verifier.verify(row, scope));
        assertThat(said)
                .as("row %s to a reader of %s in %s", row.id(), reader, groups)
                .isEqualTo(model.expected(model.rows.get(index), reader.value(), groups, now));
    }

    /** What a check amounts to, in the model's words. */
    static String said(SealCheck check) {
        return switch (check) {
            case SealCheck.Intact intact -> LifecycleModel.INTACT;
            case SealCheck.OutOfScope outside -> LifecycleModel.OUT_OF_SCOPE;
            case SealCheck.Broken broken -> broken.fault().name();
        };
    }

    /** Answers that were kept, and bound queries that were: what they give now is what the model says now. */
    private void checkCached() {
        long now = world.clock().instant().toEpochMilli();
        for (Cached kept : cached) {
            AccessScope scope = scope(kept.reader(), kept.groups());
            for (Candidate row : kept.rows()) {
                check(world.verifier(), scope, row, indexOf(row), kept.reader(), kept.groups(), now);
            }
            assertThat(expectedAnswer(kept.reader(), kept.groups(), now)).containsAll(answer(scope, kept.query()));
        }
    }

    /** Which row this is; a store that changed its seal gave back no row that was ever written. */
    private int indexOf(Candidate row) {
        Integer index = rowsBySeal.get(row.seal().orElse(""));
        assertThat(index).as("the row of %s", row.id()).isNotNull();
        return Optional.ofNullable(index).orElseThrow();
    }

    /** The chunks that a search gives and that verify. */
    private Set<String> answer(AccessScope scope, ScopedQuery query) {
        Set<String> answer = new TreeSet<>();
        for (Candidate row : store.search(query).rows()) {
            if (world.verifier().verify(row, scope) instanceof SealCheck.Intact intact) {
                answer.add(intact.chunk().id().toString());
            }
        }
        return answer;
    }

    /** What the model says of a row that has this seal, to a reader; empty if no row ever had it. */
    Optional<String> expected(String seal, TenantId reader, Set<String> groups) {
        return Optional.ofNullable(rowsBySeal.get(seal))
                .map(index -> model.expected(
                        model.rows.get(index),
                        reader.value(),
                        groups,
                        world.clock().instant().toEpochMilli()));
    }

    /** The row that was written with this seal. */
    Optional<Candidate> written(String seal) {
        return Optional.ofNullable(rowsBySeal.get(seal)).map(rows::get);
    }

    /** Every row that was ever written. */
    List<Candidate> rows() {
        return rows;
    }

    private ScopedQuery question(AccessScope scope) {
        return world.byVector(scope, SealedWorld.vectorOf("question"), ScopedQuery.MAX_K);
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

    /** What somebody kept of a query. */
    private record Cached(TenantId reader, Set<String> groups, ScopedQuery query, List<Candidate> rows) {}
}
