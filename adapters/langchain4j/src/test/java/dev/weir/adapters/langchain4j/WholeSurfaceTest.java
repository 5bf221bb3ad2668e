package dev.weir.adapters.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.store.embedding.EmbeddingStore;
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

/** A method that a framework adds to its interface, a default one included, is one that Weir has decided about. */
class WholeSurfaceTest {
    static Stream<Arguments> wrappers() {
        return Stream.of(
                Arguments.of(EmbeddingStore.class, GuardedEmbeddingStore.class),
                Arguments.of(ContentRetriever.class, GuardedContentRetriever.class),
                Arguments.of(ContentAggregator.class, GuardedContentAggregator.class));
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
        assertThat(missing(EmbeddingStore.class, FragileStore.class))
                .hasSize(5)
                .contains("generateIds[int]", "remove[class java.lang.String]")
                .anyMatch(method -> method.startsWith("addListener["))
                .anyMatch(method -> method.startsWith("addListeners["));
    }

    private static List<String> missing(Class<?> wrapped, Class<?> wrapper) {
        Set<String> own = Arrays.stream(wrapper.getDeclaredMethods())
                .map(WholeSurfaceTest::erased)
                .collect(Collectors.toSet());
        return Arrays.stream(wrapped.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(WholeSurfaceTest::erased)
                .filter(method -> !own.contains(method))
                .toList();
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

    private static String erased(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
