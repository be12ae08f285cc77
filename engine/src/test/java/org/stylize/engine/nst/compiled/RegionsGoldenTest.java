package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.engine.nst.Golden;
import org.stylize.engine.nst.TestStyle;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.LossTerm.GramNormalization;

/** Both back ends against PyTorch; {@code src/test/python/regions_golden.py} made the values. */
class RegionsGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"gram", "moments"})
    void agreesWithPyTorch(String kind) throws IOException {
        JsonNode golden = Golden.json("regions.json");
        try (NDManager manager = NDManager.newBaseManager()) {
            GoldenRegions pictures = GoldenRegions.of(manager, golden);

            pictures.assertBothAgree(
                    loss(kind),
                    List.of(new TestStyle(pictures.style(), 1), new TestStyle(pictures.content(), 1)),
                    pictures.halves(),
                    golden.path("cases").path(kind));
        }
    }

    private static LossTerm loss(String kind) {
        return kind.equals("gram")
                ? new LossTerm.Gram(1, GramNormalization.CHANNELS_AND_POSITIONS, GoldenRegions.layers())
                : new LossTerm.Moments(1, 1e-5, GoldenRegions.layers());
    }
}
