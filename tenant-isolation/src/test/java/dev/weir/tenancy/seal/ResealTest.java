package dev.weir.tenancy.seal;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was verified can be sealed again with another vector, and nothing else about it changes. */
class ResealTest {
    private static final float[] NEW = {1, 2, 3};

    private final SealedWorld world = SealedWorld.inMemory();
    private final WriteGrant grant = world.grant(ACME, WriteAction.INGEST);

    @Test
    void resealedVersionWhenPublishedThenVerifiesWithItsNewVectors() {
        List<VerifiedChunk> chunks = verified("doc", "one", "two");

        SealedDocument again = world.sealer().reseal(grant, drafts(chunks));
        world.publish(grant, again.head());

        DocumentHead before = chunks.getFirst().head();
        assertThat(again.head())
                .isEqualTo(new DocumentHead(
                        before.tag(),
                        before.document(),
                        2,
                        2,
                        again.head().root(),
                        before.trust(),
                        before.attester(),
                        before.expiresAt(),
                        before.stamp()));
        for (int i = 0; i < 2; i++) {
            SealedChunk sealed = again.chunks().get(i);
            assertThat(sealed.facts().provenance())
                    .isEqualTo(chunks.get(i).facts().provenance());
            assertThat(sealed.facts().salt()).isNotEqualTo(chunks.get(i).facts().salt());
            assertThat(world.verifier().verify(SealedWorld.row(sealed), world.scope(ACME)))
                    .isInstanceOfSatisfying(SealCheck.Intact.class, intact -> {
                        assertThat(intact.chunk().vector().orElseThrow()).isEqualTo(NEW);
                        assertThat(intact.chunk().text()).isEqualTo(sealed.text());
                    });
        }
    }

    @Test
    void partOfAVersionWhenTakenThenItsChunksVerifyUnderTheSameHead() {
        List<VerifiedChunk> chunks = verified("doc", "one", "two", "three");
        SealedDocument again = world.sealer().reseal(grant, drafts(chunks));
        world.publish(grant, again.head());

        SealedDocument part = again.part(1, 3);

        assertThat(part.head()).isEqualTo(again.head());
        assertThat(part.chunks())
                .isEqualTo(again.chunks().subList(1, 3))
                .allSatisfy(chunk -> assertThat(world.verifier().verify(SealedWorld.row(chunk), world.scope(ACME)))
                        .isInstanceOf(SealCheck.Intact.class));
        assertThatThrownBy(() -> again.part(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void chunksWhenVerifiedUnderDifferentHeadsThenRefused() {
        List<VerifiedChunk> mixed = new ArrayList<>(verified("doc", "one"));
        mixed.addAll(verified("other", "two"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.sealer().reseal(grant, drafts(mixed)))
                .withMessage("the chunks were verified under different heads");
    }

    @Test
    void resealWhenThereAreNoChunksThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> world.sealer().reseal(grant, List.of()));
    }

    @Test
    void resealWhenTheGrantIsForAnotherTenantOrActionThenRefused() {
        List<ResealDraft> drafts = drafts(verified("doc", "one"));
        assertThatThrownBy(() -> world.sealer().reseal(world.grant(GLOBEX, WriteAction.INGEST), drafts))
                .isInstanceOf(WriteRefusedException.class);
        assertThatThrownBy(() -> world.sealer().reseal(world.grant(ACME, WriteAction.RELEASE), drafts))
                .isInstanceOf(WriteRefusedException.class);
    }

    @Test
    void vectorWhenItIsNotTheBoundOneThenRefused() {
        VerifiedChunk chunk = verified("doc", "one").getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResealDraft(chunk, EmbeddingBinding.exact("new/1", NEW), new float[] {1, 2, 4}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResealDraft(chunk, new EmbeddingBinding.StoredForm("new/1", 2), NEW));
    }

    private List<VerifiedChunk> verified(String document, String... texts) {
        SealedDocument sealed = world.sealer().seal(grant, world.draft(document, 1, texts));
        world.publish(grant, sealed.head());
        List<VerifiedChunk> chunks = new ArrayList<>();
        for (SealedChunk chunk : sealed.chunks()) {
            SealCheck check = world.verifier().verify(SealedWorld.row(chunk), world.scope(ACME));
            chunks.add(((SealCheck.Intact) check).chunk());
        }
        return chunks;
    }

    private static List<ResealDraft> drafts(List<VerifiedChunk> chunks) {
        return chunks.stream()
                .map(chunk -> new ResealDraft(chunk, EmbeddingBinding.exact("new/1", NEW), NEW.clone()))
                .toList();
    }
}
