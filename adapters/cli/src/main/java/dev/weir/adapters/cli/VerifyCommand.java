package dev.weir.adapters.cli;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.LogFault;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.seal.SealVerifier;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir verify}: checks every row of a store. */
@Command(
        name = "verify",
        description =
                "Checks every seal in a store, of every tenant, and that no chunk of a current document is missing.")
final class VerifyCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    VerifyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), options.settings(), clock)) {
            return new Run(local, output).run().code();
        }
    }

    /** What a row is, in the contract's words; graver ones later. */
    private enum Standing {
        INTACT,
        STALE,
        UNSEALED,
        BROKEN,
        FOREIGN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One pass over one store. */
    private final class Run {
        private final LocalStore local;
        private final Output output;
        private final Map<Standing, Long> counts = new EnumMap<>(Standing.class);
        private final Map<DocumentKey, Integer> intact = new HashMap<>();

        Run(LocalStore local, Output output) {
            this.local = local;
            this.output = output;
        }

        ExitCode run() {
            Map<TenantId, LogFault> refused = new TreeMap<>();
            for (TenantId tenant : local.tenants()) {
                local.reader().refresh(tenant);
                local.reader().fault(tenant).ifPresent(fault -> refused.put(tenant, fault));
            }
            refused.forEach((tenant, fault) ->
                    output.error("the head log of tenant " + tenant + " is refused: " + fault.text()));
            Principal operator = local.localUser(local.tenants().iterator().next());
            BreakGlass opening = local.openGlass(operator, "weir verify checks every row of the store");
            SealVerifier verifier = new SealVerifier(local.reader(), clock);
            Optional<AccessScope> scope = local.everyTag(operator);
            local.chunks().forEach(opening, row -> check(row, verifier, scope));
            long missing = missing();
            return summary(missing, refused.size());
        }

        private void check(Candidate row, SealVerifier verifier, Optional<AccessScope> scope) {
            if (scope.isEmpty()) {
                report(row, Standing.STALE, "absent", Optional.of(SealFault.UNKNOWN_DOCUMENT));
                return;
            }
            switch (verifier.verify(row, scope.get())) {
                case SealCheck.Intact checked -> {
                    ChunkId id = checked.chunk().id();
                    intact.merge(new DocumentKey(id.tenant(), id.document()), 1, Integer::sum);
                    report(row, Standing.INTACT, word(checked.chunk().facts().embedding()), Optional.empty());
                }
                case SealCheck.OutOfScope outside -> report(row, Standing.FOREIGN, "absent", Optional.empty());
                case SealCheck.Broken broken ->
                    report(row, standing(row, broken.fault()), "absent", Optional.of(broken.fault()));
            }
        }

        private Standing standing(Candidate row, SealFault fault) {
            return switch (fault) {
                case UNSEALED -> Standing.UNSEALED;
                case MALFORMED_SEAL, WRONG_ROW, TEXT_ALTERED, VECTOR_ALTERED, NOT_IN_DOCUMENT, LOG_REFUSED ->
                    Standing.BROKEN;
                case UNKNOWN_DOCUMENT -> {
                    boolean known = row.id()
                            .flatMap(ChunkId::parse)
                            .filter(id -> local.tenants().contains(id.tenant()))
                            .isPresent();
                    yield known ? Standing.STALE : Standing.FOREIGN;
                }
                case CHECKPOINT_EXPIRED, ERASED, REVOKED, SUSPENDED, STALE_VERSION, EXPIRED, STAMP_TOO_OLD ->
                    Standing.STALE;
            };
        }

        private void report(Candidate row, Standing standing, String embedding, Optional<SealFault> fault) {
            counts.merge(standing, 1L, Long::sum);
            Optional<ChunkId> id = row.id().flatMap(ChunkId::parse);
            String key = id.map(ChunkId::toString).orElse("?");
            if (output.json()) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("chunk", key);
                object.put("document", id.map(i -> i.document().value()).orElse("?"));
                object.put("tenant", id.map(i -> i.tenant().value()).orElse("?"));
                object.put("seal", standing.word());
                object.put("embedding", embedding);
                fault.ifPresent(f -> object.put("fault", code(f)));
                output.json(object);
            } else if (standing != Standing.INTACT) {
                output.line(standing.word() + "  " + key + "  "
                        + fault.map(SealFault::text).orElse("The row is of a tenant that is not known here."));
            }
        }

        /** Chunks that a current head counts and no intact row stands for. */
        private long missing() {
            LongAdder missing = new LongAdder();
            for (TenantId tenant : local.tenants()) {
                local.reader().forEachHead(tenant, head -> {
                    if (local.reader().lookup(tenant, head.document()) instanceof HeadLookup.Current) {
                        missing.add(missing(head));
                    }
                });
            }
            return missing.sum();
        }

        private long missing(DocumentHead head) {
            int found = intact.getOrDefault(new DocumentKey(head.tenant(), head.document()), 0);
            if (found != head.treeSize()) {
                output.error("document " + head.document() + " of tenant " + head.tenant() + " has " + found
                        + " intact chunks of " + head.treeSize());
            }
            return Math.abs(head.treeSize() - found);
        }

        private ExitCode summary(long missing, int refusedLogs) {
            Map<String, Object> summary = new LinkedHashMap<>();
            for (Standing standing : Standing.values()) {
                summary.put(standing.word(), counts.getOrDefault(standing, 0L));
            }
            summary.put("missing", missing);
            summary.put("refusedLogs", refusedLogs);
            if (output.json()) {
                output.json(Map.of("summary", summary));
            } else {
                StringBuilder line = new StringBuilder();
                summary.forEach((name, count) -> line.append(line.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(name));
                output.line(line.toString());
            }
            boolean broken = missing > 0
                    || refusedLogs > 0
                    || counts.keySet().stream().anyMatch(s -> s != Standing.INTACT && s != Standing.STALE);
            return broken ? ExitCode.BROKEN : counts.containsKey(Standing.STALE) ? ExitCode.STOPPED : ExitCode.DONE;
        }
    }

    private static String word(EmbeddingBinding binding) {
        return switch (binding) {
            case EmbeddingBinding.Exact exact -> "exact";
            case EmbeddingBinding.StoredForm stored -> "stored-form";
            case EmbeddingBinding.Absent absent -> "absent";
        };
    }

    static String code(Enum<?> fault) {
        return code(fault.name());
    }

    static String code(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record DocumentKey(TenantId tenant, DocumentId document) {}
}
