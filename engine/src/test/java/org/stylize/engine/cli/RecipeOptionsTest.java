package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.stylize.base.RecipeOption;
import org.stylize.recipe.Parameter;
import org.stylize.recipe.Range;
import picocli.CommandLine.Model.CommandSpec;

class RecipeOptionsTest {
    @Test
    void offersEveryOptionThatBothCommandLinesShare() throws IllegalAccessException {
        CommandSpec options = CommandSpec.forAnnotatedObject(new RecipeOptions());

        for (Field name : RecipeOption.class.getFields()) {
            if (!name.getName().endsWith("_TEXT")) {
                assertThat(options.optionsMap()).containsKey((String) name.get(null));
            }
        }
    }

    @Test
    void textOfTheStrengthNamesItsRange() {
        Range range = Parameter.STRENGTH.range();

        assertThat(RecipeOption.STRENGTH_TEXT).contains("%.0f to %.0f".formatted(range.min(), range.max()));
    }
}
