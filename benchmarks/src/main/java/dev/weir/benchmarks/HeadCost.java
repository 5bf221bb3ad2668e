package dev.weir.benchmarks;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.FileHeadLog;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.policy.TenantPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What heads cost: bytes in the log and in memory, how fast a reader catches up, from the log and from a snapshot, and
 * what one look-up takes. Argument: how many documents, by default a million.
 */
public final class HeadCost {
    private static final TenantId TENANT = new TenantId("bench");
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int SINGLES = 10_000;
    private static final int LOOKUPS = 2_000_000;
    private static final long SEED = 20_260_101L;

    private final Path directory;
    private final KeyDirectory keys;
    private final FileHeadLog log;

    private HeadCost(Path directory) {
        this.directory = directory;
        this.keys = KeyDirectory.create(directory.resolve("keys"), CLOCK);
        this.log = FileHeadLog.open(directory.resolve("heads"));
        keys.ensureTenant(TENANT);
    }

    /** Measures and prints; leaves its files in a new temporary directory, which it names. */
    public static void main(String[] arguments) throws IOException {
        int documents = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Runtime runtime = Runtime.getRuntime();
        System.out.println(String.format(
                Locale.ROOT,
                "seed %d, %d processors, %s, Java %s",
                SEED,
                runtime.availableProcessors(),
                System.getProperty("os.arch"),
                Runtime.version()));
        Path directory = Files.createTempDirectory("weir-heads");
        System.out.println(String.format(Locale.ROOT, "files in %s", directory));
        HeadCost many = new HeadCost(directory.resolve("many"));
        many.publish(documents, LogEntry.Published.MAX_HEADS);
        many.follow(documents, "entries of " + LogEntry.Published.MAX_HEADS + " heads");
        HeadCost singles = new HeadCost(directory.resolve("singles"));
        singles.publish(SINGLES, 1);
        singles.follow(SINGLES, "entries of one head, a checkpoint after each");
    }

    private void publish(int documents, int step) throws IOException {
        HeadReader reader = reader(SeenPositions.inMemory());
        HeadLogWriter writer = new HeadLogWriter(log, reader, keys, keys::trusted, CLOCK, Duration.ofDays(30));
        WriteGrant grant = grant();
        long start = System.nanoTime();
        for (int from = 0; from < documents; from += step) {
            List<DocumentHead> heads = new ArrayList<>(step);
            for (int i = from; i < Math.min(documents, from + step); i++) {
                heads.add(head(grant.tag(), i));
            }
            writer.publish(grant, heads);
        }
        long bytes = Files.size(directory.resolve("heads").resolve(TENANT + ".log"));
        System.out.println(String.format(
                Locale.ROOT,
                "wrote %,d heads in entries of %d: %.1f s, %.0f bytes of log a head",
                documents,
                step,
                seconds(start),
                (double) bytes / documents));
    }

    private void follow(int documents, String what) throws IOException {
        Path seen = directory.resolve("seen");
        long before = used();
        HeadReader reader = reader(SeenPositions.inDirectory(seen));
        long start = System.nanoTime();
        reader.refresh(TENANT);
        double took = seconds(start);
        System.out.println(String.format(
                Locale.ROOT,
                "read %,d heads (%s): %.1f s, %,.0f heads a second, %.0f bytes of memory a head",
                documents,
                what,
                took,
                documents / took,
                (double) (used() - before) / documents));
        lookUp(reader, documents);
        start = System.nanoTime();
        reader.saveSnapshot(TENANT);
        double saved = seconds(start);
        HeadReader next = reader(SeenPositions.inDirectory(seen));
        start = System.nanoTime();
        next.refresh(TENANT);
        System.out.println(String.format(
                Locale.ROOT,
                "snapshot: %.1f s to save, %.0f bytes a head, %.1f s to begin with it",
                saved,
                (double) Files.size(seen.resolve(TENANT + ".heads")) / documents,
                seconds(start)));
        if (!(next.lookup(TENANT, document(documents - 1)) instanceof HeadLookup.Current)) {
            throw new IllegalStateException("the snapshot lacks a document");
        }
    }

    private void lookUp(HeadReader reader, int documents) {
        DocumentId[] asked = new SplittableRandom(SEED)
                .ints(1 << 16, 0, documents)
                .mapToObj(this::document)
                .toArray(DocumentId[]::new);
        int found = 0;
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < LOOKUPS; i++) {
                found += reader.lookup(TENANT, asked[i & (asked.length - 1)]) instanceof HeadLookup.Current ? 1 : 0;
            }
            if (round == 1) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "look-up: %.0f ns, the head built anew each time",
                        1e9 * seconds(start) / LOOKUPS));
            }
        }
        if (found != 2 * LOOKUPS) {
            throw new IllegalStateException("a look-up found no current head");
        }
    }

    private HeadReader reader(SeenPositions seen) {
        return new HeadReader(log, keys::trusted, seen, CLOCK, Duration.ofHours(1));
    }

    private WriteGrant grant() {
        TenantPolicy policy = TenantPolicy.of(new PolicyVersion("bench-1"), Set.of(TENANT), TrustTier.INTERNAL);
        Principal principal = new Principal("bench", TENANT, Set.of(), Principal.AuthenticatedBy.SERVICE);
        return new ScopeResolver(policy, CLOCK, Duration.ofDays(1))
                .resolveWrite(principal, new WriteRequest(TENANT, WriteAction.INGEST, "bench:", Set.of(), Set.of()));
    }

    private DocumentId document(int number) {
        return keys.documentOf(TENANT, new SourceRef("bench:" + number));
    }

    private DocumentHead head(AccessTag tag, int number) {
        ScanStamp stamp = new ScanStamp(
                1,
                "rules/1",
                new Sha256(1, 2, 3, 4),
                new Sha256(5, 6, 7, 8),
                "calibration",
                "runtime",
                ScanStamp.Outcome.ADMITTED,
                number % 300);
        return new DocumentHead(
                tag,
                document(number),
                1,
                1 + number % 40,
                new Sha256(number, ~number, number * 31L, SEED),
                TrustTier.INTERNAL,
                "bench",
                DocumentHead.NEVER,
                stamp);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
