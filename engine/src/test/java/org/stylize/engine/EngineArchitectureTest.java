package org.stylize.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.stylize.engine.nst.ReferenceBackEnd;
import org.stylize.engine.nst.compiled.CompiledBackEnd;
import org.stylize.engine.stylizer.BackEndKind;

/** Which package of the engine may use which, and what no package does. */
class EngineArchitectureTest {
    private static final String ENGINE = "org.stylize.engine";
    private static final String COMPILED = ENGINE + ".nst.compiled..";
    private static final String[] VALUES = {
        ENGINE, "org.stylize.recipe..", "org.stylize.image..", "java..", "org.jspecify.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ENGINE);

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
    void picturesUseNoArraysOfTheEngine() {
        mayUse("picture", "javax.imageio..", "org.w3c.dom..", "com.twelvemonkeys..", "com.luciad..");
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
        check(
                slices().matching("org.stylize.engine.(*)..").should().beFreeOfCycles(),
                "a cycle is one package in disguise");
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
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class), "waiting can be ended");
    }

    @Test
    void namesSayWhatAClassDoes() {
        check(
                noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)"),
                "a name says what a class does or knows");
    }

    private static void mayUse(String name, String... others) {
        String own = ENGINE + "." + name + "..";
        String[] all = new String[1 + others.length + VALUES.length];
        all[0] = own;
        System.arraycopy(others, 0, all, 1, others.length);
        System.arraycopy(VALUES, 0, all, 1 + others.length, VALUES.length);
        check(
                classes()
                        .that()
                        .resideInAPackage(own)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(all),
                "arrows point inwards");
    }

    private static void check(ArchRule rule, String because) {
        rule.because(because).check(CLASSES);
    }
}
