package dev.weir.tenancy.testkit;

import dev.weir.tenancy.store.ChunkStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Random lives of random documents over any store, in three to five tenants: after every step, every row that was ever
 * written is judged by the product as {@link LifecycleModel} judges it, a search gives exactly what the model lets through,
 * and a kept answer or a kept query gives nothing more. A thousand lives, or {@code -Djqwik.tries} of them.
 *
 * <p>Extend it and open your store; searches by vector over a few dozen rows must be exact.
 */
public abstract class LifecycleContract {
    private static final int LONGEST = 24;

    private @Nullable ChunkStore opened;

    /** Opens an empty store, once for each life; it is closed when the life ends. */
    protected abstract ChunkStore open(InstantSource clock);

    /** Names of models that vectors are said to be of; a store that takes vectors of several at once can say more. */
    protected List<String> models() {
        return List.of(SealedWorld.EMBEDDER);
    }

    @Property
    void productAgreesWithTheModelAfterEveryStep(@ForAll("lives") ActionChain<LifecycleScene> life) {
        try {
            life.run().checkAll();
        } finally {
            ChunkStore store = opened;
            if (store != null) {
                store.close();
            }
        }
    }

    private ChunkStore remember(InstantSource clock) {
        ChunkStore store = open(clock);
        opened = store;
        return store;
    }

    @Provide
    Arbitrary<ActionChain<LifecycleScene>> lives() {
        return Arbitraries.integers()
                .between(3, 5)
                .flatMap(tenants -> ActionChain.startWith(() -> new LifecycleScene(tenants, this::remember, models()))
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
                        .withAction(1, step("keep a query", LifecycleScene::cachedQuery))
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
