package org.stylize.systemtests.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
    @Test
    void equalPartsAreOneAndAllForOneIsOneByTheirNumber() {
        assertThat(Shares.jain(List.of(3.0, 3.0, 3.0))).isCloseTo(1, within(1e-12));
        assertThat(Shares.jain(List.of(5.0, 0.0, 0.0, 0.0))).isCloseTo(0.25, within(1e-12));
    }
}
