package org.stylize.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The rules that every module keeps, and the words for its own. Each method fails if a class breaks its rule. */
public final class ArchitectureRules {
    private static final String[] ALWAYS = {"java..", "org.jspecify.."};
    private static final String CONFIG_PROPERTY = "org.eclipse.microprofile.config.inject.ConfigProperty";
    private static final String INJECT = "jakarta.inject.Inject";
    private static final String GLOBAL_METERS = "io.micrometer.core.instrument.Metrics";
    private static final String NAMES_THAT_SAY_NOTHING = ".*(Impl|Util|Utils|Helper|Manager)";

    private final String root;
    private final JavaClasses classes;

    private ArchitectureRules(String root) {
        this.root = root;
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("there are no classes in " + root);
        }
    }

    /** For the main classes of a package and the packages below it. */
    public static ArchitectureRules of(String root) {
        return new ArchitectureRules(root);
    }

    /** Packages that are side by side below the root. */
    public void packagesHaveNoCycles() {
        check(slices().matching(root + ".(*)..").should().beFreeOfCycles(), "a cycle is one package in disguise");
    }

    /** A package below the root, with the packages below it, uses itself, the JDK, JSpecify and these. */
    public void usesOnly(String name, String... others) {
        String own = root + "." + name + "..";
        List<String> allowed = new ArrayList<>(List.of(own));
        allowed.addAll(List.of(others));
        allowed.addAll(List.of(ALWAYS));
        check(
                classes()
                        .that()
                        .resideInAPackage(own)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(allowed.toArray(String[]::new)),
                "arrows point inwards, and a technology can be exchanged without the others");
    }

    /** Only the one package below the root uses a technology. */
    public void onlyOneUses(String name, String technology) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + "." + name + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(technology),
                technology + " belongs into " + name);
    }

    /** Generated classes of the wire are used by the codec alone. */
    public void generatedClassesStayInTheCodec() {
        check(
                noClasses().should().dependOnClassesThat().resideInAPackage("org.stylize.proto.wire.."),
                "messages are values here; only JobCodec knows their wire form");
    }

    /**
     * Time is injected.
     *
     * @param home the one class, by its simple name, that makes the clock
     */
    public void timeComesFromOneClock(String home) {
        String because = "time is injected, so that tests can move it";
        check(noClasses().should().callMethod(Instant.class, "now"), because);
        check(noClasses().should().callMethod(System.class, "currentTimeMillis"), because);
        check(noClasses().that().doNotHaveSimpleName(home).should().callMethod(Clock.class, "systemUTC"), because);
    }

    public void nobodySleeps() {
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class), "a wait can be ended");
    }

    /** What a class needs, its constructor says. */
    public void injectionIsByConstructor() {
        check(
                noFields().should().beAnnotatedWith(INJECT).allowEmptyShould(true),
                "what a class needs, its constructor says");
        check(
                noClasses().should().dependOnClassesThat().areAssignableTo(GLOBAL_METERS),
                "a registry is given, not looked up");
    }

    /** Settings are read by the root package alone, from its one interface. */
    public void onlyTheRootReadsSettings(Class<?> settings) {
        String because = "settings are read in one place and handed on as values";
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root)
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(settings.getName().replace(".", "\\.") + "(\\$.*)?"),
                because);
        check(noClasses().should().callMethod(System.class, "getenv", String.class), because);
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName(CONFIG_PROPERTY), because);
    }

    public void namesSayWhatAClassDoes() {
        check(noClasses().should().haveNameMatching(NAMES_THAT_SAY_NOTHING), "a name says what a class does or knows");
    }

    public void areInterfaces(Class<?>... ports) {
        for (Class<?> port : ports) {
            check(
                    classes()
                            .that()
                            .haveFullyQualifiedName(port.getName())
                            .should()
                            .beInterfaces(),
                    "a port is what the core needs, whoever gives it");
        }
    }

    /** Fields are final, except in classes of one thread and those that the predicate knows to be guarded. */
    public void fieldsAreFinal(Class<? extends Annotation> ofOneThread, Predicate<JavaField> guarded) {
        check(
                fields().that(DescribedPredicate.describe("are not guarded", field -> !guarded.test(field)))
                        .and()
                        .doNotHaveModifier(JavaModifier.SYNTHETIC)
                        .and()
                        .areDeclaredInClassesThat()
                        .areNotAnnotatedWith(ofOneThread)
                        .should()
                        .beFinal(),
                "what changes belongs to one thread, or says what guards it");
    }

    /** A rule of the module's own. */
    public void check(ArchRule rule, String because) {
        rule.because(because).check(classes);
    }
}
