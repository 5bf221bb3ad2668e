package dev.weir.tenancy.seal;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.seal.Endorsement.What;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** After a key was revoked nothing of it is served, and endorsing brings back what is whole and nothing else. */
class EndorsementTest {
    private static final DocumentId ONE = new DocumentId("one");
    private static final DocumentId TWO = new DocumentId("two");
    private static final What EVERYTHING = new What.EveryDocument();

    private final SealedWorld world = SealedWorld.inMemory();
    private final InMemoryChunkStore store = new InMemoryChunkStore(world.clock());
    private final List<List<DocumentHead>> recorded = new ArrayList<>();
    private final SealedDocument one = ingest("one", 1, "alpha", "beta", "gamma");
    private final SealedDocument two = ingest("two", 1, "delta");

    @Test
    void everythingOfARevokedIngestKeyIsWithheldUntilEndorsedAndThenServed() {
        revoke(KeyRole.INGEST);
        assertWithheld(ONE);
        assertWithheld(TWO);

        EndorsementReport report = endorse(EVERYTHING);

        assertThat(report.endorsed()).containsExactly(one.head(), two.head());
        assertThat(report.refused()).isEmpty();
        assertServed(one);
        assertServed(two);
        assertThat(recorded).containsExactly(List.of(one.head(), two.head()));
    }

    @Test
    void oneDocumentEndorsedIsServedAndTheOtherStaysWithheld() {
        revoke(KeyRole.INGEST);

        EndorsementReport report = endorse(new What.OneDocument(ONE));

        assertThat(report.endorsed()).containsExactly(one.head());
        assertServed(one);
        assertWithheld(TWO);
    }

    @Test
    void documentsOfOneSourceAreEndorsedAndNoOthers() {
        revoke(KeyRole.INGEST);

        EndorsementReport report = endorse(new What.OneSource(new SourceRef("test:two")));

        assertThat(report.endorsed()).containsExactly(two.head());
        assertThat(report.refused()).isEmpty();
        assertWithheld(ONE);
    }

    @Test
    void everyReaderTakesTheLogAfterwards() {
        revoke(KeyRole.INGEST);
        assertThat(endorse(EVERYTHING).endorsed()).hasSize(2);
        HeadReader reader = world.newReader();
        reader.refresh(ACME);

        assertThat(reader.fault(ACME)).isEmpty();
        assertThat(reader.lookup(ACME, ONE)).isEqualTo(new HeadLookup.Current(one.head()));
    }

    @Test
    void audienceOfARevokedAclKeyIsEndorsedByTheCurrentOneAndContentIsNotSignedAgain() {
        relabel(one);
        DocumentHead relabelled = head(ONE);
        revoke(KeyRole.ACL);
        assertWithheld(ONE);
        assertServed(two);
        KeyId content = world.heads().vouching(ACME, ONE).orElseThrow().contentKey();

        EndorsementReport report = endorse(EVERYTHING);

        assertThat(report.endorsed()).containsExactly(relabelled);
        assertThat(world.heads().lookup(ACME, ONE)).isEqualTo(new HeadLookup.Current(relabelled));
        assertThat(world.heads().vouching(ACME, ONE).orElseThrow().contentKey()).isEqualTo(content);
    }

    @Test
    void audienceOfASoundAclKeyIsNotSignedAgain() {
        relabel(one);
        KeyId acl = world.heads().vouching(ACME, ONE).orElseThrow().tagKey();
        revoke(KeyRole.INGEST);

        assertThat(endorse(new What.OneDocument(ONE)).endorsed()).hasSize(1);

        assertThat(world.heads().vouching(ACME, ONE).orElseThrow().tagKey()).isEqualTo(acl);
        assertThat(world.heads().lookup(ACME, ONE)).isInstanceOf(HeadLookup.Current.class);
    }

    @Test
    void documentWithAForgedRowIsNotEndorsed() {
        revoke(KeyRole.INGEST);
        List<Candidate> rows = rows();
        rows.replaceAll(row -> row.id().orElseThrow().equals("acme/one/1/1") ? withText(row, "forged") : row);

        EndorsementReport report = endorse(EVERYTHING, rows);

        assertThat(report.refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.ROW_ALTERED));
        assertThat(report.endorsed()).containsExactly(two.head());
        assertWithheld(ONE);
    }

    @Test
    void documentWithARowTooManyIsNotEndorsed() {
        revoke(KeyRole.INGEST);
        List<Candidate> rows = rows();
        Candidate row = rows.getFirst();
        rows.add(new Candidate(
                "acme/one/1/3",
                "planted",
                row.seal().orElseThrow(),
                row.vector().orElseThrow(),
                Map.of(),
                1));

        assertThat(endorse(EVERYTHING, rows).refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.ROW_ALTERED));
    }

    @Test
    void documentWhoseRowsAreOfAnotherTreeIsNotEndorsed() {
        revoke(KeyRole.INGEST);
        SealedDocument other = world.sealer()
                .seal(world.grant(ACME, WriteAction.INGEST), world.draft("one", 1, "alpha", "poison", "gamma"));
        List<Candidate> rows = rows();
        rows.removeIf(row -> row.id().orElseThrow().startsWith("acme/one/"));
        other.chunks().forEach(chunk -> rows.add(SealedWorld.row(chunk)));

        assertThat(endorse(EVERYTHING, rows).refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.ROW_ALTERED));
    }

    @Test
    void documentWithAMissingRowIsNotEndorsed() {
        revoke(KeyRole.INGEST);
        List<Candidate> rows = rows();
        rows.removeIf(row -> row.id().orElseThrow().equals("acme/one/1/2"));

        assertThat(endorse(EVERYTHING, rows).refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.ROW_MISSING));
    }

    @Test
    void documentWhoseRowsTheStoreNoLongerHasIsNotEndorsed() {
        revoke(KeyRole.INGEST);

        assertThat(endorse(EVERYTHING, List.of()).refused())
                .isEqualTo(Map.of(ONE, EndorsementRefusal.ROW_MISSING, TWO, EndorsementRefusal.ROW_MISSING));
    }

    @Test
    void supersededDocumentIsNotEndorsed() {
        List<Candidate> before = rows();
        ingest("one", 2, "epsilon");
        revoke(KeyRole.INGEST);

        assertThat(endorse(new What.OneDocument(ONE), before).refused())
                .isEqualTo(Map.of(ONE, EndorsementRefusal.SUPERSEDED));
        assertWithheld(ONE);
    }

    @Test
    void oldRowsBesideTheCurrentOnesDoNotHinder() {
        List<Candidate> rows = rows();
        SealedDocument next = ingest("one", 2, "epsilon");
        rows.addAll(rows());
        revoke(KeyRole.INGEST);

        assertThat(endorse(new What.OneDocument(ONE), rows).endorsed()).containsExactly(next.head());
    }

    @Test
    void erasedDocumentIsNotEndorsed() {
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), ONE);
        revoke(KeyRole.INGEST);

        assertThat(endorse(new What.OneDocument(ONE)).refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.ERASED));
        assertThat(endorse(EVERYTHING).refused()).isEmpty();
        assertThat(world.heads().lookup(ACME, ONE)).isEqualTo(new HeadLookup.None(HeadFault.ERASED));
    }

    @Test
    void documentThatWasRevokedItselfIsNotEndorsed() {
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.DOCUMENT, "one");
        revoke(KeyRole.INGEST);

        assertThat(endorse(EVERYTHING).refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.REVOKED));
    }

    @Test
    void documentWhoseSourceWasRevokedIsNotEndorsed() {
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.SOURCE, "test:one");
        revoke(KeyRole.INGEST);

        assertThat(endorse(EVERYTHING).refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.REVOKED));
    }

    @Test
    void suspendedDocumentIsNotEndorsedAndStaysSuspended() {
        world.writer().suspend(world.grant(ACME, WriteAction.INGEST), ONE);
        revoke(KeyRole.INGEST);

        assertThat(endorse(EVERYTHING).refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.SUSPENDED));
        assertThat(world.heads().vouching(ACME, ONE).orElseThrow().fault()).contains(HeadFault.SUSPENDED);
    }

    @Test
    void documentThatIsServedIsNotEndorsed() {
        assertThat(endorse(new What.OneDocument(ONE)).refused()).isEqualTo(Map.of(ONE, EndorsementRefusal.NOT_NEEDED));
        assertThat(endorse(EVERYTHING)).isEqualTo(new EndorsementReport(List.of(), Map.of()));
    }

    @Test
    void unknownDocumentIsNotEndorsed() {
        DocumentId unknown = new DocumentId("unknown");

        assertThat(endorse(new What.OneDocument(unknown)).refused())
                .isEqualTo(Map.of(unknown, EndorsementRefusal.UNKNOWN_DOCUMENT));
    }

    @Test
    void documentWhoseRowsNameTwoSourcesIsNotEndorsedForOne() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        SealedDocument mine = world.sealer().seal(grant, world.draft("mixed", 1, "eta", "theta"));
        SealedDocument other = world.sealer()
                .seal(grant, world.draft("mixed", 1, "test:elsewhere", "batch-1", List.of("eta", "theta")));
        // A tree that only the key's thief makes: the honest sealer gives all leaves of a document one source.
        List<SealedChunk> chunks =
                List.of(mine.chunks().getFirst(), other.chunks().getLast());
        List<byte[]> leaves =
                chunks.stream().map(chunk -> SealFormatV1.leaf(chunk.facts())).toList();
        MerkleTree tree = new MerkleTree(leaves.stream().map(MerkleTree::leaf).toList());
        world.publish(grant, withRoot(mine.head(), tree.root()));
        revoke(KeyRole.INGEST);
        List<Candidate> rows = rows();
        for (int i = 0; i < 2; i++) {
            SealedChunk chunk = chunks.get(i);
            String seal = SealFormatV1.seal(leaves.get(i), 2, tree.path(i));
            rows.add(new Candidate(chunk.id().toString(), chunk.text(), seal, chunk.vector(), Map.of(), 1));
        }

        assertThat(endorse(new What.OneSource(new SourceRef("test:mixed")), rows)
                        .refused())
                .isEqualTo(Map.of(new DocumentId("mixed"), EndorsementRefusal.OTHER_SOURCE));
    }

    @Test
    void otherTenantsRowsAndHeadsAreNotTouched() {
        world.ingest(store, world.grant(GLOBEX, WriteAction.INGEST), world.draft("one", 1, "theirs"));
        revoke(KeyRole.INGEST);
        int before = world.memoryLog().entries(GLOBEX).size();

        assertThat(endorse(EVERYTHING).endorsed()).containsExactly(one.head(), two.head());
        assertThat(world.memoryLog().entries(GLOBEX)).hasSize(before);
    }

    @Test
    void nothingIsPublishedIfTheAuditRecordFails() {
        revoke(KeyRole.INGEST);
        Endorsement endorsement = look(EVERYTHING, rows());
        int before = world.memoryLog().entries(ACME).size();

        assertThatThrownBy(() -> endorsement.publish(
                        world.writer(), grant(WriteAction.RELEASE), grant(WriteAction.RELABEL), step -> {
                            throw new IllegalStateException("no audit log");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(world.memoryLog().entries(ACME)).hasSize(before);
    }

    @Test
    void leaveToIngestIsNoLeaveToEndorse() {
        revoke(KeyRole.INGEST);
        Endorsement endorsement = look(EVERYTHING, rows());

        assertThatThrownBy(() -> endorsement.publish(
                        world.writer(), grant(WriteAction.INGEST), grant(WriteAction.RELABEL), recorded::add))
                .isInstanceOf(WriteRefusedException.class);
        assertThatThrownBy(() -> endorsement.publish(
                        world.writer(), grant(WriteAction.RELEASE), grant(WriteAction.INGEST), recorded::add))
                .isInstanceOf(WriteRefusedException.class);
        assertThat(recorded).isEmpty();
        assertWithheld(ONE);
    }

    @Test
    void leaveForAnotherTenantIsNoLeaveToEndorse() {
        revoke(KeyRole.INGEST);
        Endorsement endorsement = look(EVERYTHING, rows());

        assertThatThrownBy(() -> endorsement.publish(
                        world.writer(),
                        world.grant(GLOBEX, WriteAction.RELEASE),
                        world.grant(GLOBEX, WriteAction.RELABEL),
                        recorded::add))
                .isInstanceOf(WriteRefusedException.class);
        assertWithheld(ONE);
    }

    @Test
    void revokedKeyDoesNotEndorseItself() {
        revokeWithoutSuccessor(KeyRole.INGEST);
        Endorsement endorsement = look(EVERYTHING, rows());

        assertThatThrownBy(() -> endorsement.publish(
                        world.writer(), grant(WriteAction.RELEASE), grant(WriteAction.RELABEL), recorded::add))
                .isInstanceOf(WriteRefusedException.class);
        assertWithheld(ONE);
    }

    @Test
    void halfAnEndorsementWithholdsAndTheNextOneFinishesIt() {
        revoke(KeyRole.INGEST);
        // What a crash between the two appends of a step leaves: the audience has a new signature, the content has
        // none.
        world.writer().publish(grant(WriteAction.RELABEL), List.of(one.head()));
        assertWithheld(ONE);

        assertThat(endorse(new What.OneDocument(ONE)).endorsed()).containsExactly(one.head());
        assertServed(one);
    }

    @Test
    void endorsementOfManyDocumentsIsWrittenInSteps() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        List<SealedDocument> many = IntStream.range(0, Endorsement.STEP)
                .mapToObj(i -> world.sealer().seal(grant, world.draft("many-" + i, 1, "text " + i)))
                .toList();
        many.forEach(document -> store.write(grant, document, Map.of()));
        world.writer().publish(grant, many.stream().map(SealedDocument::head).toList());
        revoke(KeyRole.INGEST);
        int before = world.memoryLog().entries(ACME).size();

        EndorsementReport report = endorse(EVERYTHING);

        assertThat(report.endorsed()).hasSize(Endorsement.STEP + 2);
        assertThat(recorded).hasSize(2).allSatisfy(step -> assertThat(step).hasSizeLessThanOrEqualTo(Endorsement.STEP));
        // For each step one entry for content, one for audience, and a checkpoint behind each.
        assertThat(world.memoryLog().entries(ACME)).hasSize(before + 8);
        assertServed(many.getLast());
    }

    @Test
    void headsThatAreTooLongForOneEntryAreWrittenInSeveral() {
        Set<Label> labels = IntStream.range(10, 10 + AccessTag.MAX_LABELS)
                .mapToObj(i -> Label.ofGroup(String.valueOf(i).repeat(29)))
                .collect(Collectors.toSet());
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST, labels, Set.of());
        List<SealedDocument> many = IntStream.range(0, 300)
                .mapToObj(i -> world.sealer().seal(grant, world.draft("long-" + i, 1, "text " + i)))
                .toList();
        for (SealedDocument document : many) {
            store.write(grant, document, Map.of());
        }
        for (int from = 0; from < many.size(); from += 100) {
            world.writer()
                    .publish(
                            grant,
                            many.subList(from, from + 100).stream()
                                    .map(SealedDocument::head)
                                    .toList());
        }
        revoke(KeyRole.INGEST);

        assertThat(endorse(EVERYTHING).endorsed()).hasSize(302);

        assertThat(recorded).hasSize(1);
        assertThat(world.heads().lookup(ACME, new DocumentId("long-299"))).isInstanceOf(HeadLookup.Current.class);
    }

    private SealedDocument ingest(String document, long version, String... texts) {
        return world.ingest(store, world.grant(ACME, WriteAction.INGEST), world.draft(document, version, texts));
    }

    private EndorsementReport endorse(What what) {
        return endorse(what, rows());
    }

    private EndorsementReport endorse(What what, List<Candidate> rows) {
        EndorsementReport report = look(what, rows)
                .publish(world.writer(), grant(WriteAction.RELEASE), grant(WriteAction.RELABEL), recorded::add);
        world.heads().refresh(ACME);
        return report;
    }

    private Endorsement look(What what, List<Candidate> rows) {
        Endorsement endorsement = new Endorsement(world.heads(), ACME, what);
        rows.forEach(endorsement::look);
        return endorsement;
    }

    private List<Candidate> rows() {
        List<Candidate> rows = new ArrayList<>();
        store.forEach(SealedWorld.opening(), rows::add);
        return rows;
    }

    private WriteGrant grant(WriteAction action) {
        return world.grant(ACME, action);
    }

    private void relabel(SealedDocument document) {
        AccessTag finance = world.grant(ACME, WriteAction.RELABEL, Set.of(new Label("group:finance")), Set.of())
                .tag();
        DocumentHead from = document.head();
        world.publish(
                world.grant(ACME, WriteAction.RELABEL, finance.labels(), Set.of()),
                new DocumentHead(
                        finance,
                        from.document(),
                        from.version(),
                        from.treeSize(),
                        from.root(),
                        from.trust(),
                        from.attester(),
                        from.expiresAt(),
                        from.stamp()));
    }

    private void revoke(KeyRole role) {
        revokeWithoutSuccessor(role);
        world.worldKeys().add(ACME, role, SealedWorld.START, SealedWorld.START.plus(Duration.ofDays(9)));
    }

    private void revokeWithoutSuccessor(KeyRole role) {
        String key = world.signer().currentKey(ACME, role).orElseThrow().hex();
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.KEY, key);
        world.heads().refresh(ACME);
    }

    private DocumentHead head(DocumentId document) {
        return ((HeadLookup.Current) world.heads().lookup(ACME, document)).head();
    }

    private void assertWithheld(DocumentId document) {
        world.heads().refresh(ACME);
        assertThat(world.heads().lookup(ACME, document))
                .isInstanceOfSatisfying(
                        HeadLookup.Withdrawn.class,
                        withdrawn -> assertThat(withdrawn.fault()).isEqualTo(HeadFault.REVOKED_KEY));
    }

    private void assertServed(SealedDocument document) {
        TenantId tenant = document.tenant();
        document.chunks()
                .forEach(chunk -> assertThat(world.verifier().verify(SealedWorld.row(chunk), world.scope(tenant)))
                        .isInstanceOf(SealCheck.Intact.class));
    }

    private static DocumentHead withRoot(DocumentHead head, Sha256 root) {
        return new DocumentHead(
                head.tag(),
                head.document(),
                head.version(),
                head.treeSize(),
                root,
                head.trust(),
                head.attester(),
                head.expiresAt(),
                head.stamp());
    }

    private static Candidate withText(Candidate row, String text) {
        return new Candidate(
                row.id().orElseThrow(),
                text,
                row.seal().orElseThrow(),
                row.vector().orElseThrow(),
                row.attributes(),
                row.score());
    }
}
