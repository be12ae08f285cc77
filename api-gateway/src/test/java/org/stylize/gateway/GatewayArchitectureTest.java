package org.stylize.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaField;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stylize.testing.ArchitectureRules;

/** Which part of the gateway may use which other parts, and what no part may do. */
class GatewayArchitectureTest {
    private static final String GATEWAY = "org.stylize.gateway";
    private static final String PROTO = "org.stylize.proto..";
    private static final String RECIPE = "org.stylize.recipe..";
    private static final String IMAGE = "org.stylize.image..";
    /** Maps that forget; they reach nothing outside. */
    private static final String CACHE = "com.github.benmanes.caffeine.cache..";

    private static final Set<String> ADAPTERS =
            Set.of("kafka", "s3", "rest", "ledger", "metrics", "rocksdb", "outgoing", "trace");
    private static final ArchitectureRules RULES = ArchitectureRules.of(GATEWAY);

    @Test
    void theViewUsesNoTechnology() {
        RULES.usesOnly("view", PROTO);
    }

    @Test
    void accessUsesPortsOnly() {
        RULES.usesOnly("access", PROTO, "org.stylize.base..", "org.slf4j..");
    }

    @Test
    void submissionUsesPortsOnly() {
        RULES.usesOnly("submission", GATEWAY + ".view..", PROTO, RECIPE, IMAGE, "org.stylize.base..", CACHE);
    }

    @Test
    void batchesUsePortsOnly() {
        RULES.usesOnly(
                "batch", GATEWAY + ".submission..", GATEWAY + ".view..", PROTO, RECIPE, IMAGE, "org.stylize.base..");
    }

    @Test
    void keptPicturesUsePortsOnly() {
        RULES.usesOnly("picture", GATEWAY + ".submission..", GATEWAY + ".view..", PROTO, IMAGE, "org.stylize.base..");
    }

    @Test
    void theForecastUsesPortsOnly() {
        RULES.usesOnly("forecast", GATEWAY + ".view..", PROTO, RECIPE, CACHE);
    }

    @Test
    void quotasUsePortsOnly() {
        RULES.usesOnly("quota", GATEWAY + ".submission..", PROTO);
    }

    @Test
    void theSweeperUsesPortsOnly() {
        RULES.usesOnly("sweep", GATEWAY + ".submission..", GATEWAY + ".view..", PROTO, "org.slf4j..");
    }

    @Test
    void webhooksUsePortsOnly() {
        RULES.usesOnly(
                "webhook", GATEWAY + ".access..", PROTO, "org.stylize.base..", "org.slf4j..", "javax.crypto..", CACHE);
    }

    @Test
    void theLedgersRulesUseMessagesOnly() {
        RULES.check(
                classes()
                        .that()
                        .haveNameMatching(".*\\.ledger\\.(JobLedger.*|Ruling|SubmissionReader.*)")
                        .should()
                        .onlyDependOnClassesThat(resideInAPackage(PROTO)
                                .or(resideInAPackage(RECIPE))
                                .or(resideInAPackage("org.stylize.base.."))
                                .or(resideInAPackage("java.."))
                                .or(resideInAPackage("org.jspecify.."))
                                .or(resideInAPackage(GATEWAY + ".ledger.."))),
                "the rules are a pure function of state and message");
        RULES.check(
                noClasses()
                        .that()
                        .haveNameMatching(".*\\.ledger\\.(JobLedger.*|Ruling|SubmissionReader.*)")
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(".*\\.ledger\\.(Ledger|LedgerTopology|LedgerOutputs|.*Processor)"),
                "the topology is round the rules, not in them");
    }

    @Test
    void adaptersDoNotUseEachOther() {
        for (String adapter : ADAPTERS) {
            for (String other : ADAPTERS) {
                boolean ofTheLedger = Set.of("metrics", "trace").contains(adapter) && other.equals("ledger");
                if (!adapter.equals(other) && !ofTheLedger) {
                    RULES.check(
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
        RULES.onlyOneUses("ledger", "org.apache.kafka.streams..");
        RULES.onlyOneUses("rest", "jakarta.ws.rs..");
        RULES.onlyOneUses("rest", "org.eclipse.microprofile.openapi..");
        RULES.onlyOneUses("thumbnail", "javax.imageio..");
        RULES.onlyOneUses("thumbnail", "java.awt..");
        RULES.check(
                noClasses().should().dependOnClassesThat().resideInAnyPackage("io.minio..", "okhttp3.."),
                "S3Store makes the store's client, for both services");
        RULES.check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(GATEWAY + ".rocksdb..", GATEWAY + ".ledger..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.rocksdb.."),
                "the view keeps its jobs there; the ledger bounds the memory of Kafka Streams' stores");
        RULES.check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(GATEWAY + ".metrics..", GATEWAY)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.micrometer.."),
                "metrics are wrapped round ports");
        RULES.check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(GATEWAY + ".trace..", GATEWAY)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.opentelemetry.."),
                "spans are wrapped round ports");
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
        RULES.timeComesFromOneClock("Beans");
        RULES.nobodySleeps();
    }

    @Test
    void onlyTheRootReadsSettings() {
        RULES.onlyTheRootReadsSettings(GatewayConfig.class);
    }

    @Test
    void injectionIsByConstructor() {
        RULES.injectionIsByConstructor();
    }

    @Test
    void namesSayWhatAClassDoes() {
        RULES.namesSayWhatAClassDoes();
        RULES.check(noClasses().should().haveNameMatching(".*Service"), "such names say nothing");
    }

    @Test
    void fieldsAreFinalUnlessTheyBelongToOneThreadOrAreGuarded() {
        RULES.fieldsAreFinal(NoAnnotation.class, GatewayArchitectureTest::isOfOneThreadOrGuarded);
    }

    /** Here the fields are listed; no class is marked as a whole. */
    private @interface NoAnnotation {}

    private static boolean isOfOneThreadOrGuarded(JavaField field) {
        return Set.of(
                        // Kafka Streams initializes processors after it made them.
                        "LedgerProcessor.outputs",
                        // Guarded by the lock of the mailbox.
                        "Following.sequence",
                        "Following.progress",
                        "Following.preview",
                        "Following.over",
                        // Guarded by the lock of the feed.
                        "EventFeed.followers",
                        // Guarded by the lock of the reader of past events.
                        "KafkaPastEvents.consumer",
                        // Guarded by their own lock.
                        "Failures.left",
                        "Failures.last",
                        "Failures.leftOut",
                        "Channel.progress",
                        "Channel.preview",
                        // Guarded by the lock of the tenant's use.
                        "TenantUse.bucket",
                        "TenantUse.ownAdmitted",
                        "TenantUse.taken",
                        "TenantUse.streams",
                        "TenantUse.stored",
                        "TenantUse.uploaded",
                        "TenantUse.uploadedBeforeCount",
                        "TokenBucket.tokens",
                        "TokenBucket.at",
                        // Set by the framework before the object is used.
                        "Conditions.ifNoneMatch",
                        "Conditions.range",
                        "Conditions.ifRange",
                        "JobFilter.state",
                        "JobFilter.labels",
                        "JobFilter.batch",
                        "JobFilter.preset",
                        "JobFilter.since",
                        "JobFilter.until",
                        "JobFilter.text",
                        // Touched on one thread, as their comments say.
                        "Pace.pixelSteps",
                        "Pace.seconds",
                        "Pace.jobs",
                        "QueueMailbox.looked",
                        "QueueMailbox.shown",
                        "QueueMailbox.isClosed",
                        "WideMailbox.shown",
                        "WideMailbox.hasNews",
                        "WideMailbox.isOver",
                        "WideFeed.position",
                        "StoredPieces.next",
                        "ZipPieces.open",
                        "ZipPieces.isWhole",
                        "Reading.timer",
                        "Reading.bytesBefore",
                        "Reading.isBrokenOff",
                        "Reading.file",
                        "Sending.sent",
                        "RequestQueue.admin",
                        "CommitPace.writes",
                        "CommitPace.isDue",
                        "CommitPace.isBehind",
                        "Pace.next",
                        "Pace.deletions",
                        "Sweep.orphans",
                        "Sweep.looked",
                        "Sweep.removedBytes",
                        "SettlementTracker.latest",
                        "Pump.following",
                        "Pump.timer")
                .contains(field.getOwner().getSimpleName() + "." + field.getName());
    }
}
