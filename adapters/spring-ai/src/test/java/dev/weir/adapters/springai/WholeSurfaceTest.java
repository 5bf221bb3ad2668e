package dev.weir.adapters.springai;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.VectorStoreRetriever;

/** A method that a framework adds to its interface, a default one included, is one that Weir has decided about. */
class WholeSurfaceTest {
    /** Of the JDK's own functions: they compose what is overridden. */
    private static final Set<String> COMPOSING = Set.of("andThen");

    static Stream<Arguments> wrappers() {
        return Stream.of(
                Arguments.of(VectorStore.class, GuardedVectorStore.class),
                Arguments.of(VectorStoreRetriever.class, GuardedRetriever.class),
                Arguments.of(DocumentPostProcessor.class, VerifyingPostProcessor.class));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void interfaceMethodsAreAllOverridden(Class<?> wrapped, Class<?> wrapper) {
        assertThat(missing(wrapped, wrapper))
                .as("methods of %s that %s leaves to a default", wrapped, wrapper)
                .isEmpty();
    }

    @Test
    void wrapperWhenItLeavesMethodsToTheirDefaultsThenTheyAreFound() {
        assertThat(missing(VectorStore.class, LyingVectorStore.class))
                .contains("getNativeClient[]", "getName[]", "delete[class java.lang.String]")
                .contains("similaritySearch[class java.lang.String]", "write[interface java.util.List]");
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void wrapperHandsOutNothingOfWhatItWraps(Class<?> wrapped, Class<?> wrapper) {
        assertThat(Modifier.isFinal(wrapper.getModifiers())).isTrue();
        Set<String> offered =
                Arrays.stream(wrapped.getMethods()).map(Method::getName).collect(Collectors.toSet());
        assertThat(Arrays.stream(wrapper.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .map(Method::getName))
                .isSubsetOf(offered);
    }

    private static List<String> missing(Class<?> wrapped, Class<?> wrapper) {
        Set<String> own = Arrays.stream(wrapper.getDeclaredMethods())
                .map(WholeSurfaceTest::erased)
                .collect(Collectors.toSet());
        return Arrays.stream(wrapped.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isBridge() && !COMPOSING.contains(method.getName()))
                .map(WholeSurfaceTest::erased)
                .filter(method -> !own.contains(method))
                .toList();
    }

    private static String erased(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
