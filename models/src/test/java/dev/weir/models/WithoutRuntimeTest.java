package dev.weir.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without ONNX Runtime and the tokenizers the rules still work, and the classifier says what is missing. */
class WithoutRuntimeTest {

    @Test
    void defaultsWhenTheRuntimeIsNotOnTheClassPathThenUnavailableAndNothingElse() throws Exception {
        try (URLClassLoader loader = withoutRuntime()) {
            Method defaults = loader.loadClass("dev.weir.models.Screener").getMethod("defaults");
            Throwable failure = thrownBy(defaults);
            assertThat(failure.getClass().getName()).isEqualTo("dev.weir.models.catalog.ModelUnavailableException");
            assertThat(failure).hasMessageContaining("class path");
        }
    }

    @Test
    void rulesWhenTheRuntimeIsNotOnTheClassPathThenLoaded() throws Exception {
        try (URLClassLoader loader = withoutRuntime()) {
            Method all =
                    loader.loadClass("dev.weir.models.lexical.LexicalDetectors").getMethod("all");
            assertThat((List<?>) all.invoke(null)).isNotEmpty();
            assertThat(loader.loadClass("dev.weir.models.embed.Embedder").getMethods())
                    .isNotEmpty();
        }
    }

    private static Throwable thrownBy(Method method) throws IllegalAccessException {
        try {
            method.invoke(null);
        } catch (InvocationTargetException failure) {
            return failure.getTargetException();
        }
        throw new AssertionError(method + " must fail");
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
}
