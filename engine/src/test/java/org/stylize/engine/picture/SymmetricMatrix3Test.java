package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricMatrix3Test {
    @Test
    void principalRootOfAKnownMatrixIsTheKnownRoot() {
        // [[2, 1, 0], [1, 2, 0], [0, 0, 3]] squared
        SymmetricMatrix3 root = SymmetricMatrix3.of(new double[][] {{5, 4, 0}, {4, 5, 0}, {0, 0, 9}})
                .mapped(Math::sqrt);

        assertThat(root.at(0, 0)).isCloseTo(2, within(1e-12));
        assertThat(root.at(0, 1)).isCloseTo(1, within(1e-12));
        assertThat(root.at(2, 2)).isCloseTo(3, within(1e-12));
        assertThat(root.at(1, 2)).isCloseTo(0, within(1e-12));
    }

    @Test
    void rootTimesItselfIsTheMatrixForManyMatrices() {
        Random random = new Random(7);
        SymmetricMatrix3 one = SymmetricMatrix3.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        for (int trial = 0; trial < 200; trial++) {
            double[][] any = new double[3][3];
            for (double[] row : any) {
                for (int i = 0; i < 3; i++) {
                    row[i] = random.nextGaussian() * Math.pow(10, random.nextInt(4) - 2);
                }
            }
            SymmetricMatrix3 positive = SymmetricMatrix3.of(any).around(one);

            SymmetricMatrix3 root = positive.mapped(value -> Math.sqrt(Math.max(0, value)));

            double scale = positive.at(0, 0) + positive.at(1, 1) + positive.at(2, 2);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertThat(root.around(one).at(i, j))
                            .as("trial %d", trial)
                            .isCloseTo(positive.at(i, j), within(1e-12 * scale));
                }
            }
        }
    }
}
