package dev.weir.adapters.cli;

import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is asking: a verified token, or the operating-system user and what the flags say, which nobody verified. */
final class LocalIdentity {
    @Option(names = "--tenant", paramLabel = "T", description = "The tenant.")
    private @Nullable String tenant;

    @Option(names = "--subject", paramLabel = "S", description = "Who is asking; by default the operating-system user.")
    private @Nullable String subject;

    @Option(names = "--group", paramLabel = "G", description = "A group of the subject; may be repeated.")
    private List<String> groups = List.of();

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = "A JSON Web Token that names subject, tenant and groups, instead of the flags.")
    private @Nullable Path token;

    Principal principal(Settings settings, InstantSource clock) {
        if (token != null) {
            if (subject != null || !groups.isEmpty()) {
                throw new UsageException("--token names subject and groups; leave out --subject and --group.");
            }
            Settings.TokenSettings identity = settings.identity()
                    .orElseThrow(() -> new UsageException("--token needs the section \"identity\" (issuer, audience,"
                            + " jwks) in the --config file."));
            Principal principal = new TokenVerifier(identity, clock).verify(token);
            if (tenant != null && !principal.tenant().equals(Names.tenant(tenant))) {
                throw new UsageException("the token is of another tenant than --tenant.");
            }
            return principal;
        }
        if (tenant == null) {
            throw new UsageException("say which tenant with --tenant T.");
        }
        TenantId own = Names.tenant(tenant);
        String name = subject == null ? System.getProperty("user.name", "unknown") : subject;
        return Names.read(
                "--subject",
                name,
                s -> new Principal(s, own, Set.copyOf(groups), Principal.AuthenticatedBy.LOCAL_UNVERIFIED));
    }

    /** How a principal's identity is known, in the contract's words. */
    static Map<String, String> json(Principal principal) {
        return Map.of("identity", word(principal));
    }

    /** The same for people. */
    static String sentence(Principal principal) {
        return "Recorded for " + principal.subject() + " of tenant " + principal.tenant() + " (" + word(principal)
                + ").";
    }

    private static String word(Principal principal) {
        return principal.authenticatedBy().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
