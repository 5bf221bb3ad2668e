package dev.weir.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The house plan (docs/adr/0001), held against the compiled classes of every module.
 *
 * <p>It stands here because only this module sees all the others. Maven's enforcer holds the arrows between artefacts;
 * this test holds them between packages, and the rules that no pom can express.
 */
class LayeringTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            // Written by the benchmark harness at compile time.
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages("dev.weir");

    private static final Set<String> DRAWERS = Set.of("model", "impl", "util", "common", "dto");

    /** Types whose existence means "this was checked"; each has one mint in its own package. */
    private static final Set<String> PROOFS =
            Set.of("AccessScope", "WriteGrant", "VerifiedChunk", "ScreenedChunk", "GuardedContext");

    private static final List<String> PARSERS =
            List.of("org.apache.tika..", "org.apache.pdfbox..", "org.apache.poi..", "org.jsoup..");
    private static final List<String> LUCENE = List.of("org.apache.lucene..");
    private static final List<String> POSTGRES =
            List.of("org.postgresql..", "com.zaxxer..", "org.flywaydb..", "java.sql..", "javax.sql..");
    private static final List<String> OPENSEARCH = List.of("org.opensearch..", "org.apache.hc..", "jakarta.json..");
    private static final List<String> REDIS = List.of("redis.clients..");
    private static final List<String> STORES =
            Stream.of(LUCENE, POSTGRES, OPENSEARCH, REDIS).flatMap(List::stream).toList();
    private static final List<String> TOKENIZERS = List.of("ai.djl..");
    private static final List<String> INFERENCE = List.of("ai.djl..", "ai.onnxruntime..");

    /** A module: its package root, the foreign libraries closed to it, and the modules it may lean on. */
    enum Module {
        TENANT_ISOLATION("dev.weir.tenancy", List.of(PARSERS, STORES, INFERENCE)),
        MODELS("dev.weir.models", List.of(PARSERS, STORES)),
        INGEST_GUARD("dev.weir.ingest", List.of(STORES, INFERENCE), TENANT_ISOLATION, MODELS),
        RETRIEVAL_GUARD("dev.weir.retrieve", List.of(PARSERS, STORES, INFERENCE), TENANT_ISOLATION, MODELS),
        LUCENE(
                "dev.weir.adapters.lucene",
                List.of(PARSERS, INFERENCE, LayeringTest.POSTGRES, LayeringTest.OPENSEARCH, LayeringTest.REDIS),
                TENANT_ISOLATION),
        PGVECTOR(
                "dev.weir.adapters.pgvector",
                List.of(PARSERS, INFERENCE, LayeringTest.LUCENE, LayeringTest.OPENSEARCH, LayeringTest.REDIS),
                TENANT_ISOLATION),
        OPENSEARCH(
                "dev.weir.adapters.opensearch",
                List.of(PARSERS, INFERENCE, LayeringTest.LUCENE, LayeringTest.POSTGRES, LayeringTest.REDIS),
                TENANT_ISOLATION),
        REDIS(
                "dev.weir.adapters.redis",
                List.of(PARSERS, INFERENCE, LayeringTest.LUCENE, LayeringTest.POSTGRES, LayeringTest.OPENSEARCH),
                TENANT_ISOLATION,
                RETRIEVAL_GUARD),
        LANGCHAIN4J(
                "dev.weir.adapters.langchain4j",
                List.of(PARSERS, INFERENCE, STORES),
                TENANT_ISOLATION,
                MODELS,
                INGEST_GUARD,
                RETRIEVAL_GUARD),
        SPRING_AI(
                "dev.weir.adapters.springai",
                List.of(PARSERS, INFERENCE, STORES),
                TENANT_ISOLATION,
                MODELS,
                INGEST_GUARD,
                RETRIEVAL_GUARD),
        CLI(
                "dev.weir.adapters.cli",
                List.of(STORES, INFERENCE),
                TENANT_ISOLATION,
                MODELS,
                INGEST_GUARD,
                RETRIEVAL_GUARD,
                LUCENE,
                PGVECTOR),
        // Runs other people's graphs beside the classifier, in the same runtime (docs/adr/0016), and asks Postgres
        // itself
        // beside Weir's store.
        BENCHMARKS(
                "dev.weir.benchmarks",
                List.of(LayeringTest.LUCENE, LayeringTest.OPENSEARCH, LayeringTest.REDIS, TOKENIZERS),
                TENANT_ISOLATION,
                MODELS,
                INGEST_GUARD,
                RETRIEVAL_GUARD,
                LUCENE,
                PGVECTOR,
                CLI);

        private final String root;
        private final List<String> closedLibraries;
        private final List<Module> mayUse;

        Module(String root, List<List<String>> closedLibraries, Module... mayUse) {
            this.root = root;
            this.closedLibraries =
                    closedLibraries.stream().flatMap(List::stream).toList();
            this.mayUse = List.of(mayUse);
        }

        JavaClasses classes() {
            return ALL.that(JavaClass.Predicates.resideInAPackage(root + ".."));
        }

        String[] closedPackages() {
            Stream<String> neighbours = Arrays.stream(values())
                    .filter(other -> other != this && !mayUse.contains(other))
                    .map(other -> other.root + "..");
            return Stream.concat(neighbours, closedLibraries.stream()).toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @EnumSource
    void moduleWhenCompiledThenFollowsTheArrows(Module module) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(module.closedPackages())
                .allowEmptyShould(true)
                .check(module.classes());
    }

    @ParameterizedTest
    @EnumSource
    void moduleWhenCompiledThenItsPackagesHaveNoCycle(Module module) {
        slices().assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(module.classes());
    }

    @ParameterizedTest
    @EnumSource
    void packageWhenPresentThenIsNullMarkedAndNamedByFeature(Module module) {
        JavaPackage root = ALL.getPackage(module.root);
        Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream())
                .filter(each -> !each.getClasses().isEmpty())
                .forEach(each -> {
                    assertThat(each.isAnnotatedWith(NullMarked.class))
                            .as("%s has a @NullMarked package-info.java", each.getName())
                            .isTrue();
                    assertThat(DRAWERS)
                            .as("%s is named by feature", each.getName())
                            .doesNotContain(each.getRelativeName());
                });
    }

    @ParameterizedTest
    @EnumSource
    void classWhenNamedThenSaysHowItWorks(Module module) {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils)")
                .allowEmptyShould(true)
                .check(module.classes());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLI", "BENCHMARKS"})
    void libraryWhenItLogsThenUsesSystemLogger(Module module) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j..", "java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..")
                .allowEmptyShould(true)
                .check(module.classes());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLI", "BENCHMARKS"})
    void publicMethodWhenDeclaredThenTakesNoBoolean(Module module) {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawParameterTypes(aBoolean())
                .allowEmptyShould(true)
                .check(module.classes());
    }

    @Test
    void proofWhenDeclaredThenOnlyItsOwnPackageCanMakeOne() {
        classes().that(areProofs()).should().haveModifier(JavaModifier.FINAL).check(ALL);
        constructors()
                .that()
                .areDeclaredInClassesThat(areProofs())
                .should()
                .notBePublic()
                .check(ALL);
        assertThat(ALL.that(areProofs()).stream().map(JavaClass::getSimpleName))
                .as("a proof that was renamed is still looked at")
                .containsExactlyInAnyOrderElementsOf(PROOFS);
    }

    private static DescribedPredicate<JavaClass> areProofs() {
        return DescribedPredicate.describe("are proofs", each -> PROOFS.contains(each.getSimpleName()));
    }

    private static DescribedPredicate<List<JavaClass>> aBoolean() {
        return DescribedPredicate.describe(
                "a boolean", types -> types.stream().anyMatch(type -> type.isEquivalentTo(boolean.class)));
    }

    /** Every package is a slice of its own, the root package included. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }
}
