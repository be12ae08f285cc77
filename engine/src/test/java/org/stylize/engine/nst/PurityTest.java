package org.stylize.engine.nst;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PurityTest {
    /** What keeps its operands for the backward pass; sums keep nothing. */
    private static final Set<String> ARITHMETIC =
            Set.of("mul", "muli", "div", "divi", "mod", "modi", "pow", "powi", "maximum", "minimum");

    @Test
    void whatIsDifferentiatedUsesNoNumbersOfTheArrayInterface() {
        classes()
                .that()
                .resideInAPackage("org.stylize.engine.nst")
                .and()
                .areNotAssignableTo(Optimizer.class)
                .and()
                .areNotAssignableTo(Ray.class) // an optimizer's line search
                .and()
                .areNotAssignableTo(MovingAverage.class)
                .and()
                .areNotAssignableTo(InParts.class) // for optimizers
                .should(notCallArithmeticWithNumbers())
                .because("their memory may be gone before the backward pass; see Scalar")
                .check(mainClasses());
    }

    @Test
    void mathematicsKnowsArraysAndRecipesOnly() {
        classes()
                .that()
                .resideInAPackage("org.stylize.engine.nst..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.stylize.engine",
                        "org.stylize.engine.nst..",
                        "org.stylize.recipe..",
                        "java..",
                        "ai.djl..",
                        "org.jspecify..")
                .because("the mathematics can be read, tested and timed without the service around it")
                .check(mainClasses());
    }

    private static ArchCondition<JavaClass> notCallArithmeticWithNumbers() {
        return new ArchCondition<>("not call arithmetic of NDArray with a Number") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().isAssignableTo(NDArray.class)
                                && ARITHMETIC.contains(call.getName())
                                && call.getTarget().getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(Number.class)))
                        .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
            }
        };
    }

    private static JavaClasses mainClasses() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.stylize.engine.nst");
    }
}
