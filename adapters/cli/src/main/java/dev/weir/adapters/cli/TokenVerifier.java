package dev.weir.adapters.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Turns a JSON Web Token (RFC 7519) into a principal, if one of the issuer's public keys signed it. */
final class TokenVerifier {
    private final Settings.TokenSettings settings;
    private final InstantSource clock;

    TokenVerifier(Settings.TokenSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Principal verify(Path tokenFile) {
        JWTClaimsSet claims = claims(tokenFile);
        try {
            String tenant = claims.getStringClaim(settings.tenantClaim());
            if (tenant == null || claims.getSubject() == null) {
                throw new UsageException(
                        "the token names no subject or no tenant (claim \"" + settings.tenantClaim() + "\").");
            }
            List<String> groups = claims.getStringListClaim(settings.groupsClaim());
            return new Principal(
                    claims.getSubject(),
                    new TenantId(tenant),
                    groups == null ? Set.of() : Set.copyOf(groups),
                    Principal.AuthenticatedBy.VERIFIED_TOKEN);
        } catch (ParseException | IllegalArgumentException e) {
            throw new UsageException("a claim of the token is not of the form that Weir takes.", e);
        }
    }

    private JWTClaimsSet claims(Path tokenFile) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.PS256), jwks()));
        processor.setJWTClaimsSetVerifier(new ClaimsVerifier(settings, clock));
        try {
            String token =
                    Files.readString(tokenFile, StandardCharsets.US_ASCII).strip();
            return processor.process(token, null);
        } catch (IOException e) {
            throw new UsageException("cannot read the token file " + tokenFile + "; check --token.", e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new UsageException(
                    "the token is not accepted: its signature, issuer, audience or expiry does not hold.", e);
        }
    }

    private ImmutableJWKSet<SecurityContext> jwks() {
        try {
            return new ImmutableJWKSet<>(JWKSet.load(settings.jwks().toFile()).toPublicJWKSet());
        } catch (IOException | ParseException e) {
            throw new UsageException(
                    "cannot read the issuer's keys from " + settings.jwks() + "; check identity.jwks in the settings.",
                    e);
        }
    }

    /** Checks issuer, audience and period against the one clock of the process. */
    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        ClaimsVerifier(Settings.TokenSettings settings, InstantSource clock) {
            super(
                    settings.audience(),
                    new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                    Set.of("sub", "exp", settings.tenantClaim()));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
