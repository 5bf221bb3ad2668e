package dev.weir.adapters.cli;

import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.erasure.Eraser;
import dev.weir.ingest.erasure.ErasureTargets;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.audit.AuditLogs;
import dev.weir.retrieve.behaviour.BehaviourGuard;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.CorpusSize;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.SetScreens;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.heads.FileHeadLog;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.keys.TrustedKey;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.store.ChunkStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything a command needs of one store directory: index, head log, keys and policy, all on this machine but for the
 * chunks, if the settings name a database. Whoever may
 * read the directory holds every role; it shows the path a distributed set-up takes, and separates no duties.
 */
final class LocalStore implements AutoCloseable {
    static final String HEADS = "heads";
    static final String QUARANTINE = "quarantine";
    static final String LEDGER = "ledger";
    private static final int VERDICTS = 10_000;
    private static final Duration CORPUS_COUNTED_EVERY = Duration.ofMinutes(10);
    private static final Duration GRANT_LIFETIME = Duration.ofHours(24);
    private static final TrustTier MAXIMUM_TRUST = TrustTier.INTERNAL;

    private final Path directory;
    private final KeyDirectory keys;
    private final FileHeadLog log;
    private final HeadReader reader;
    private final HeadLogWriter writer;
    private final Places places;
    private final AuditLogs audit;
    private final RescanFiles rescans;
    private final PassageScreen passages;
    private final SetScreens screens;
    private final Optional<BehaviourGuard> behaviour;
    private final InstantSource clock;

    private LocalStore(
            Path directory,
            KeyDirectory keys,
            FileHeadLog log,
            HeadReader reader,
            HeadLogWriter writer,
            Places places,
            AuditLogs audit,
            Settings settings,
            InstantSource clock) {
        this.directory = directory;
        this.keys = keys;
        this.log = log;
        this.reader = reader;
        this.writer = writer;
        this.places = places;
        this.audit = audit;
        this.rescans = new RescanFiles(directory.resolve("rescan"), RescanFiles.CAPACITY);
        this.passages = new PassageScreen(
                () -> Detection.screener(settings),
                VerdictCache.ofEntries(VERDICTS),
                PassageScreen.Budget.STANDARD,
                clock);
        this.screens = settings.screens().screens();
        this.behaviour = settings.behaviour().map(policy -> watching(policy, directory, reader, keys, clock));
        this.clock = clock;
    }

    private static BehaviourGuard watching(
            BehaviourPolicy policy, Path directory, HeadReader reader, KeyDirectory keys, InstantSource clock) {
        return new BehaviourGuard(
                policy,
                new BehaviourFiles(directory.resolve("behaviour"), clock),
                CorpusSize.ofHeads(reader, CORPUS_COUNTED_EVERY),
                keys,
                clock);
    }

    /** Where a store keeps what nodes can share: its chunks, what was ingested, and what is held. */
    interface Places extends AutoCloseable {
        ChunkStore chunks();

        QuarantineStore quarantine();

        ScanLedger ledger(TenantId tenant);

        @Override
        void close();
    }

    /** All of it in the store's directory. */
    private record Directory(Path directory, ChunkStore chunks, QuarantineStore quarantine) implements Places {
        Directory(Path directory, InstantSource clock) {
            this(directory, Indexes.open(directory, clock), QuarantineStore.open(directory.resolve(QUARANTINE), clock));
        }

        @Override
        public ScanLedger ledger(TenantId tenant) {
            Path ledgers = directory.resolve(LEDGER);
            try {
                Files.createDirectories(ledgers);
            } catch (IOException e) {
                throw new UsageException("cannot write to " + ledgers + ".", e);
            }
            return ScanLedger.open(ledgers.resolve(tenant.value()));
        }

        @Override
        public void close() {
            chunks.close();
        }
    }

    /** What to do where there are no keys. */
    enum IfAbsent {
        CREATE,
        REFUSE
    }

    static KeyDirectory keys(KeyPlace place, InstantSource clock, IfAbsent ifAbsent) {
        return ifAbsent == IfAbsent.CREATE && !place.isMade() ? place.create(clock) : place.open(clock);
    }

    /** Makes keys for the first tenant; later ones are added on purpose, so that a typing error is none. */
    static void prepare(KeyPlace place, TenantId tenant, Output output, InstantSource clock) {
        boolean isFirst = !place.isMade();
        KeyDirectory keys = keys(place, clock, IfAbsent.CREATE);
        if (isFirst) {
            keys.ensureTenant(tenant);
            output.remark(
                    "Made keys for tenant " + tenant + " in " + place + ". Whoever may read them holds every role.");
        }
        requireTenant(keys, tenant);
    }

    static LocalStore open(Path directory, KeyPlace keyPlace, Settings settings, InstantSource clock) {
        KeyDirectory keys = keys(keyPlace, clock, IfAbsent.REFUSE);
        FileHeadLog log = FileHeadLog.open(directory.resolve(HEADS));
        HeadReader reader = new HeadReader(
                log, keys::trusted, SeenPositions.inDirectory(directory.resolve("seen")), clock, Duration.ZERO);
        HeadLogWriter writer =
                new HeadLogWriter(log, reader, keys, keys::trusted, clock, Duration.ofDays(settings.checkpointDays()));
        AuditLogs audit = new AuditLogs(directory.resolve("audit"), clock, keys);
        Places places = settings.postgres()
                .<Places>map(postgres -> postgres.open(directory, clock))
                .orElseGet(() -> new Directory(directory, clock));
        return new LocalStore(directory, keys, log, reader, writer, places, audit, settings, clock);
    }

    /** The tenants that have keys. */
    Set<TenantId> tenants() {
        return tenants(keys);
    }

    void requireTenant(TenantId tenant) {
        requireTenant(keys, tenant);
    }

    static void requireTenant(KeyDirectory keys, TenantId tenant) {
        if (!tenants(keys).contains(tenant)) {
            throw new UsageException("there is no tenant " + tenant + " here; known are " + tenants(keys)
                    + ". Add one with \"weir keys init --tenant " + tenant + "\".");
        }
    }

    ScopeResolver resolver() {
        return new ScopeResolver(policy(), clock, GRANT_LIFETIME);
    }

    /** Who runs this process, as far as the operating system says. */
    Principal localUser(TenantId tenant) {
        return localUser(tenant, System.getProperty("user.name", "unknown"), Set.of());
    }

    Principal localUser(TenantId tenant, String subject, Set<String> groups) {
        return Names.read(
                "--subject",
                subject,
                name -> new Principal(name, tenant, groups, Principal.AuthenticatedBy.LOCAL_UNVERIFIED));
    }

    WriteGrant writeGrant(Principal principal, WriteAction action) {
        return writeGrant(principal, action, "local", Set.of());
    }

    WriteGrant writeGrant(Principal principal, WriteAction action, String source, Set<Label> labels) {
        return resolver()
                .resolveWrite(principal, new WriteRequest(principal.tenant(), action, source, labels, Set.of()));
    }

    Path directory() {
        return directory;
    }

    KeyDirectory keys() {
        return keys;
    }

    FileHeadLog log() {
        return log;
    }

    HeadReader reader() {
        return reader;
    }

    HeadLogWriter writer() {
        return writer;
    }

    /** The index in use; erasing, relabelling and looking at every row reach the other one too, while there are two. */
    ChunkStore chunks() {
        return places.chunks();
    }

    /** Which indexes there are, if chunks are in this directory. */
    Indexes indexes() {
        if (places.chunks() instanceof Indexes indexes) {
            return indexes;
        }
        throw new UsageException("the chunks of this store are in Postgres, where there is one index;"
                + " ingest the documents into another database to embed them anew.");
    }

    QuarantineStore quarantine() {
        return places.quarantine();
    }

    AuditLogs audit() {
        return audit;
    }

    /** The documents that questions met and that are to be scanned again. */
    RescanFiles rescans() {
        return rescans;
    }

    /** What documents of a tenant are stamped with: its current epoch, as its log says now. */
    int epoch(TenantId tenant) {
        reader.refresh(tenant);
        return Math.max(Ingest.FIRST_EPOCH, reader.currentEpoch(tenant));
    }

    /** What was ingested for a tenant, by which rules; the caller closes it. */
    ScanLedger ledger(TenantId tenant) {
        return places.ledger(tenant);
    }

    /** What earlier batches of a tenant were like. */
    Path baselines(TenantId tenant) {
        return directory.resolve("baselines").resolve(tenant.value());
    }

    /** What erases documents from everything below this directory. */
    Eraser eraser(ScanLedger ledger) {
        return new Eraser(
                new ErasureTargets(List.of(chunks()), reader, writer, keys, quarantine(), List.of(ledger)), clock);
    }

    /** The firewall before this store. */
    RetrievalFirewall firewall(Mode mode) {
        return firewall(chunks(), mode);
    }

    /** The firewall before another store that holds chunks of the same tenants. */
    RetrievalFirewall firewall(ChunkStore store, Mode mode) {
        RetrievalFirewall.Builder builder = RetrievalFirewall.builder(store, reader, audit, keys, clock)
                .screens(screens)
                .mode(mode)
                .passageScreen(passages)
                .rescanQueue(rescans);
        return behaviour.map(builder::behaviour).orElse(builder).build();
    }

    /** A scope over every tag in use; empty if no tenant has a current document. */
    Optional<AccessScope> everyTag(Principal operator) {
        EveryTag policy = new EveryTag(reader, tenants());
        return policy.readGrants(operator).isEmpty()
                ? Optional.empty()
                : Optional.of(new ScopeResolver(policy, clock, GRANT_LIFETIME).resolve(operator));
    }

    /** Opens the door across tenants, once it is in the audit log. */
    BreakGlass openGlass(Principal operator, String reason) {
        return BreakGlass.unscoped(
                operator,
                new Reason(reason),
                opening -> audit.record(AuditEvent.BreakGlassOpened.of(opening, clock.instant())));
    }

    @Override
    public void close() {
        passages.close();
        places.close();
        audit.close();
        log.close();
    }

    private AccessPolicy policy() {
        return TenantPolicy.of(new PolicyVersion("local-1"), tenants(), MAXIMUM_TRUST);
    }

    private static Set<TenantId> tenants(KeyDirectory keys) {
        Set<TenantId> tenants = new TreeSet<>();
        for (TrustedKey key : keys.trusted().all()) {
            tenants.add(key.tenant());
        }
        return tenants;
    }
}
