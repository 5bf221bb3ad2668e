package dev.weir.adapters.cli;

import dev.weir.ingest.admission.AdmissionScreens;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.provenance.TrustAnchors;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.screen.ScreenPolicy;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a {@code --config} file can say. A flag on the command line wins over it.
 *
 * @param policy name or path of a verdict policy
 * @param jobs documents that are worked on at a time, at least 1
 * @param limits what one document may cost
 * @param model folder of a classifier that is used instead of the bundled one
 * @param contentAnchors certificates that vouch for signers of content
 * @param admission what looks at documents between verdict and seal
 * @param checkpointDays for how many days readers trust a head log after a write, at least 1
 * @param screens the policy of the set screens
 * @param behaviour how everybody is watched who asks, if at all
 * @param postgres the database that keeps chunks, if the store's directory does not
 * @param adopt a table that was filled before Weir
 */
record Settings(
        String policy,
        int jobs,
        DocumentLimits limits,
        Optional<Path> model,
        TrustAnchors contentAnchors,
        AdmissionScreens admission,
        int checkpointDays,
        Optional<TokenSettings> identity,
        ScreenPolicy screens,
        Optional<BehaviourPolicy> behaviour,
        Optional<PostgresSettings> postgres,
        Optional<AdoptSettings> adopt) {
    static Settings defaults() {
        int jobs = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
        return new Settings(
                "balanced",
                jobs,
                DocumentLimits.defaults(),
                Optional.empty(),
                TrustAnchors.none(),
                AdmissionScreens.standard(),
                90,
                Optional.empty(),
                ScreenPolicy.STANDARD,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Settings withPolicy(String other) {
        return with(other, jobs, model, screens);
    }

    Settings withJobs(int other) {
        return with(policy, other, model, screens);
    }

    Settings withModel(Path folder) {
        return with(policy, jobs, Optional.of(folder), screens);
    }

    Settings withScreens(ScreenPolicy other) {
        return with(policy, jobs, model, other);
    }

    /** The same with what flags can say. */
    private Settings with(String otherPolicy, int otherJobs, Optional<Path> otherModel, ScreenPolicy otherScreens) {
        return new Settings(
                otherPolicy,
                otherJobs,
                limits,
                otherModel,
                contentAnchors,
                admission,
                checkpointDays,
                identity,
                otherScreens,
                behaviour,
                postgres,
                adopt);
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
