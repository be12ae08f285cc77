package org.stylize.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.Parameter;

class SubmissionBodyTest {
    @Test
    void itsDescriptionNamesEveryParameterThatMayBeOverridden() throws NoSuchFieldException {
        String description = SubmissionBody.class
                .getDeclaredField("overrides")
                .getAnnotation(Schema.class)
                .description();

        assertThat(description)
                .contains(
                        Arrays.stream(Parameter.values()).map(Parameter::field).toList());
    }
}
