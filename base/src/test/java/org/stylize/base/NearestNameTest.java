package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("--style", "--strength", "--steps", "--size", "--seed");

    @ParameterizedTest
    @CsvSource({"--strenght, --strength", "--step, --steps", "--sise, --size", "--stle, --style", "--seed, --seed"})
    void findsTheNameThatFewestChangesLeadTo(String found, String nearest) {
        assertThat(NearestName.near(found, KNOWN)).contains(nearest);
    }

    @Test
    void findsNoneWhereAllAreFar() {
        assertThat(NearestName.near("--blend", KNOWN)).isEmpty();
        assertThat(NearestName.near("--sweep-everything", KNOWN)).isEmpty();
        assertThat(NearestName.near("x", List.of())).isEmpty();
    }

    @Test
    void swappedLettersCountOnce() {
        assertThat(NearestName.changes("strenght", "strength")).isEqualTo(1);
        assertThat(NearestName.near("--strenght", KNOWN)).contains("--strength");
    }

    @Test
    void caseDoesNotCount() {
        assertThat(NearestName.changes("STEPS", "steps")).isZero();
    }

    @Test
    void aNameThatIsFarFromAllHasNoNearName() {
        assertThat(NearestName.near("--verbose", KNOWN)).isEmpty();
        assertThat(NearestName.of("--verbose", KNOWN)).isIn(KNOWN);
    }

    @Test
    void longTextIsComparedByItsBeginning() {
        assertThat(NearestName.of("--style".repeat(100_000), KNOWN)).isIn(KNOWN);
    }
}
