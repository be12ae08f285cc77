package org.stylize.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.junit.jupiter.api.Test;
import org.stylize.testing.ArchitectureRules;

/** What the services share is no framework, and no service. */
class ServiceArchitectureTest {
    private static final ArchitectureRules RULES = ArchitectureRules.of("org.stylize.service");

    @Test
    void usesValuesAndClientsOnly() {
        RULES.check(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "org.stylize.service..",
                                "org.stylize.base..",
                                "org.stylize.proto",
                                "java..",
                                "javax.net..",
                                "org.jspecify..",
                                "org.slf4j..",
                                "org.apache.kafka..",
                                "io.minio..",
                                "okhttp3..",
                                "inet.ipaddr..",
                                "io.micrometer.core..",
                                "io.opentelemetry..",
                                "io.smallrye.config",
                                "org.eclipse.microprofile.config.."),
                "both services use it, whatever framework runs them");
        RULES.onlyOneUses("trace", "io.opentelemetry..");
        RULES.onlyOneUses("trace", "io.smallrye.config..");
    }

    @Test
    void nobodySleepsAndNamesSayWhatAClassDoes() {
        RULES.nobodySleeps();
        RULES.namesSayWhatAClassDoes();
    }
}
