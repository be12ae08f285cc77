package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.engine.nst.Golden;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.TestStyle;
import org.stylize.recipe.LossTerm;

/** Both back ends against PyTorch; {@code src/test/python/neighbours_golden.py} made the values. */
class NeighbourGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"whole", "mixture", "regions"})
    void agreesWithPyTorch(String kind) throws IOException {
        JsonNode golden = Golden.json("neighbours.json");
        try (NDManager manager = NDManager.newBaseManager()) {
            GoldenRegions pictures = GoldenRegions.of(manager, golden);
            TestStyle first = new TestStyle(pictures.style(), 3);
            TestStyle second = new TestStyle(pictures.content(), 1);

            pictures.assertBothAgree(
                    new LossTerm.Neighbours(1, golden.path("samples").asInt(), GoldenRegions.layers()),
                    kind.equals("whole") ? List.of(first) : List.of(first, second),
                    kind.equals("regions") ? pictures.halves() : Regions.NONE,
                    golden.path("cases").path(kind));
        }
    }
}
