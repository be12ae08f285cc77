package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES = List.of("--style", "--strength", "--steps", "--size", "--seed");

    @ParameterizedTest
    @CsvSource({"--strenght, --strength", "--step, --steps", "--sise, --size", "--stle, --style", "--seed, --seed"})
    void findsTheNameThatFewestChangesLeadTo(String found, String nearest) {
        assertThat(NearestName.of(found, NAMES)).contains(nearest);
    }

    @Test
    void findsNoneWhereAllAreFar() {
        assertThat(NearestName.of("--blend", NAMES)).isEmpty();
        assertThat(NearestName.of("--sweep-everything", NAMES)).isEmpty();
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }
}
