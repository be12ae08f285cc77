package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("--strength", "--style", "--steps");

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
