package dev.weir.retrieve;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.Screener;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Without ONNX Runtime and the tokenizers sealed chunks are served, and those that need the classifier are withheld. */
class WithoutRuntimeTest {
    private static final String RUNTIME = "ai.onnxruntime.OrtEnvironment";

    @Test
    void firewallWhenTheRuntimeIsNotOnTheClassPathThenServesWhatNeedsNone() throws Exception {
        Class.forName(RUNTIME, false, getClass().getClassLoader());
        try (URLClassLoader loader = withoutRuntime()) {
            Callable<?> scene = (Callable<?>) loader.loadClass(Scene.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(scene.call()).isEqualTo("[acme/fresh/1/0] [STAMP_TOO_OLD] false");
        }
    }

    private static URLClassLoader withoutRuntime() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("onnxruntime") && !entry.contains("ai" + File.separator + "djl")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** One question about a current and an old document; what was served and withheld, and whether there is a runtime. */
    public static final class Scene implements Callable<String> {
        @Override
        public String call() {
            GuardWorld guard = new GuardWorld();
            guard.ingest(ACME, "old", "ropes lie in the shed");
            SealedDocument fresh = guard.ingest(ACME, "fresh", "nets dry beside the shed");
            guard.world.writer().requireEpoch(guard.world.grant(ACME, WriteAction.REVOKE), 2);
            guard.world
                    .writer()
                    .restamp(
                            guard.world.grant(ACME, WriteAction.INGEST),
                            List.of(fresh.head().withStamp(SealedWorld.stamp(2))));
            try (PassageScreen screen = new PassageScreen(
                    Screener::defaults,
                    VerdictCache.ofEntries(10),
                    PassageScreen.Budget.STANDARD,
                    guard.world.clock())) {
                GuardedContext context = guard.before(guard.store)
                        .passageScreen(screen)
                        .build()
                        .retrieve(guard.request(ACME, "what is in the shed", 4));
                return GuardWorld.ids(context) + " " + GuardWorld.codes(context) + " " + hasRuntime();
            }
        }

        private static boolean hasRuntime() {
            try {
                Class.forName(RUNTIME, false, Scene.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }
}
