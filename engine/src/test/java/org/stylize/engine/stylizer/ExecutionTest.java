package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.OtherExecutionException;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Network;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;

/** The same recipe, carried out in the same way, gives the same bytes; a stylizer that cannot do it so says so. */
class ExecutionTest {
    private static final Recipe RECIPE =
            Presets.named("d2l").with(RecipeOverrides.fromJson("{\"steps\": 3, \"longSidePixels\": 128}"));
    private static final Pictures PICTURES = Pictures.of(picture(1), List.of(picture(2)));

    /** Tiles as small as can be. */
    private static VggStylizer frugal;

    private static VggStylizer generous;

    @BeforeAll
    static void open() {
        frugal = VggStylizer.open(TestSettings.with(
                BackEndKind.COMPILED,
                MemorySettings.AUTOMATIC.withTileSidePixels(MemorySettings.SMALLEST_TILE_PIXELS)));
        generous = VggStylizer.open(TestSettings.compiled());
    }

    @AfterAll
    static void close() {
        frugal.close();
        generous.close();
    }

    @Test
    void whereNoPictureHasTilesTheMemoryIsNotPartOfIt() {
        Stylizer.Pastiche pastiche = paint(generous, null, null, new Watcher(0));

        assertThat(pastiche.execution().memoryBytes()).isZero();
        assertThat(pastiche.execution().tileSidePixels()).isZero();
        assertThat(pastiche.execution().threads()).isPositive();
        assertThat(pastiche.execution().backEnd()).isEqualTo("compiled");
    }

    @Test
    void whatIsDoneInTilesIsDoneInTheSameTilesByAStylizerThatNeedsNone() {
        Stylizer.Pastiche tiled = paint(frugal, null, null, new Watcher(0));
        assertThat(tiled.execution().tileSidePixels()).isEqualTo(MemorySettings.SMALLEST_TILE_PIXELS);

        Stylizer.Pastiche again = paint(generous, tiled.execution(), null, new Watcher(0));

        assertThat(again.execution()).isEqualTo(tiled.execution());
        assertThat(again.image()).isEqualTo(tiled.image());
    }

    @Test
    void aCheckpointGoesWithTheWayInWhichItWasMade() {
        Watcher stopped = new Watcher(2);
        Stylizer.Pastiche whole = paint(frugal, null, null, stopped);
        Checkpoint checkpoint = stopped.checkpoints.get(0);

        Stylizer.Pastiche resumed = paint(generous, whole.execution(), checkpoint, new Watcher(0));

        assertThat(resumed.image()).isEqualTo(whole.image());
        assertThatThrownBy(() -> paint(generous, null, checkpoint, new Watcher(0)))
                .isInstanceOf(UnusableCheckpointException.class);
    }

    @Test
    void aStylizerWithLessMemoryThanTheJobNeedsSaysSo() {
        Execution whole = paint(generous, null, null, new Watcher(0)).execution();

        assertThatThrownBy(() -> paint(frugal, whole, null, new Watcher(0)))
                .isInstanceOf(OtherExecutionException.class)
                .hasMessageContaining("128 pixels")
                .hasMessageContaining("allows 64");
    }

    @Test
    void aStylizerWithOtherThreadsOrOfAnotherKindSaysWhatItLacks() {
        Execution own = paint(generous, null, null, new Watcher(0)).execution();
        Execution other = new Execution(own.precision(), own.threads() + 1, 0, 0, "reference", "gpu 90");
        Watcher watcher = new Watcher(0);

        assertThatThrownBy(() -> paint(generous, other, null, watcher))
                .isInstanceOf(OtherExecutionException.class)
                .hasMessageContaining("threads must be " + (own.threads() + 1) + " but is " + own.threads())
                .hasMessageContaining("backEnd must be reference but is compiled")
                .hasMessageContaining("processor must be gpu 90 but is " + own.processor());
        assertThat(watcher.begun).isEmpty();
    }

    @Test
    void thePrecisionOfTheExecutionIsTheOneThatIsUsed() {
        Execution own = paint(generous, null, null, new Watcher(0)).execution();
        Execution fp32 = new Execution(Network.Precision.FP32, own.threads(), 0, 0, own.backEnd(), own.processor());
        Watcher watcher = new Watcher(0);

        Stylizer.Pastiche pastiche = paint(generous, fp32, null, watcher);

        assertThat(pastiche.execution()).isEqualTo(fp32);
        assertThat(watcher.begun).containsExactly(fp32);
    }

    private static Stylizer.Pastiche paint(
            VggStylizer stylizer, @Nullable Execution as, @Nullable Checkpoint from, Watcher watcher) {
        return stylizer.stylize(RECIPE, PICTURES, OutputFormat.PNG, as, from, watcher);
    }

    private static ImageBytes picture(int seed) {
        byte[] rgb = new byte[3 * 128 * 96];
        new Random(seed).nextBytes(rgb);
        return new ImageBytes(ImageEncoder.png(RgbImage.of(new ImageSize(128, 96), rgb)));
    }

    private static final class Watcher implements Stylizer.Watcher {
        private final int checkpointAt;
        private final List<Execution> begun = new ArrayList<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private int step;

        /** @param checkpointAt step after which a checkpoint is made; 0 for none */
        Watcher(int checkpointAt) {
            this.checkpointAt = checkpointAt;
        }

        @Override
        public void started(Plan plan, Execution execution) {
            begun.add(execution);
        }

        @Override
        public void stepped(Stylizer.Step done) {
            step = done.number();
        }

        @Override
        public boolean checkpointWanted() {
            return step == checkpointAt;
        }

        @Override
        public void checkpointed(Checkpoint checkpoint) {
            checkpoints.add(checkpoint);
        }

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
