package dev.weir.tenancy.heads;

import dev.weir.tenancy.store.ChunkStore;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * Random lives of random documents, in three to five tenants: after every step, every row that was ever written is judged
 * by the product as {@link LifecycleModel} judges it, and a search of the store gives every row that should be there. A
 * thousand lives, or {@code -Djqwik.tries} of them. Extend it and open a store.
 */
public abstract class LifecycleContract {
    private static final int LONGEST = 24;

    /** Opens an empty store; one that an earlier life left is not used any more. */
    protected abstract ChunkStore open(InstantSource clock);

    /** Whether the store takes vectors of two models. */
    protected boolean mixesModels() {
        return false;
    }

    @Property
    public void productAgreesWithTheModelAfterEveryStep(@ForAll("lives") ActionChain<LifecycleScene> life) {
        LifecycleScene scene = life.run();
        scene.checkAll();
        scene.close();
    }

    @Provide
    public Arbitrary<ActionChain<LifecycleScene>> lives() {
        return Arbitraries.integers()
                .between(3, 5)
                .flatMap(tenants -> ActionChain.startWith(() -> new LifecycleScene(tenants, mixesModels(), this::open))
                        .withAction(6, step("ingest", LifecycleScene::ingest))
                        .withAction(1, step("crash", LifecycleScene::crash))
                        .withAction(1, step("sync", LifecycleScene::sync))
                        .withAction(2, step("relabel", LifecycleScene::relabel))
                        .withAction(1, step("suspend", LifecycleScene::suspend))
                        .withAction(1, step("erase", LifecycleScene::erase))
                        .withAction(1, step("revoke", LifecycleScene::revoke))
                        .withAction(1, step("rotate", LifecycleScene::rotate))
                        .withAction(1, step("compromise", LifecycleScene::compromise))
                        .withAction(2, step("endorse", LifecycleScene::endorse))
                        .withAction(1, step("restamp", LifecycleScene::restamp))
                        .withAction(1, step("raise the minimum", LifecycleScene::raiseMinimum))
                        .withAction(1, step("restart a reader", LifecycleScene::restart))
                        .withAction(1, step("pass time", LifecycleScene::passTime))
                        .withAction(1, step("attack the log", LifecycleScene::attackLog))
                        .withMaxTransformations(LONGEST));
    }

    private static Action<LifecycleScene> step(String name, BiConsumer<LifecycleScene, Integer> action) {
        return (Action.Independent<LifecycleScene>) () -> Arbitraries.integers()
                .between(0, 1 << 16)
                .map(pick -> Transformer.mutate(name + " " + pick, scene -> {
                    action.accept(scene, pick);
                    scene.check(pick);
                }));
    }
}
