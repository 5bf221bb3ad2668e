package dev.weir.tenancy.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suites are worth something: take one check out of the product, and the suite that stands for it fails. */
class SabotageTest {
    @TempDir
    private Path directory = Path.of("");

    static Stream<Sabotage> sabotages() {
        return Sabotages.all().stream();
    }

    static Stream<String> suites() {
        return Sabotages.all().stream().map(Sabotage::caughtBy).distinct();
    }

    @Test
    void thereAreEnoughSabotagesAndNoneTwice() {
        assertThat(Sabotages.all()).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void suitePassesWhenNothingIsMissing(String suite) throws Exception {
        assertThat(firstFailure(PatchedProduct.untouched(), suite)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void sabotageIsCaught(Sabotage sabotage) throws Exception {
        assertThat(firstFailure(PatchedProduct.with(sabotage), sabotage.caughtBy()))
                .as("%s, in %s", sabotage, sabotage.file())
                .isPresent();
    }

    /** The first plain test of the suite that fails; slow ones last. */
    private Optional<String> firstFailure(PatchedProduct product, String suite) throws Exception {
        Class<?> type = product.loadClass("dev.weir.tenancy." + suite);
        List<Method> tests = methods(type, Test.class);
        tests.sort(Comparator.comparing((Method test) ->
                        test.getName().contains("HeadLog") || test.getName().contains("TrustFile"))
                .thenComparing(Method::getName));
        assertThat(tests).isNotEmpty();
        for (Method test : tests) {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();
            try {
                for (Method before : methods(type, BeforeEach.class)) {
                    before.invoke(instance);
                }
                test.invoke(instance, arguments(test));
            } catch (InvocationTargetException e) {
                return Optional.of(test.getName() + ": " + e.getCause());
            }
        }
        return Optional.empty();
    }

    private Object[] arguments(Method test) throws IOException {
        return test.getParameterCount() == 0
                ? new Object[0]
                : new Object[] {Files.createTempDirectory(directory, "suite")};
    }

    private static List<Method> methods(Class<?> type, Class<? extends java.lang.annotation.Annotation> annotation) {
        List<Method> found = new ArrayList<>();
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            Arrays.stream(each.getDeclaredMethods())
                    .filter((AnnotatedElement method) -> method.isAnnotationPresent(annotation))
                    .forEach(found::add);
        }
        found.forEach(method -> method.setAccessible(true));
        return found;
    }
}
