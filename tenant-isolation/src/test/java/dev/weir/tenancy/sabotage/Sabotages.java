package dev.weir.tenancy.sabotage;

import java.util.List;

/** Every sabotage that the suite must catch. */
final class Sabotages {
    private static final String I6 = "seal.I6FlippedByteTest";
    private static final String GONE = "heads.I9GoneStopsVerifyingTest";
    private static final String LEAKS = "sabotage.LeakSample";
    private static final String REFUSED = "heads.I9RefusedLogTest";
    private static final String TREE = "seal.MerkleTreeTest";
    private static final String CONTRACT = "store.InMemoryChunkStoreTest";
    private static final String I1 = "I1NoProofWithoutAGrantTest";
    private static final String FILTER = "store.ScopeFilterTest";

    private static final String VERIFIER = "seal/SealVerifier.java";
    private static final String READER = "heads/HeadReader.java";
    private static final String HEADS = "heads/TenantHeads.java";
    private static final String STORE = "store/InMemoryChunkStore.java";

    private Sabotages() {}

    static List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "the key is not compared",
                        I6,
                        VERIFIER,
                        "!row.id().equals(Optional.of(facts.id().toString()))",
                        "false"),
                new Sabotage(
                        "the text is not compared",
                        I6,
                        VERIFIER,
                        "|| !Sha256.ofText(text.get()).equals(facts.text())",
                        ""),
                new Sabotage(
                        "malformed text is not refused", I6, VERIFIER, "|| WellFormed.firstFault(text.get()) >= 0", ""),
                new Sabotage(
                        "the vector is not compared",
                        I6,
                        VERIFIER,
                        "|| !EmbeddingBinding.digest(vector.get()).equals(exact.digest())",
                        ""),
                new Sabotage(
                        "the vector is not copied", I6, VERIFIER, "row.vector().map(float[]::clone)", "row.vector()"),
                new Sabotage("the version is not compared", GONE, VERIFIER, "id.version() != head.version()", "false"),
                new Sabotage("the tree is not checked", I6, VERIFIER, "return included ?", "return true ?"),
                new Sabotage(
                        "the tree's size is not compared",
                        I6,
                        VERIFIER,
                        "decoded.treeSize() == head.treeSize()",
                        "true"),
                new Sabotage("the scope is not checked", LEAKS, VERIFIER, "!scope.permits(head.tag(), now)", "false"),
                new Sabotage("the expiry is not checked", GONE, VERIFIER, "!now.isBefore(head.expiresAt())", "false"),
                new Sabotage(
                        "the stamp is not checked",
                        GONE,
                        VERIFIER,
                        "stamps == Stamps.FROM_MINIMUM && head.stamp().epoch() < heads.minimumEpoch(id.tenant())",
                        "false"),
                new Sabotage(
                        "source and batch revocations are not checked",
                        GONE,
                        VERIFIER,
                        "heads.isRevoked(\n                id.tenant(), facts.provenance().source(), facts.provenance().batch())",
                        "false"),
                new Sabotage(
                        "base64 is not canonical",
                        I6,
                        "seal/SealFormatV1.java",
                        "!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(seal)",
                        "false"),
                new Sabotage(
                        "bytes may be left over",
                        REFUSED,
                        "internal/CanonicalReader.java",
                        "if (in.hasRemaining()) {",
                        "if (false) {"),
                new Sabotage(
                        "the Merkle root is not compared",
                        TREE,
                        "seal/MerkleTree.java",
                        "return last == 0 && hash.equals(root);",
                        "return last == 0;"),
                new Sabotage("a leaf hashes like a node", TREE, "seal/MerkleTree.java", "LEAF = {0}", "LEAF = {1}"),
                new Sabotage("a grant forgets its tenant", LEAKS, "Grant.java", "tenant.equals(tag.tenant())", "true"),
                new Sabotage(
                        "a grant forgets its labels",
                        LEAKS,
                        "Grant.java",
                        "!Collections.disjoint(anyLabel, tag.labels())",
                        "true"),
                new Sabotage(
                        "a grant forgets clearances",
                        LEAKS,
                        "Grant.java",
                        "clearances.containsAll(tag.clearances())",
                        "true"),
                new Sabotage(
                        "a grant matches tenants by prefix",
                        LEAKS,
                        "Grant.java",
                        "tenant.equals(tag.tenant())",
                        "tag.tenant().value().startsWith(tenant.value())"),
                new Sabotage(
                        "a scope never expires",
                        GONE,
                        "AccessScope.java",
                        "return now.isBefore(expiresAt);",
                        "return true;"),
                new Sabotage(
                        "a write grant forgets its tenant",
                        CONTRACT,
                        "WriteGrant.java",
                        "!tag.tenant().equals(tenant)",
                        "false"),
                new Sabotage(
                        "a write grant allows every action", CONTRACT, "WriteGrant.java", "action != wanted", "false"),
                new Sabotage(
                        "a write grant never expires",
                        CONTRACT,
                        "WriteGrant.java",
                        "!now.isBefore(expiresAt)",
                        "false"),
                new Sabotage("a caller may raise trust", I1, "WriteGrant.java", "lower.compareTo(trust) > 0", "false"),
                new Sabotage(
                        "the filter forgets the tenant",
                        FILTER,
                        "store/ScopeFilter.java",
                        "entry.getKey().value().equals(tenant)\n                        && entry",
                        "entry"),
                new Sabotage(
                        "the filter forgets the tag",
                        CONTRACT,
                        "store/ScopeFilter.java",
                        "if (scope.permits(tag, now)) {",
                        "if (true) {"),
                new Sabotage(
                        "the store forgets the scope",
                        CONTRACT,
                        STORE,
                        ".filter(row -> query.filter().matches(row.id().tenant().value(), row.token()))",
                        ""),
                new Sabotage(
                        "the store forgets the application's filter",
                        CONTRACT,
                        STORE,
                        ".filter(row -> query.application().matches(row::field))",
                        ""),
                new Sabotage(
                        "erasing reaches other tenants",
                        CONTRACT,
                        STORE,
                        "row.id().tenant().equals(grant.tenant()) && named.test(row)",
                        "named.test(row)"),
                new Sabotage(
                        "clearances are shared between tenants",
                        LEAKS,
                        "policy/TenantPolicy.java",
                        "clearances.getOrDefault(principal.tenant(), Map.of()).getOrDefault(principal.subject(), Set.of())",
                        "clearances.values().stream().filter(m -> m.containsKey(principal.subject()))"
                                + ".map(m -> m.get(principal.subject())).flatMap(Set::stream)"
                                + ".collect(java.util.stream.Collectors.toSet())"),
                new Sabotage(
                        "shared corpora are open to all",
                        LEAKS,
                        "policy/TenantPolicy.java",
                        "if (readers.contains(principal.tenant())) {",
                        "if (true) {"),
                new Sabotage(
                        "one policy of several is enough",
                        LEAKS,
                        "policy/Policies.java",
                        "met = meet(met, policy.readGrants(principal));",
                        ""),
                new Sabotage(
                        "signatures are not checked",
                        REFUSED,
                        READER,
                        "!requireNonNull(signers.get(entry.key())).verifies(entry.message(), entry.signature())",
                        "false"),
                new Sabotage(
                        "the chain is not checked",
                        REFUSED,
                        READER,
                        "|| !entry.previous().equals(position.hash())",
                        ""),
                new Sabotage("a key may sign for any tenant", REFUSED, READER, "!key.tenant().equals(tenant) ||", ""),
                new Sabotage("a key may sign at any time", REFUSED, READER, "|| !key.isValidAt(entry.at())", ""),
                new Sabotage("time may run backwards", REFUSED, READER, "|| entry.at().isBefore(lastSignedAt)", ""),
                new Sabotage(
                        "only the last entry of a read is checked, whoever signed it",
                        REFUSED,
                        READER,
                        "last.put(entry.key(), entry);",
                        "last.clear(); last.put(entry.key(), entry);"),
                new Sabotage(
                        "a snapshot's keys need not be listed any more",
                        "heads.HeadSnapshotTest",
                        READER,
                        ".filter(this::vouchedFor)",
                        ""),
                new Sabotage(
                        "a damaged snapshot is taken",
                        "heads.HeadSnapshotTest",
                        "heads/HeadSnapshot.java",
                        "isWhole(file) ?",
                        "true ?"),
                new Sabotage(
                        "suspended documents stay", GONE, HEADS, "state.life() == HeadState.Life.SUSPENDED", "false"),
                new Sabotage(
                        "a relabel ends a suspension",
                        GONE,
                        HEADS,
                        "role == KeyRole.ACL && before != null ? before.life() : HeadState.Life.CURRENT",
                        "HeadState.Life.CURRENT"),
                new Sabotage(
                        "entries of other tenants are taken",
                        REFUSED,
                        READER,
                        "if (!entry.entry().tenant().equals(tenant)) {",
                        "if (false) {"),
                new Sabotage(
                        "a shorter log is taken after a restart",
                        REFUSED,
                        READER,
                        "known.isPresent() && known.get().sequence() > tail.position.sequence()",
                        "false"),
                new Sabotage(
                        "checkpoints do not expire",
                        GONE,
                        HEADS,
                        "if (!now.isBefore(checkpointExpiry)) {",
                        "if (false) {"),
                new Sabotage("erased documents stay", GONE, HEADS, "if (state.erased()) {", "if (false) {"),
                new Sabotage(
                        "a relabel launders a revoked key",
                        GONE,
                        HEADS,
                        "role == KeyRole.ACL || restamped ? before.contentKey() : key",
                        "restamped ? before.contentKey() : key"),
                new Sabotage(
                        "a new stamp launders a revoked key",
                        GONE,
                        HEADS,
                        "role == KeyRole.ACL || restamped ? before.contentKey() : key",
                        "role == KeyRole.ACL ? before.contentKey() : key"),
                new Sabotage("a revoked key's stamp counts", GONE, HEADS, "|| isRevoked(state.stampKey())", ""),
                new Sabotage("revoked keys go on signing", REFUSED, HEADS, "if (isRevoked(key)) {", "if (false) {"),
                new Sabotage("ingestion may change the audience", REFUSED, HEADS, "&& to.tag().equals(from.tag())", ""),
                new Sabotage("any role may revoke", REFUSED, HEADS, "require(role != KeyRole.INGEST)", "require(true)"),
                new Sabotage(
                        "a service may write in any tenant",
                        I1,
                        "ScopeResolver.java",
                        "principal.authenticatedBy() == Principal.AuthenticatedBy.SERVICE",
                        "false"),
                new Sabotage(
                        "a forged row does not hinder an endorsement",
                        "seal.EndorsementTest",
                        "seal/Endorsement.java",
                        "if (hasAltered) {",
                        "if (false) {"),
                new Sabotage(
                        "an endorsement ends a suspension",
                        "seal.EndorsementTest",
                        "seal/Endorsement.java",
                        "if (vouching.fault().isPresent()) {",
                        "if (false) {"));
    }
}
