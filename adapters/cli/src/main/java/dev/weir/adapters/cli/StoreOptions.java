package dev.weir.adapters.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a local store and its keys are. */
final class StoreOptions {
    @Option(names = "--store", paramLabel = "DIR", description = "The store's directory.")
    @Nullable Path store;

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description = "The keys' directory; by default DIR/keys of the store.")
    @Nullable Path keys;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "A file whose first line is the passphrase that the keys are under; without it, the environment"
                            + " variable " + KeyPlace.VARIABLE + ", if it is set.")
    @Nullable Path passphraseFile;

    Path store() {
        if (store == null) {
            throw new UsageException("say which store with --store DIR.");
        }
        return store;
    }

    /** The store's directory, which must be one. */
    Path existingStore() {
        Path directory = store();
        if (!Files.isDirectory(directory.resolve(LocalStore.HEADS))) {
            throw new UsageException("there is no store in " + directory + "; make one with \"weir ingest --store "
                    + directory + " --tenant T PATH\".");
        }
        return directory;
    }

    KeyPlace keys() {
        if (keys == null && store == null) {
            throw new UsageException("say where the keys are with --keys DIR or --store DIR.");
        }
        return KeyPlace.of(keys == null ? store().resolve("keys") : keys, passphraseFile);
    }
}
