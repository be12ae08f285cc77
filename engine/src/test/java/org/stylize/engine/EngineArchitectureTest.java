package org.stylize.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stylize.engine.nst.ReferenceBackEnd;
import org.stylize.engine.nst.compiled.CompiledBackEnd;
import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.testing.ArchitectureRules;

/** Which package of the engine may use which, and what no package does. */
class EngineArchitectureTest {
    private static final String ENGINE = "org.stylize.engine";
    private static final String COMPILED = ENGINE + ".nst.compiled..";
    private static final String SAFETENSORS = ENGINE + ".safetensors..";
    private static final String[] VALUES = {
        ENGINE,
        SAFETENSORS,
        "org.stylize.base..",
        "org.stylize.recipe..",
        "org.stylize.image..",
        "java..",
        "org.jspecify.."
    };
    private static final ArchitectureRules RULES = ArchitectureRules.of(ENGINE);

    @Test
    void theRootUsesValuesOnly() {
        check(
                classes()
                        .that()
                        .resideInAPackage(ENGINE)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(VALUES),
                "the port says what is done; how is said below it");
    }

    @Test
    void theMathematicsUsesArraysAndRecipesOnly() {
        mayUse("nst", "ai.djl..");
    }

    @Test
    void theMathematicsDoesNotKnowTheFastBackEnd() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ENGINE + ".nst")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(COMPILED),
                "the reference is read and tested without the back end that is tested against it");
    }

    @Test
    void theFastBackEndHasOneEntry() {
        DescribedPredicate<JavaClass> inside = JavaClass.Predicates.resideInAPackage(COMPILED)
                .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(CompiledBackEnd.class)));
        check(
                noClasses().that().resideOutsideOfPackage(COMPILED).should().dependOnClassesThat(inside),
                "how programs are written is the back end's own");
        check(
                classes().that().areTopLevelClasses().and(inside).should().notBePublic(),
                "how programs are written is the back end's own");
    }

    @Test
    void onlyTheChoiceOfTheBackEndNamesBackEnds() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ENGINE + ".stylizer..")
                        .and()
                        .areNotAssignableTo(BackEndKind.class)
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(CompiledBackEnd.class, ReferenceBackEnd.class),
                "no back end is a special case");
    }

    @Test
    void theFileFormatKnowsNothingOfTheEngine() {
        RULES.usesOnly("safetensors", "org.stylize.base..", "com.fasterxml.jackson..");
    }

    @Test
    void aManifestIsAFileAndNothingElse() {
        mayUse("manifest", "com.fasterxml.jackson..");
    }

    @Test
    void picturesUseNoArraysOfTheEngine() {
        mayUse("picture", "javax.imageio..", "org.w3c.dom..", "com.twelvemonkeys..", "com.luciad..");
    }

    @Test
    void theDecodersProcessKnowsPicturesOnly() {
        mayUse("decoder", ENGINE + ".picture..", "org.slf4j..");
    }

    @Test
    void theStylizerPutsMathematicsAndPicturesTogether() {
        mayUse(
                "stylizer",
                ENGINE + ".nst..",
                ENGINE + ".picture..",
                "ai.djl..",
                "com.sun.management..",
                "com.fasterxml.jackson..",
                "com.sun.jna..",
                "org.slf4j..");
    }

    @Test
    void onlyTheCommandLineUsesTheCommandLinesLibrary() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ENGINE + ".cli..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("picocli..", ENGINE + ".cli.."),
                "the engine is used by services too");
    }

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void theMathematicsKnowsNoTime() {
        String because = "the same job gives the same bytes, whenever it runs";
        check(noClasses().that().resideInAPackage("..nst..").should().callMethod(Instant.class, "now"), because);
        check(
                noClasses()
                        .that()
                        .resideInAPackage("..nst..")
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(Clock.class),
                because);
        RULES.nobodySleeps();
    }

    @Test
    void namesSayWhatAClassDoes() {
        RULES.namesSayWhatAClassDoes();
    }

    private static void mayUse(String name, String... others) {
        RULES.usesOnly(
                name,
                Stream.concat(Arrays.stream(VALUES), Arrays.stream(others)).toArray(String[]::new));
    }

    private static void check(ArchRule rule, String because) {
        RULES.check(rule, because);
    }
}
