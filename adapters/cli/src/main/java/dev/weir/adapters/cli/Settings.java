package dev.weir.adapters.cli;

import dev.weir.ingest.parse.DocumentLimits;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a {@code --config} file can say. A flag on the command line wins over it.
 *
 * @param policy name or path of a verdict policy
 * @param jobs documents that are worked on at a time, at least 1
 * @param limits what one document may cost
 * @param checkpointDays for how many days readers trust a head log after a write, at least 1
 */
record Settings(String policy, int jobs, DocumentLimits limits, int checkpointDays, Optional<TokenSettings> identity) {
    static Settings defaults() {
        int jobs = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
        return new Settings("balanced", jobs, DocumentLimits.defaults(), 90, Optional.empty());
    }

    /**
     * How a JWT is verified.
     *
     * @param jwks file with the issuer's public keys (RFC 7517)
     * @param tenantClaim the claim that names the tenant
     * @param groupsClaim the claim that lists groups
     */
    record TokenSettings(String issuer, String audience, Path jwks, String tenantClaim, String groupsClaim) {}
}
