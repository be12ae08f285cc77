package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Layer;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Scales.Goal;

/** What content losses compare with at fine scales. */
class DetailGoalTest {
    private static final int COARSE_STEPS = 4;
    private static final Map<BackEndKind, VggStylizer> STYLIZERS = new EnumMap<>(BackEndKind.class);
    private static final Pictures PICTURES =
            Pictures.of(file("photographs/chelsea.jpg"), List.of(file("paintings/poppies-at-evening.jpg")));

    @BeforeAll
    static void open() {
        for (BackEndKind kind : BackEndKind.values()) {
            STYLIZERS.put(kind, VggStylizer.open(TestSettings.with(kind, MemorySettings.AUTOMATIC)));
        }
    }

    @AfterAll
    static void close() {
        STYLIZERS.values().forEach(VggStylizer::close);
    }

    @ParameterizedTest
    @EnumSource(BackEndKind.class)
    void aScaleThatStartsWithItsGoalHasNoContentLossAtFirst(BackEndKind kind) {
        List<Losses> ofPastiche = losses(kind, Goal.COARSER_PASTICHE);
        List<Losses> ofPhotograph = losses(kind, Goal.CONTENT_IMAGE);

        assertThat(ofPastiche.subList(0, COARSE_STEPS)).isEqualTo(ofPhotograph.subList(0, COARSE_STEPS));
        assertThat(ofPastiche.get(COARSE_STEPS - 1).content()).isPositive();
        assertThat(ofPastiche.get(COARSE_STEPS).content()).isZero();
        assertThat(ofPastiche.get(COARSE_STEPS + 1).content()).isPositive();
        assertThat(ofPhotograph.get(COARSE_STEPS).content()).isPositive();
    }

    /** Few steps, before rounding has grown. */
    @Test
    void bothBackEndsTakeTheSameSteps() {
        List<Losses> compiled = losses(BackEndKind.COMPILED, Goal.COARSER_PASTICHE);
        List<Losses> reference = losses(BackEndKind.REFERENCE, Goal.COARSER_PASTICHE);

        for (int step = 0; step < compiled.size(); step++) {
            double expected = reference.get(step).total();
            assertThat(compiled.get(step).total()).as("step %s", step).isCloseTo(expected, within(2e-3 * expected));
        }
    }

    private static List<Losses> losses(BackEndKind kind, Goal goal) {
        Recipe recipe = Presets.named("balanced")
                .with(RecipeOverrides.fromJson("{\"longSidePixels\": 64, \"precision\": \"fp32\"}"))
                .toBuilder()
                .scales(new Scales.CoarseToFine(
                        45, COARSE_STEPS, new Scales.Detail(60, 2, Layer.named("relu3_2"), goal)))
                .build();
        Watcher watcher = new Watcher(new ArrayList<>());
        STYLIZERS.get(kind).stylize(recipe, PICTURES, watcher);
        return watcher.losses;
    }

    private static ImageBytes file(String name) {
        try {
            return new ImageBytes(Files.readAllBytes(Path.of("../samples").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Watcher(List<Losses> losses) implements Stylizer.Watcher {
        @Override
        public void started(Plan plan, Execution execution) {}

        @Override
        public void stepped(Stylizer.Step step) {
            losses.add(step.losses());
        }

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
