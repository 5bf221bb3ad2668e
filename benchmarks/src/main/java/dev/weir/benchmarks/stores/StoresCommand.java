package dev.weir.benchmarks.stores;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the guarded store in Postgres beside a bare table in the same server, and prints tables in Markdown. */
@Command(
        name = "stores",
        mixinStandardHelpOptions = true,
        description =
                "Measures recall, latency and ingest rate of guarded and bare, and what seals take up in rows and beside.")
public final class StoresCommand implements Callable<Integer> {
    private static final int K = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--server", paramLabel = "FILE", required = true, description = "What the server's script printed.")
    private Path server = Path.of("");

    @Option(names = "--rows", paramLabel = "N", defaultValue = "100000", description = "Chunks of all tenants.")
    private int rows;

    @Option(names = "--tenants", paramLabel = "N", defaultValue = "100", description = "Tenants, by Zipf's law.")
    private int tenants;

    @Option(names = "--dimension", paramLabel = "N", defaultValue = "384", description = "Floats of a vector.")
    private int dimension;

    @Option(names = "--queries", paramLabel = "N", defaultValue = "200", description = "Questions a class of tenants.")
    private int queries;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "20260101",
            description = "Of texts, vectors and questions.")
    private long seed;

    StoresCommand() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StoresCommand()).execute(arguments));
    }

    /** Tenants of one size: the largest tenth, the middle, the smallest third. */
    private record Size(String name, int from, int to) {}

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Corpus corpus = new Corpus(rows, tenants, dimension, seed);
        Server postgres = new Server(server);
        out.println("seed " + seed + ", " + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version() + ", k = " + K);
        Path folder = Files.createTempDirectory("weir-stores");
        try (BareSide bare = BareSide.create(postgres)) {
            double rate = ingest(corpus, bare::write);
            bare.index(postgres, dimension);
            List<String> ingests = new ArrayList<>();
            ingests.add(
                    String.format(Locale.ROOT, "| bare | %.0f | %d | |", rate, postgres.bytes("bare.chunk") / rows()));
            for (Seals seals : Seals.values()) {
                try (GuardedSide guarded =
                        GuardedSide.create(postgres, corpus.names(), folder.resolve(seals.name()), seals)) {
                    ingests.add(measure(out, corpus, postgres, bare, guarded, seals));
                }
            }
            out.println(
                    "| side | chunks a second | table and indexes, bytes a chunk | write-ahead log, bytes a chunk |");
            out.println("|---|---|---|---|");
            ingests.forEach(out::println);
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private String measure(
            PrintWriter out, Corpus corpus, Server postgres, BareSide bare, GuardedSide guarded, Seals seals)
            throws SQLException, IOException {
        long before = postgres.walBytes();
        double rate = ingest(corpus, guarded::write);
        long logged = postgres.walBytes() - before;
        guarded.index(postgres);
        String ingest = String.format(
                Locale.ROOT,
                "| guarded, seals %s | %.0f | %d, of which %d for the seal | %d |",
                seals == Seals.BESIDE ? "beside" : "in rows",
                rate,
                postgres.bytes("weir.chunk", "weir.chunk_seal") / rows(),
                sealBytes(postgres, seals),
                logged / rows());
        out.println();
        out.println("| tenants, seals " + (seals == Seals.BESIDE ? "beside" : "in rows")
                + " | rows each | recall@20 guarded | bare | guarded p50, ms | p99 | bare p50 | p99 |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (Size size : List.of(
                new Size("large", 0, Math.max(1, tenants / 10)),
                new Size("medium", tenants / 10, 2 * tenants / 3),
                new Size("small", 2 * tenants / 3, tenants))) {
            out.println(ask(corpus, bare, guarded, size));
        }
        out.println();
        return ingest;
    }

    /** The seal's own bytes in a row, or those of its row beside with its index. */
    private long sealBytes(Server postgres, Seals seals) {
        return seals == Seals.BESIDE
                ? postgres.bytes("weir.chunk_seal") / rows()
                : postgres.number("SELECT coalesce(avg(pg_column_size(seal)), 0)::bigint FROM weir.chunk");
    }

    /** What is done with each document. */
    private interface Writing {
        void write(Corpus.Document document) throws SQLException, IOException;
    }

    private double ingest(Corpus corpus, Writing writing) throws SQLException, IOException {
        long took = 0;
        for (int place = 0; place < tenants; place++) {
            for (Corpus.Document document : corpus.documents(place)) {
                long start = System.nanoTime();
                writing.write(document);
                took += System.nanoTime() - start;
            }
        }
        return rows() / (took / 1e9);
    }

    private long rows() {
        Corpus corpus = new Corpus(rows, tenants, dimension, seed);
        long all = 0;
        for (int place = 0; place < tenants; place++) {
            all += corpus.size(place);
        }
        return all;
    }

    /** Asks both sides the same questions in turn, half of them to the one first, after a round that is not counted. */
    private String ask(Corpus corpus, BareSide bare, GuardedSide guarded, Size size) throws SQLException {
        Times guardedTimes = new Times();
        Times bareTimes = new Times();
        double guardedRecall = 0;
        double bareRecall = 0;
        long sizes = 0;
        int warm = Math.max(1, queries / 10);
        for (int i = -warm; i < queries; i++) {
            int place = size.from() + Math.floorMod(i, size.to() - size.from());
            TenantId tenant = corpus.names().get(place);
            AccessScope scope = guarded.scope(tenant);
            float[] question = corpus.question(place, i);
            @Nullable List<String> fromGuarded = i % 2 == 0 ? timed(guarded, scope, question, i < 0 ? null : guardedTimes) : null;
            long start = System.nanoTime();
            List<String> fromBare = bare.nearest(tenant, question, K, false);
            if (i >= 0) {
                bareTimes.add(System.nanoTime() - start);
            }
            if (fromGuarded == null) {
                fromGuarded = timed(guarded, scope, question, i < 0 ? null : guardedTimes);
            }
            if (i >= 0) {
                Set<String> exact = new HashSet<>(bare.nearest(tenant, question, K, true));
                guardedRecall += recall(fromGuarded, exact);
                bareRecall += recall(fromBare, exact);
                sizes += corpus.size(place);
            }
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.4f | %.4f | %s | %s |",
                size.name(),
                sizes / queries,
                guardedRecall / queries,
                bareRecall / queries,
                guardedTimes.cells(),
                bareTimes.cells());
    }

    private static List<String> timed(GuardedSide guarded, AccessScope scope, float[] question, @Nullable Times times) {
        long start = System.nanoTime();
        List<String> found = guarded.nearest(scope, question, K);
        if (times != null) {
            times.add(System.nanoTime() - start);
        }
        return found;
    }

    private static double recall(List<String> found, Set<String> exact) {
        return exact.isEmpty()
                ? 1
                : (double) found.stream().filter(exact::contains).count() / exact.size();
    }
}
