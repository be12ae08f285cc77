package org.stylize.worker.nst;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PurityTest {
    @Test
    void mathematicsKnowsArraysAndRecipesOnly() {
        classes()
                .that()
                .resideInAPackage("org.stylize.worker.nst..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.stylize.worker.nst..", "org.stylize.recipe..", "java..", "ai.djl..", "org.jspecify..")
                .because("the mathematics can be read, tested and timed without the service around it")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.stylize.worker.nst"));
    }
}
