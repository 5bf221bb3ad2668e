package dev.weir.adapters.cli;

import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.ChunkFacts;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.store.Erasure;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code weir delete}: removes documents for good. The log goes first, so that nothing of them verifies from then on,
 * whatever a crash leaves in the store.
 */
@Command(
        name = "delete",
        description =
                "Erases documents of one tenant: rows, vectors, quarantine and ledger, each reported, and a tombstone.")
final class DeleteCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    @Mixin
    private LocalIdentity identity = new LocalIdentity();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    DeleteCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** One of the three. */
    static final class What {
        @Option(names = "--document", paramLabel = "ID", required = true)
        @Nullable String document;

        @Option(names = "--source", paramLabel = "URI", required = true)
        @Nullable String source;

        @Option(names = "--batch", paramLabel = "ID", required = true)
        @Nullable String batch;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Settings settings = options.settings();
        Principal principal = identity.principal(settings, clock);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock)) {
            local.requireTenant(principal.tenant());
            WriteGrant grant = local.writeGrant(principal, WriteAction.ERASE);
            Erasure erasure = erasure();
            local.reader().refresh(principal.tenant());
            Set<DocumentId> documents = documents(local, principal, erasure);
            Map<String, Object> done = new LinkedHashMap<>();
            long tombstones = 0;
            for (DocumentId document : documents) {
                if (isPublished(local, principal, document)) {
                    local.writer().erase(grant, document);
                    tombstones++;
                }
            }
            done.put("tenant", principal.tenant().value());
            done.put("documents", documents.stream().map(DocumentId::value).toList());
            done.put("tombstones", tombstones);
            done.put("rows", local.chunks().erase(grant, erasure));
            done.put("tickets", purge(local, grant, erasure));
            done.put("ledgerEntries", local.forget(principal.tenant(), documents));
            print(output, done);
            return ExitCode.DONE.code();
        }
    }

    private Erasure erasure() {
        if (what.document != null) {
            return new Erasure.ByDocument(Names.document(what.document));
        }
        if (what.source != null) {
            return new Erasure.BySource(Names.source(what.source));
        }
        return new Erasure.ByBatch(String.valueOf(what.batch));
    }

    /** The documents that an erasure names, by what the seals in the store say. */
    private Set<DocumentId> documents(LocalStore local, Principal principal, Erasure erasure) {
        Set<DocumentId> documents = new TreeSet<>();
        switch (erasure) {
            case Erasure.ByDocument by -> documents.add(by.document());
            case Erasure.BySource by -> {
                documents.add(local.keys().documentOf(principal.tenant(), by.source()));
                collect(local, principal, documents, by.source(), null);
            }
            case Erasure.ByBatch by -> collect(local, principal, documents, null, by.batch());
            case Erasure.OtherVersions others -> documents.add(others.document());
        }
        documents.removeIf(
                document -> !isPublished(local, principal, document) && !(erasure instanceof Erasure.ByDocument));
        return documents;
    }

    private void collect(
            LocalStore local,
            Principal principal,
            Set<DocumentId> documents,
            @Nullable SourceRef source,
            @Nullable String batch) {
        local.forEachIntact(principal, "weir delete looks for the documents of a source or batch", chunk -> {
            ChunkFacts facts = chunk.facts();
            boolean named = facts.provenance().source().equals(source)
                    || facts.provenance().batch().equals(batch);
            if (named && facts.id().tenant().equals(principal.tenant())) {
                documents.add(facts.id().document());
            }
        });
    }

    private static boolean isPublished(LocalStore local, Principal principal, DocumentId document) {
        return switch (local.reader().lookup(principal.tenant(), document)) {
            case HeadLookup.Current current -> true;
            case HeadLookup.Withdrawn withdrawn -> true;
            case HeadLookup.None none -> none.fault() != HeadFault.UNKNOWN_DOCUMENT && none.fault() != HeadFault.ERASED;
        };
    }

    private static long purge(LocalStore local, WriteGrant grant, Erasure erasure) {
        long purged = 0;
        for (Review review : local.quarantine().list(grant.tenant())) {
            Ticket ticket = review.ticket();
            boolean named = switch (erasure) {
                case Erasure.ByDocument by -> ticket.document().equals(by.document());
                case Erasure.BySource by -> ticket.source().equals(by.source());
                case Erasure.ByBatch by -> ticket.batch().equals(by.batch());
                case Erasure.OtherVersions others -> false;
            };
            if (named && local.quarantine().purge(grant, ticket.id()).isPresent()) {
                purged++;
            }
        }
        return purged;
    }

    private static void print(Output output, Map<String, Object> done) {
        if (output.json()) {
            output.json(done);
        } else {
            output.line("Erased " + done.get("rows") + " rows and " + done.get("tickets") + " tickets; wrote "
                    + done.get("tombstones") + " tombstones; forgot " + done.get("ledgerEntries") + " ledger entries.");
        }
    }
}
