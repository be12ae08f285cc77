package org.stylize.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;
import org.stylize.testing.ArchitectureRules;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.JobObserver;
import org.stylize.worker.job.JobOrders;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.job.JobRequest;
import org.stylize.worker.job.JobRequests;
import org.stylize.worker.job.JobTraces;
import org.stylize.worker.job.StoreProbe;
import org.stylize.worker.job.StyleObjects;
import org.stylize.worker.job.ThreadOwned;
import org.stylize.worker.share.RecordHandler;
import org.stylize.worker.share.ShareObserver;

/** Which part of the worker may use which, and what no part does. */
class WorkerArchitectureTest {
    private static final String WORKER = "org.stylize.worker";
    private static final String JOB = WORKER + ".job..";
    private static final String SHARE = WORKER + ".share..";
    private static final String PROTO = "org.stylize.proto..";
    private static final String RECIPE = "org.stylize.recipe..";
    private static final String IMAGE = "org.stylize.image..";
    private static final String ENGINE = "org.stylize.engine";
    private static final String BASE = "org.stylize.base..";
    private static final String SERVICE = "org.stylize.service..";
    private static final ArchitectureRules RULES = ArchitectureRules.of(WORKER);

    @Test
    void theCourseOfAJobUsesNoTechnology() {
        RULES.usesOnly("job", PROTO, RECIPE, IMAGE, ENGINE, ENGINE + ".manifest", BASE, "org.slf4j..");
    }

    @Test
    void everyAdapterUsesTheJobAndItsOwnTechnologyOnly() {
        RULES.usesOnly(
                "kafka",
                JOB,
                SHARE,
                PROTO,
                RECIPE,
                BASE,
                SERVICE,
                "org.apache.kafka..",
                "com.google.protobuf..",
                "org.slf4j..");
        RULES.usesOnly("s3", JOB, PROTO, ENGINE, SERVICE);
        RULES.usesOnly("metrics", JOB, PROTO, RECIPE, IMAGE, ENGINE, "io.micrometer..");
        RULES.usesOnly("trace", JOB, PROTO, RECIPE, IMAGE, ENGINE, SERVICE, "io.opentelemetry..");
    }

    @Test
    void theShareConsumerKnowsNothingOfJobs() {
        RULES.usesOnly("share", BASE, "org.apache.kafka..", "org.slf4j..");
    }

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void generatedClassesStayInTheCodec() {
        RULES.generatedClassesStayInTheCodec();
    }

    @Test
    void timeComesFromOneClockAndNobodySleeps() {
        RULES.timeComesFromOneClock("WorkerBeans");
        RULES.nobodySleeps();
    }

    @Test
    void fieldsAreFinalUnlessTheyBelongToOneThreadOrAreGuarded() {
        RULES.fieldsAreFinal(ThreadOwned.class, WorkerArchitectureTest::isGuarded);
    }

    @Test
    void injectionIsByConstructor() {
        RULES.injectionIsByConstructor();
    }

    @Test
    void namesSayWhatAClassDoes() {
        RULES.namesSayWhatAClassDoes();
    }

    @Test
    void portsAreInterfaces() {
        RULES.areInterfaces(
                ArtefactStore.class,
                ImageStore.class,
                JobObserver.class,
                JobOrders.class,
                JobReports.class,
                JobRequest.class,
                JobRequests.class,
                JobTraces.class,
                RecordHandler.class,
                ShareObserver.class,
                StoreProbe.class,
                StyleObjects.class);
    }

    @Test
    void onlyTheRootUsesSettingsAndTheContainer() {
        RULES.onlyTheRootReadsSettings(WorkerConfig.class);
        RULES.check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(WORKER)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.smallrye..", "org.eclipse.microprofile..", "jakarta..", "io.quarkus.."),
                "the parts can be made and tested without the container");
    }

    /** Volatile with a comment, or behind a lock; both are few and have their comment. */
    private static boolean isGuarded(JavaField field) {
        return field.getModifiers().contains(JavaModifier.VOLATILE)
                || field.getOwner().getFields().stream()
                        .anyMatch(each -> each.getName().equals("lock"));
    }
}
