package org.stylize.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.proto.InvalidJobException;

/** Values of another type than the document says are refused, whatever they might be taken for. */
class StrictJsonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name      | {"name": false}
                    name      | {"name": 1}
                    name      | {"name": 1.5}
                    scopes    | {"scopes": "read"}
                    scopes[0] | {"scopes": [7]}
                    """)
    void textsAreTexts(String field, String json) {
        assertRefused(json, KeyBody.class, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"overlapSeconds": 1.5}
                    {"overlapSeconds": "60"}
                    {"overlapSeconds": true}
                    """)
    void integersAreIntegers(String json) {
        assertRefused(json, RotationBody.class, "overlapSeconds");
    }

    private static void assertRefused(String json, Class<?> type, String field) {
        assertThatThrownBy(() -> StrictJson.read(json.getBytes(StandardCharsets.UTF_8), type))
                .isInstanceOfSatisfying(
                        InvalidJobException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
