package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistypedNameTest {
    private static final List<String> NAMES = List.of("--style", "--strength", "--steps", "--size", "--seed");

    @ParameterizedTest
    @CsvSource({"--strenght, --strength", "--step, --steps", "--sise, --size", "--stle, --style", "--seed, --seed"})
    void findsTheNameThatFewestChangesLeadTo(String found, String nearest) {
        assertThat(NearestName.near(found, NAMES)).contains(nearest);
    }

    @Test
    void findsNoneWhereAllAreFar() {
        assertThat(NearestName.near("--blend", NAMES)).isEmpty();
        assertThat(NearestName.near("--sweep-everything", NAMES)).isEmpty();
        assertThat(NearestName.near("x", List.of())).isEmpty();
    }
}
