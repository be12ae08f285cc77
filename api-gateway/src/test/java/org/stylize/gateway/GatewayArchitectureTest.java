package org.stylize.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
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
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which part may know which, and what no part does. */
class GatewayArchitectureTest {
    private static final String GATEWAY = "org.stylize.gateway";
    private static final String PROTO = "org.stylize.proto..";
    private static final String RECIPE = "org.stylize.recipe..";
    private static final String IMAGE = "org.stylize.image..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(GATEWAY);

    @Test
    void theViewKnowsNoTechnology() {
        check(
                classes()
                        .that()
                        .resideInAPackage(GATEWAY + ".view..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(GATEWAY + ".view..", PROTO, "java..", "org.jspecify.."),
                "what readers see can be read and tested without broker, store or web server");
    }

    @Test
    void submissionKnowsPortsOnly() {
        check(
                classes()
                        .that()
                        .resideInAPackage(GATEWAY + ".submission..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                GATEWAY + ".submission..",
                                GATEWAY + ".view..",
                                PROTO,
                                RECIPE,
                                IMAGE,
                                "java..",
                                "org.jspecify.."),
                "broker and store are behind ports, and HTTP in front");
    }

    @Test
    void theLedgersRulesKnowMessagesOnly() {
        check(
                classes()
                        .that()
                        .haveNameMatching(".*\\.ledger\\.(JobLedger.*|Ruling|SubmissionReader.*)")
                        .should()
                        .onlyDependOnClassesThat(resideInAPackage(PROTO)
                                .or(resideInAPackage(RECIPE))
                                .or(resideInAPackage("java.."))
                                .or(resideInAPackage("org.jspecify.."))
                                .or(resideInAPackage(GATEWAY + ".ledger.."))),
                "the rules are a pure function of state and message");
        check(
                noClasses()
                        .that()
                        .haveNameMatching(".*\\.ledger\\.(JobLedger.*|Ruling|SubmissionReader.*)")
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(".*\\.ledger\\.(Ledger|LedgerTopology|LedgerOutputs|.*Processor)"),
                "the topology is round the rules, not in them");
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        for (String adapter : Set.of("kafka", "s3", "rest", "ledger", "metrics")) {
            for (String other : Set.of("kafka", "s3", "rest", "ledger", "metrics")) {
                boolean metricsOfTheLedger = adapter.equals("metrics") && other.equals("ledger");
                if (!adapter.equals(other) && !metricsOfTheLedger) {
                    check(
                            noClasses()
                                    .that()
                                    .resideInAPackage(GATEWAY + "." + adapter + "..")
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAPackage(GATEWAY + "." + other + ".."),
                            "a technology can be exchanged without the others");
                }
            }
        }
    }

    @Test
    void everyTechnologyHasItsPackage() {
        technologyIn("io.minio..", "s3");
        technologyIn("okhttp3..", "s3");
        technologyIn("org.apache.kafka.streams..", "ledger");
        technologyIn("jakarta.ws.rs..", "rest");
        technologyIn("javax.imageio..", "thumbnail");
        technologyIn("java.awt..", "thumbnail");
        technologyIn("org.eclipse.microprofile.openapi..", "rest");
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(GATEWAY + ".metrics..", GATEWAY)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.micrometer.."),
                "metrics are wrapped round ports");
    }

    @Test
    void packagesHaveNoCycles() {
        check(
                slices().matching("(org.stylize.gateway.*)..").should().beFreeOfCycles(),
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
        check(noClasses().should().callMethod(Instant.class, "now"), "time is injected, so that tests can move it");
        check(
                noClasses().should().callMethod(System.class, "currentTimeMillis"),
                "time is injected, so that tests can move it");
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class), "waiting can be ended");
        check(
                noClasses().that().doNotHaveSimpleName("Beans").should().callMethod(Clock.class, "systemUTC"),
                "there is one clock");
    }

    @Test
    void onlyTheRootReadsTheConfiguration() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(GATEWAY)
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(GatewayConfig.class),
                "a part is told what it needs by its constructor");
        check(
                noClasses().should().callMethod(System.class, "getenv", String.class),
                "all settings are in GatewayConfig");
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("org.eclipse.microprofile.config.inject.ConfigProperty"),
                "all settings are in GatewayConfig");
    }

    @Test
    void injectionIsByConstructor() {
        check(noFields().should().beAnnotatedWith(Inject.class), "what a class needs, its constructor says");
    }

    @Test
    void namesSayWhatAClassIs() {
        check(
                noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Service)"),
                "such names say nothing");
    }

    @Test
    void fieldsAreFinalButForThoseOfOneThread() {
        DescribedPredicate<JavaField> ownedByOneThread = new DescribedPredicate<>("owned by one thread or a lock") {
            @Override
            public boolean test(JavaField field) {
                JavaClass owner = field.getOwner();
                return Set.of(
                                // Kafka Streams initializes processors after it made them.
                                "SubmissionProcessor.outputs",
                                "ReportProcessor.outputs",
                                // Guarded by the lock of the mailbox.
                                "Following.sequence",
                                "Following.progress",
                                "Following.preview",
                                "Following.over",
                                // Guarded by the lock of the feed.
                                "EventFeed.followers",
                                "Channel.progress",
                                "Channel.preview",
                                // Touched on one thread, as their comments say.
                                "RequestQueue.admin",
                                "Pump.following",
                                "Pump.timer")
                        .contains(owner.getSimpleName() + "." + field.getName());
            }
        };
        check(
                fields().that(are(DescribedPredicate.not(ownedByOneThread)))
                        .and()
                        .doNotHaveModifier(JavaModifier.SYNTHETIC)
                        .should()
                        .beFinal(),
                "threads share immutable values");
    }

    private static void technologyIn(String technology, String home) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(GATEWAY + "." + home + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(technology),
                technology + " belongs into " + home);
    }

    private static void check(ArchRule rule, String because) {
        rule.because(because).check(CLASSES);
    }
}
