package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.stylize.base.RecipeOption;
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
}
