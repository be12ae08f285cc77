package org.stylize.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.JobObserver;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.job.JobRequest;
import org.stylize.worker.job.JobRequests;
import org.stylize.worker.job.ThreadOwned;

/** Which part may know which, and what no part does. */
class WorkerArchitectureTest {
    private static final String WORKER = "org.stylize.worker";
    private static final String[] VALUES = {
        "org.stylize.proto..",
        "org.stylize.recipe..",
        "org.stylize.image..",
        "org.stylize.engine",
        "java..",
        "org.jspecify.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(WORKER);

    @Test
    void theCourseOfAJobNamesNoTechnology() {
        mayKnow("job", "org.slf4j..");
    }

    @Test
    void everyAdapterKnowsTheJobAndItsOwnTechnologyOnly() {
        mayKnow("kafka", WORKER + ".job..", "org.apache.kafka..", "com.google.protobuf..", "org.slf4j..");
        mayKnow("s3", WORKER + ".job..", "io.minio..", "okhttp3..", "org.slf4j..");
        mayKnow("metrics", WORKER + ".job..", "io.micrometer..");
    }

    @Test
    void packagesHaveNoCycles() {
        check(
                slices().matching("org.stylize.worker.(*)..").should().beFreeOfCycles(),
                "a cycle is one package in disguise");
    }

    @Test
    void generatedClassesStayInTheCodec() {
        check(
                noClasses().should().dependOnClassesThat().resideInAPackage("org.stylize.proto.wire.."),
                "messages are values here; only JobCodec knows their wire form");
    }

    @Test
    void timeComesFromAClockAndNobodySleeps() {
        String because = "time is injected, so that tests can move it";
        check(noClasses().should().callMethod(Instant.class, "now"), because);
        check(noClasses().should().callMethod(System.class, "currentTimeMillis"), because);
        check(
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(WorkerService.class.getName())
                        .should()
                        .callMethod(Clock.class, "systemUTC"),
                "there is one clock");
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class), "waiting can be ended");
    }

    @Test
    void fieldsAreFinalUnlessTheyBelongToOneThreadOrAreGuarded() {
        check(
                fields().that(areNotGuarded())
                        .and()
                        .areDeclaredInClassesThat()
                        .areNotAnnotatedWith(ThreadOwned.class)
                        .and()
                        .areDeclaredInClassesThat()
                        .resideInAnyPackage(
                                WORKER, WORKER + ".job..", WORKER + ".kafka..", WORKER + ".s3..", WORKER + ".metrics..")
                        .should()
                        .beFinal(),
                "what changes belongs to one thread, or says what guards it");
    }

    @Test
    void whatIsNeededComesThroughTheConstructor() {
        check(noFields().should().beAnnotatedWith(Inject.class), "a field that is injected can't be final");
        check(
                noClasses().should().dependOnClassesThat().areAssignableTo(Metrics.class),
                "a registry is given, not looked up");
    }

    @Test
    void namesSayWhatAThingDoes() {
        check(
                noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)"),
                "a name says what a thing does or knows");
    }

    @Test
    void portsAreInterfaces() {
        for (Class<?> port :
                List.of(ImageStore.class, JobObserver.class, JobReports.class, JobRequest.class, JobRequests.class)) {
            check(
                    classes()
                            .that()
                            .haveFullyQualifiedName(port.getName())
                            .should()
                            .beInterfaces(),
                    "a port is what the core needs, whoever gives it");
        }
    }

    @Test
    void onlyTheRootNamesConfigurationAndTheContainer() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(WORKER)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.smallrye..", "org.eclipse.microprofile..", "jakarta..", "io.quarkus.."),
                "settings are read in one place and handed on as values");
        check(noClasses().should().callMethod(System.class, "getenv", String.class), "settings come from WorkerConfig");
    }

    /** Volatile with a comment, or behind a lock; both are few and have their comment. */
    private static DescribedPredicate<JavaField> areNotGuarded() {
        return DescribedPredicate.describe(
                "are not guarded",
                field -> !field.getModifiers().contains(JavaModifier.VOLATILE)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && !hasLock(field.getOwner()));
    }

    private static boolean hasLock(JavaClass owner) {
        return owner.getFields().stream().anyMatch(field -> field.getName().equals("lock"));
    }

    private static void mayKnow(String name, String... others) {
        String own = WORKER + "." + name + "..";
        check(
                classes()
                        .that()
                        .resideInAPackage(own)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(concat(own, others)),
                "arrows point inwards, and a technology can be exchanged without the others");
    }

    private static String[] concat(String own, String... others) {
        String[] all = new String[1 + others.length + VALUES.length];
        all[0] = own;
        System.arraycopy(others, 0, all, 1, others.length);
        System.arraycopy(VALUES, 0, all, 1 + others.length, VALUES.length);
        return all;
    }

    private static void check(ArchRule rule, String because) {
        rule.because(because).check(CLASSES);
    }
}
