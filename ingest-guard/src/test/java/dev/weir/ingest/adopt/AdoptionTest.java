package dev.weir.ingest.adopt;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.ingest.ChunkScanner;
import dev.weir.ingest.adopt.AdoptedDocument.Outcome;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.ingest.testkit.WordDetector;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.AdoptionSnapshot;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadView;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.heads.SnapshotHeads;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionTest {
    private static final String BATCH = "adopt:wiki";
    private static final RowMapping MAPPING = new RowMapping("owner", "url", Optional.of("doc"), Optional.of("index"));

    @TempDir
    private Path directory = Path.of("");

    private final SealedWorld world = SealedWorld.inMemory();
    private final MemoryTable table = new MemoryTable();
    private final MemoryRecords records = new MemoryRecords();
    private final AdoptedRows rows = new AdoptedRows(records, "wiki", "owner");
    private final Instant deadline = SealedWorld.START.plus(Duration.ofHours(20));
    private final List<HeldRow> held = new ArrayList<>();
    private final List<AdoptedDocument> finished = new ArrayList<>();
    private int failingAfter = Integer.MAX_VALUE;

    @BeforeEach
    void logWithAnEntry() {
        world.writer().checkpoint(ACME);
        world.heads().refresh(ACME);
    }

    /** Keeps what it is told, and throws after some documents, as a process that is killed there. */
    private final class Listener implements AdoptionListener {
        @Override
        public void held(HeldRow row) {
            held.add(row);
        }

        @Override
        public void found(int documents) {}

        @Override
        public void finished(AdoptedDocument document) {
            finished.add(document);
            if (finished.size() > failingAfter) {
                throw new IllegalStateException("the process was killed");
            }
        }
    }

    private Adoption adoption(int epoch, String rules) {
        return adoption(MAPPING, epoch, rules);
    }

    private Adoption adoption(RowMapping mapping, int epoch, String rules) {
        ChunkScanner scanner =
                new ChunkScanner(WordDetector.screener(new WordDetector(rules)), VerdictPolicies.balanced(), epoch);
        return new Adoption(
                scanner,
                mapping,
                new AdoptionTargets(
                        table,
                        rows,
                        world.heads(),
                        world.writer(),
                        world.digests(),
                        QuarantineStore.open(directory, world.clock()).suppressions()),
                world.clock());
    }

    private WriteGrant grant(SourceRef source) {
        assertThat(source.uri()).isNotEmpty();
        return world.grant(ACME, WriteAction.INGEST);
    }

    private AdoptionSummary adopt() {
        return adopt(adoption(1, "words/1"));
    }

    private AdoptionSummary adopt(Adoption adoption) {
        held.clear();
        finished.clear();
        return adoption.adopt(ACME, BATCH, this::grant, new Listener());
    }

    private Rehearsal rehearse() {
        held.clear();
        finished.clear();
        return adoption(1, "words/1").rehearse(ACME, BATCH, this::grant, deadline, new Listener());
    }

    private void row(String key, String document, int index, String text) {
        table.put(key, text, metadata("acme", document, index));
    }

    private static String metadata(String owner, String document, int index) {
        return "{\"owner\":\"" + owner + "\",\"url\":\"https://wiki.example/" + document + "\",\"doc\":\"" + document
                + "\",\"index\":" + index + "}";
    }

    private DocumentId id(String document) {
        return world.digests().documentOf(ACME, new SourceRef(document));
    }

    private DocumentHead ingest(String document) {
        DocumentHead ingested = world.sealer()
                .seal(
                        world.grant(ACME, WriteAction.INGEST),
                        world.draft(id(document).value(), 1, "the ingested text"))
                .head();
        world.publish(world.grant(ACME, WriteAction.INGEST), ingested);
        return ingested;
    }

    /** The keys of the rows that verify, of those that are kept. */
    private Set<String> served(HeadView heads, Map<String, String> texts) {
        SealVerifier verifier = new SealVerifier(heads, world.clock());
        Set<String> served = new TreeSet<>();
        rows.find(ACME, texts.keySet()).forEach((key, kept) -> {
            Candidate row = new Candidate(kept.chunk().toString(), texts.get(key), kept.seal(), null, Map.of(), 1);
            if (verifier.verify(row, world.scope(ACME)) instanceof SealCheck.Intact) {
                served.add(key);
            }
        });
        return served;
    }

    private @Nullable DocumentHead head(String document) {
        return world.heads().lookup(ACME, id(document)) instanceof HeadLookup.Current current ? current.head() : null;
    }

    private static DocumentHead present(@Nullable DocumentHead head) {
        assertThat(head).isNotNull();
        return Objects.requireNonNull(head);
    }

    @Test
    void rowsWhenCleanThenCountUnderTierAdoptedAndWhoAttests() {
        row("r2", "a", 1, "second part");
        row("r1", "a", 0, "first part");
        row("r3", "b", 0, "other");

        AdoptionSummary summary = adopt();

        assertThat(summary.documents(Outcome.ADOPTED)).isEqualTo(2);
        assertThat(summary.rows(Outcome.ADOPTED)).isEqualTo(3);
        assertThat(held).isEmpty();
        assertThat(served(world.heads(), Map.of("r1", "first part", "r2", "second part", "r3", "other")))
                .containsExactly("r1", "r2", "r3");
        DocumentHead head = present(head("a"));
        assertThat(head.trust()).isEqualTo(TrustTier.ADOPTED);
        assertThat(head.attester()).isEqualTo(SealedWorld.INGESTER);
        assertThat(head.expiresAt()).isEqualTo(DocumentHead.NEVER);
        assertThat(rows.find(ACME, List.of("r2")).values())
                .extracting(kept -> kept.chunk().ordinal())
                .containsExactly(1);
    }

    @Test
    void documentWhenHostileThenIsHeldAndNamesItsRowAndTheOthersAreAdopted() {
        row("r1", "a", 0, "clean");
        row("r2", "a", 1, "and risk90 here");
        row("r3", "b", 0, "clean too");

        AdoptionSummary summary = adopt();

        assertThat(summary.documents(Outcome.HELD)).isEqualTo(1);
        assertThat(finished)
                .filteredOn(document -> document.outcome() == Outcome.HELD)
                .singleElement()
                .satisfies(document -> {
                    assertThat(document.flagged()).containsExactly("r2");
                    assertThat(document.codes()).isNotEmpty();
                    assertThat(document.rows()).isEqualTo(2);
                });
        assertThat(rows.find(ACME, List.of("r1", "r2", "r3"))).containsOnlyKeys("r3");
        assertThat(head("a")).isNull();
    }

    @Test
    void payloadWhenItLiesAcrossTwoRowsThenIsSeen() {
        row("r1", "a", 0, "ends with risk");
        row("r2", "a", 1, "90 begins");
        assertThat(adopt().documents(Outcome.HELD)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"url":"u","doc":"d"}                                  | owner    | MISSING
            {"owner":null,"url":"u","doc":"d"}                     | owner    | MISSING
            {"owner":7,"url":"u","doc":"d"}                        | owner    | NOT_A_STRING
            {"owner":["acme"],"url":"u","doc":"d"}                 | owner    | NOT_A_STRING
            {"owner":" ","url":"u","doc":"d"}                      | owner    | BLANK
            {"owner":"ACME","url":"u","doc":"d"}                   | owner    | NOT_A_TENANT
            {"owner":" acme","url":"u","doc":"d"}                  | owner    | NOT_A_TENANT
            {"owner":"acme","doc":"d"}                             | url      | MISSING
            {"owner":"acme","url":{"a":1},"doc":"d"}               | url      | NOT_A_STRING
            {"owner":"acme","url":"","doc":"d"}                    | url      | BLANK
            {"owner":"acme","url":"a\\u202eb","doc":"d"}           | url      | NOT_A_NAME
            {"owner":"acme","url":"a\\u0000b","doc":"d"}           | url      | NOT_A_NAME
            {"owner":"acme","url":"u"}                             | doc      | MISSING
            {"owner":"acme","url":"u","doc":true}                  | doc      | NOT_A_STRING
            {"owner":"acme","owner":"globex","url":"u","doc":"d"}  | metadata | UNREADABLE
            {"owner":"acme","url":"u","doc":"d"} {}                | metadata | UNREADABLE
            ["acme"]                                               | metadata | UNREADABLE
            {"owner":                                              | metadata | UNREADABLE
            ``                                                     | metadata | UNREADABLE
            """)
    void rowWhenItsMetadataDoesNotSayThenIsHeldByNameAndFieldAndTheOthersAreAdopted(
            String metadata, String field, RowFault fault) {
        table.put("bad", "text", metadata);
        row("good", "a", 0, "clean");

        AdoptionSummary summary = adopt();

        assertThat(held).containsExactly(new HeldRow("bad", field, fault));
        assertThat(summary.heldRows()).isEqualTo(1);
        assertThat(summary.documents(Outcome.ADOPTED)).isEqualTo(1);
        assertThat(rows.find(ACME, List.of("bad", "good"))).containsOnlyKeys("good");
    }

    @Test
    void rowWhenItHasNoMetadataThenIsHeld() {
        table.put("bad", "text", null);
        adopt();
        assertThat(held).containsExactly(new HeldRow("bad", "metadata", RowFault.UNREADABLE));
    }

    @Test
    void rowWhenItsTextCannotBeSealedThenIsHeldAndItsDocumentIsAdoptedWithoutIt() {
        table.put("none", null, metadata("acme", "a", 0));
        table.put("blank", " \n", metadata("acme", "a", 1));
        table.put("lone", "a \ud83d b", metadata("acme", "a", 2));
        row("good", "a", 3, "clean");

        adopt();

        assertThat(held)
                .containsExactlyInAnyOrder(
                        new HeldRow("none", "text", RowFault.MISSING),
                        new HeldRow("blank", "text", RowFault.BLANK),
                        new HeldRow("lone", "text", RowFault.MALFORMED));
        assertThat(served(world.heads(), Map.of("good", "clean"))).containsExactly("good");
    }

    @Test
    void rowWhenOfAnotherTenantThenIsNobodysBusiness() {
        table.put("theirs", "risk90", metadata("globex", "a", 0));
        AdoptionSummary summary = adopt();
        assertThat(summary.documents()).isEmpty();
        assertThat(summary.heldRows()).isZero();
        assertThat(table.reads).isEmpty();
    }

    @Test
    void rowWhenItNamesAnotherSourceThanItsDocumentThenIsHeld() {
        row("r1", "a", 0, "clean");
        table.put("r2", "clean", "{\"owner\":\"acme\",\"url\":\"https://elsewhere.example\",\"doc\":\"a\"}");
        adopt();
        assertThat(held).containsExactly(new HeldRow("r2", "url", RowFault.OTHER_SOURCE));
        assertThat(rows.find(ACME, List.of("r1", "r2"))).containsOnlyKeys("r1");
    }

    @Test
    void rowWhenItIsGoneAfterTheSurveyThenIsHeld() {
        row("r1", "a", 0, "clean");
        row("r2", "a", 1, "gone");
        table.removeAfterSurvey("r2");
        adopt();
        assertThat(held).containsExactly(new HeldRow("r2", "metadata", RowFault.CHANGED));
        assertThat(present(head("a")).treeSize()).isEqualTo(1);
    }

    @Test
    void documentWhenItHasTooManyRowsThenIsLeftAndItsRowsAreNotRead() {
        for (int i = 0; i <= Adoption.MAX_ROWS; i++) {
            row("r" + i, "a", i, "clean");
        }
        assertThat(adopt().rows(Outcome.TOO_LARGE)).isEqualTo(Adoption.MAX_ROWS + 1L);
        assertThat(table.reads).isEmpty();
    }

    @Test
    void documentWhenItHasTooMuchTextThenIsLeftAndItsRowsAreNotRead() {
        row("r1", "a", 0, "x".repeat(Adoption.MAX_TEXT_BYTES));
        row("r2", "a", 1, "x");
        assertThat(adopt().rows(Outcome.TOO_LARGE)).isEqualTo(2);
        assertThat(table.reads).isEmpty();
    }

    @Test
    void documentsWhenTheirTextsAreLongThenAreReadOneByOne() {
        row("r1", "a", 0, "x ".repeat(1_500_000));
        row("r2", "b", 0, "y ".repeat(1_500_000));
        adopt();
        assertThat(table.reads).containsExactly(List.of("r1"), List.of("r2"));
    }

    @Test
    void runWhenRepeatedThenDoesNothing() {
        row("r1", "a", 0, "clean");
        adopt();
        LogPosition position = world.heads().position(ACME);

        AdoptionSummary again = adopt();

        assertThat(again.documents()).containsOnly(Map.entry(Outcome.UNCHANGED, 1L));
        assertThat(world.heads().position(ACME)).isEqualTo(position);
    }

    @Test
    void runWhenKilledAnywhereThenAnotherEndsAsOneThatWasNot() {
        Map<String, String> texts = Map.of("r0", "t0", "r1", "t1", "r2", "t2", "r3", "t3");
        texts.forEach((key, text) -> row(key, "doc-" + key, 0, text));
        for (failingAfter = 0; failingAfter < 4; failingAfter++) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::adopt);
            world.heads().refresh(ACME);
        }
        failingAfter = Integer.MAX_VALUE;

        AdoptionSummary last = adopt();

        assertThat(last.documents()).containsOnly(Map.entry(Outcome.UNCHANGED, 4L));
        assertThat(served(world.heads(), texts)).containsExactly("r0", "r1", "r2", "r3");
        assertThat(present(head("doc-r0")).version()).isEqualTo(1);
    }

    @Test
    void runWhenKilledBetweenSealsAndHeadThenAnotherPublishes() {
        row("r1", "a", 0, "clean");
        rehearse();
        assertThat(rows.find(ACME, List.of("r1"))).hasSize(1);
        assertThat(head("a")).isNull();
        adopt();
        assertThat(served(world.heads(), Map.of("r1", "clean"))).containsExactly("r1");
    }

    @Test
    void documentWhenItsRowsChangedThenANewVersionCounts() {
        row("r1", "a", 0, "clean");
        row("r2", "a", 1, "goes");
        adopt();
        row("r1", "a", 0, "clean and new");
        table.remove("r2");

        adopt();

        assertThat(present(head("a")).version()).isEqualTo(2);
        assertThat(served(world.heads(), Map.of("r1", "clean and new", "r2", "goes")))
                .containsExactly("r1");
    }

    @Test
    void documentWhenARowWasAddedThenANewVersionCounts() {
        row("r1", "a", 0, "clean");
        adopt();
        row("r2", "a", 1, "added");
        adopt();
        assertThat(served(world.heads(), Map.of("r1", "clean", "r2", "added"))).containsExactly("r1", "r2");
    }

    @Test
    void documentWhenItBecameHostileThenIsWithheldAndComesBackWhenItIsCleanAgain() {
        row("r1", "a", 0, "clean");
        row("r2", "a", 1, "clean too");
        adopt();
        row("r2", "a", 1, "risk90");
        assertThat(adopt().documents(Outcome.HELD)).isEqualTo(1);
        assertThat(served(world.heads(), Map.of("r1", "clean", "r2", "risk90"))).isEmpty();
        row("r2", "a", 1, "clean again");
        adopt();
        assertThat(served(world.heads(), Map.of("r1", "clean", "r2", "clean again")))
                .containsExactly("r1", "r2");
    }

    @Test
    void documentWhenTheRulesChangedThenIsStampedAnewAndKeepsItsVersion() {
        row("r1", "a", 0, "clean");
        adopt();
        AdoptionSummary again = adopt(adoption(2, "words/2"));
        assertThat(again.documents()).containsOnly(Map.entry(Outcome.RESTAMPED, 1L));
        assertThat(present(head("a")).stamp().epoch()).isEqualTo(2);
        assertThat(present(head("a")).version()).isEqualTo(1);
        assertThat(served(world.heads(), Map.of("r1", "clean"))).containsExactly("r1");
    }

    @Test
    void documentWhenErasedThenStaysSo() {
        row("r1", "a", 0, "clean");
        adopt();
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), id("a"));
        assertThat(adopt().documents()).containsOnly(Map.entry(Outcome.WITHDRAWN, 1L));
        assertThat(served(world.heads(), Map.of("r1", "clean"))).isEmpty();
    }

    @Test
    void documentWhenItsSourceIsRevokedThenIsNotAdopted() {
        row("r1", "a", 0, "clean");
        world.writer()
                .revoke(
                        world.grant(ACME, WriteAction.REVOKE),
                        LogEntry.Revoked.Target.SOURCE,
                        "https://wiki.example/a");
        assertThat(adopt().documents()).containsOnly(Map.entry(Outcome.WITHDRAWN, 1L));
    }

    @Test
    void documentWhenItCameInByAnIngestThenIsLeftAsItIs() {
        row("r1", "a", 0, "clean");
        DocumentHead ingested = ingest("a");
        assertThat(adopt().documents()).containsOnly(Map.entry(Outcome.KNOWN, 1L));
        assertThat(head("a")).isEqualTo(ingested);
        assertThat(rows.find(ACME, List.of("r1"))).isEmpty();
    }

    @Test
    void documentWhenItCameInByAnIngestAfterADryRunThenIsLeftAsItIs() {
        row("r1", "a", 0, "clean");
        rehearse();
        DocumentHead ingested = ingest("a");
        assertThat(adopt().documents()).containsOnly(Map.entry(Outcome.KNOWN, 1L));
        assertThat(head("a")).isEqualTo(ingested);
    }

    @Test
    void documentWhenIngestedAndThenWithheldThenIsLeftAsItIs() {
        row("r1", "a", 0, "clean");
        ingest("a");
        world.writer().suspend(world.grant(ACME, WriteAction.INGEST), id("a"));
        assertThat(adopt().documents()).containsOnly(Map.entry(Outcome.KNOWN, 1L));
        assertThat(head("a")).isNull();
        assertThat(rows.find(ACME, List.of("r1"))).isEmpty();
    }

    @Test
    void rowWhenWeirWroteItThenIsNotLookedAt() {
        table.put("w1", "sealed elsewhere", "{\"weir_chunk\":\"acme/b/1/0\",\"weir_tenant\":\"acme\"}");
        table.put("w2", "says so", "{\"weir_chunk\":7,\"owner\":\"acme\",\"url\":\"u\",\"doc\":\"d\"}");
        AdoptionSummary summary = adopt();
        assertThat(summary.heldRows()).isZero();
        assertThat(summary.documents()).isEmpty();
    }

    @Test
    void logWhenItHasNoCheckpointThenTheRunStops() {
        row("r1", "a", 0, "clean");
        world.clock().advance(SealedWorld.CHECKPOINT_LIFETIME);
        assertThatExceptionOfType(HeadLogException.class).isThrownBy(this::adopt);
    }

    @Test
    void documentsNameWhenNoFieldIsMappedThenIsTheSource() {
        row("r1", "a", 0, "clean");
        row("r2", "a", 1, "clean too");
        adopt(adoption(new RowMapping("owner", "url", Optional.empty(), Optional.empty()), 1, "words/1"));
        assertThat(present(head("https://wiki.example/a")).treeSize()).isEqualTo(2);
    }

    @Test
    void rehearsalWhenSignedThenExactlyTheCleanRowsPassUntilTheDeadline() {
        row("r1", "a", 0, "clean");
        row("r2", "b", 0, "risk90");
        table.put("r3", "clean", "{}");
        LogPosition before = world.heads().position(ACME);

        Rehearsal rehearsal = rehearse();

        assertThat(world.heads().position(ACME)).isEqualTo(before);
        assertThat(rehearsal.summary().documents())
                .containsOnly(Map.entry(Outcome.ADOPTED, 1L), Map.entry(Outcome.HELD, 1L));
        assertThat(rehearsal.summary().heldRows()).isEqualTo(1);
        Map<String, String> texts = Map.of("r1", "clean", "r2", "risk90", "r3", "clean");
        SnapshotHeads heads = new SnapshotHeads(world.heads(), List.of(sign(rehearsal)));
        assertThat(served(world.heads(), texts)).isEmpty();
        assertThat(served(heads, texts)).containsExactly("r1");
        world.clock().set(deadline);
        assertThat(served(heads, texts)).isEmpty();
    }

    @Test
    void rehearsalWhenADocumentIsAdoptedThenIsNotOfTheSnapshotAndStaysServed() {
        row("r1", "a", 0, "clean");
        adopt();
        row("r2", "b", 0, "clean too");

        Rehearsal rehearsal = rehearse();

        assertThat(rehearsal.summary().documents())
                .containsOnly(Map.entry(Outcome.ADOPTED, 1L), Map.entry(Outcome.UNCHANGED, 1L));
        assertThat(rehearsal.heads()).extracting(DocumentHead::document).containsExactly(id("b"));
        assertThat(served(world.heads(), Map.of("r1", "clean", "r2", "clean too")))
                .containsExactly("r1");
    }

    @Test
    void snapshotWhenARowOfItIsHeldLaterThenNoLongerFindsIt() {
        row("r1", "a", 0, "clean");
        SnapshotHeads heads = new SnapshotHeads(world.heads(), List.of(sign(rehearse())));
        row("r1", "a", 0, "risk90");
        adopt();
        assertThat(served(heads, Map.of("r1", "clean"))).isEmpty();
    }

    private AdoptionSnapshot sign(Rehearsal rehearsal) {
        return AdoptionSnapshot.sign(
                world.grant(ACME, WriteAction.INGEST).lowerTrust(TrustTier.ADOPTED),
                "wiki",
                deadline,
                rehearsal.heads(),
                world.signer(),
                world.worldKeys().get(),
                world.clock());
    }

    @Test
    void tenantsWhenBothAreInTheTableThenEachAdoptsItsOwn() {
        row("r1", "a", 0, "clean");
        table.put("r2", "clean", metadata("globex", "a", 0));
        world.writer().checkpoint(GLOBEX);
        adopt();
        TenantId other = GLOBEX;
        adoption(1, "words/1").adopt(other, BATCH, source -> world.grant(other, WriteAction.INGEST), new Listener());
        assertThat(rows.find(ACME, List.of("r1", "r2"))).containsOnlyKeys("r1");
        assertThat(rows.find(GLOBEX, List.of("r1", "r2"))).containsOnlyKeys("r2");
    }
}
