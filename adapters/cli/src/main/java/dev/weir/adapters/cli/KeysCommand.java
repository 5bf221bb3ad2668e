package dev.weir.adapters.cli;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.keys.TrustedKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir keys}: key material on disk. */
@Command(
        name = "keys",
        description =
                "Creates, lists, rotates, revokes, endorses and renews. Every secret is wrapped under a master key; whoever"
                        + " may read the directory and has the master key's passphrase, if it is under one, holds every"
                        + " role.",
        subcommands = EndorseCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    KeysCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "init",
            description = "Creates a root key if there is none, and keys for each tenant named. With a passphrase, the"
                    + " master key is made under it. Afterwards private/root.pk8 may be kept elsewhere: only changing the"
                    + " list of keys needs it.")
    int init(
            @Mixin GlobalOptions options,
            @Mixin StoreOptions where,
            @Option(names = "--tenant", paramLabel = "T", required = true, description = "A tenant; may be repeated.")
                    List<String> tenants) {
        List<TenantId> wanted = tenants.stream().map(Names::tenant).toList();
        KeyDirectory keys = LocalStore.keys(where.keys(), clock, LocalStore.IfAbsent.CREATE);
        wanted.forEach(keys::ensureTenant);
        return print(options, keys);
    }

    @Command(name = "list", description = "Lists the public keys, and says how the master key is kept.")
    int list(@Mixin GlobalOptions options, @Mixin StoreOptions where) {
        return print(options, LocalStore.keys(where.keys(), clock, LocalStore.IfAbsent.REFUSE));
    }

    @Command(
            name = "rotate",
            description = "Adds a new key for a tenant and role and signs with it from now on; what the old one signed"
                    + " still counts.")
    int rotate(
            @Mixin GlobalOptions options,
            @Mixin StoreOptions where,
            @Option(names = "--tenant", paramLabel = "T", required = true) String tenant,
            @Option(names = "--role", paramLabel = "ROLE", required = true, description = "${COMPLETION-CANDIDATES}")
                    KeyRole role) {
        KeyDirectory keys = LocalStore.keys(where.keys(), clock, LocalStore.IfAbsent.REFUSE);
        LocalStore.requireTenant(keys, Names.tenant(tenant));
        keys.addKey(Names.tenant(tenant), role);
        return print(options, keys);
    }

    @Command(
            name = "revoke",
            description = "Ends a key and withholds at once everything whose head it signed, until another key signs it"
                    + " again: see \"weir keys endorse\".")
    int revoke(
            @Mixin GlobalOptions options,
            @Mixin StoreOptions where,
            @Parameters(paramLabel = "KEY", description = "The key's id.") String id) {
        Path store = where.existingStore();
        try (LocalStore local = LocalStore.open(store, where.keys(), options.settings(), clock)) {
            KeyId key = keyId(id);
            TrustedKey listed = local.keys()
                    .trusted()
                    .find(key)
                    .orElseThrow(() -> new UsageException("there is no key " + key + "; see \"weir keys list\"."));
            revoke(local, listed);
            return print(options, local.keys());
        }
    }

    private static void revoke(LocalStore local, TrustedKey listed) {
        KeyId key = listed.id();
        local.reader().refresh(listed.tenant());
        // The log first: a key that signs its own revocation must still be able to.
        if (!local.reader().isRevoked(listed.tenant(), key)) {
            local.writer()
                    .revoke(
                            local.writeGrant(local.localUser(listed.tenant()), WriteAction.REVOKE),
                            LogEntry.Revoked.Target.KEY,
                            key.hex());
        }
        try {
            local.keys().retire(key);
            local.keys().ensureTenant(listed.tenant());
        } catch (KeyUnavailableException e) {
            throw new UsageException(
                    "key " + key + " is revoked and its documents are withheld, but it has no successor yet. "
                            + e.getMessage() + " Then run this command again.",
                    e);
        }
    }

    @Command(
            name = "renew",
            description = "Issues a new checkpoint for a tenant's head log, so that readers go on trusting it.")
    int renew(
            @Mixin GlobalOptions options,
            @Mixin StoreOptions where,
            @Option(names = "--tenant", paramLabel = "T", required = true) String tenant) {
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), options.settings(), clock)) {
            local.requireTenant(Names.tenant(tenant));
            local.writer().checkpoint(Names.tenant(tenant));
        }
        new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options)
                .remark("Readers trust the log of " + tenant + " for another "
                        + options.settings().checkpointDays() + " days.");
        return ExitCode.DONE.code();
    }

    private int print(GlobalOptions options, KeyDirectory keys) {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        keys.trusted().all().stream()
                .sorted(Comparator.comparing(TrustedKey::tenant)
                        .thenComparing(TrustedKey::role)
                        .thenComparing(TrustedKey::notBefore))
                .forEach(key -> print(output, keys, key));
        if (!output.json()) {
            output.line(custody(keys));
        }
        return ExitCode.DONE.code();
    }

    private void print(Output output, KeyDirectory keys, TrustedKey key) {
        boolean valid = key.isValidAt(clock.instant());
        boolean current = keys.currentKey(key.tenant(), key.role())
                .filter(key.id()::equals)
                .isPresent();
        String state = current ? "current" : valid ? "listed" : "ended";
        String role = key.role().name().toLowerCase(Locale.ROOT);
        if (!output.json()) {
            output.line(String.format(
                    Locale.ROOT, "%s  %-8s %-7s %s  until %s", key.id(), role, state, key.tenant(), key.notAfter()));
            return;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key", key.id().hex());
        object.put("tenant", key.tenant().value());
        object.put("role", role);
        object.put("algorithm", key.algorithm().name().toLowerCase(Locale.ROOT));
        object.put("state", state);
        object.put("notBefore", key.notBefore().toString());
        object.put("notAfter", key.notAfter().toString());
        object.put("master", keys.custody());
        object.put("root", keys.holdsRoot() ? "here" : "elsewhere");
        output.json(object);
    }

    private static String custody(KeyDirectory keys) {
        String master = switch (keys.custody()) {
            case "file" -> "in a file, under no passphrase: whoever may read the directory may use every key";
            case "passphrase" -> "under a passphrase";
            default -> "not here: only the public keys can be used";
        };
        return "Master key: " + master + ". Root key: "
                + (keys.holdsRoot() ? "here." : "kept elsewhere; keys cannot be added or ended without it.");
    }

    private static KeyId keyId(String id) {
        try {
            return new KeyId(id);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + "; see \"weir keys list\".", e);
        }
    }
}
