package org.stylize.worker.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Precision;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.Stylizer.Command;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;

/** Paints nothing, in as many steps and as slowly as it is told to, and remembers what it was asked for. */
public final class RecordingStylizer implements Stylizer {
    public static final ImageBytes PASTICHE = new ImageBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1});
    public static final ImageBytes PREVIEW = new ImageBytes(new byte[] {(byte) 0xff, (byte) 0xd8, 2});
    private static final Losses LOSSES = new Losses(1, 2, 3, 6, Map.of("content:conv4_2", 1.0));

    private final int steps;
    private final Runnable eachStep;
    private final List<Recipe> asked = new CopyOnWriteArrayList<>();
    private final List<Pictures> pictures = new CopyOnWriteArrayList<>();

    /** @param eachStep done in each step; what it throws ends the job */
    public RecordingStylizer(int steps, Runnable eachStep) {
        this.steps = steps;
        this.eachStep = eachStep;
    }

    /** Each step takes that long. */
    public static RecordingStylizer slow(int steps, Duration step) {
        CountDownLatch never = new CountDownLatch(1);
        return new RecordingStylizer(steps, () -> {
            try {
                if (never.await(step.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("nobody counts this down");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public Pastiche stylize(
            Recipe recipe, Pictures given, OutputFormat output, @Nullable Checkpoint from, Watcher watcher) {
        asked.add(recipe);
        pictures.add(given);
        Plan plan = new Plan(steps, 40, 30);
        watcher.started(plan);
        for (int step = 1; step <= steps; step++) {
            Command command = watcher.command();
            if (command != Command.GO_ON) {
                throw new StoppedException(step - 1, command);
            }
            eachStep.run();
            watcher.stepped(new Step(step, steps, LOSSES, 0.3, () -> PREVIEW));
        }
        return new Pastiche(PASTICHE, plan, Ending.ALL_STEPS, LOSSES, 1.5, Precision.FP32, "none");
    }

    /** The recipe of each call. */
    public List<Recipe> recipes() {
        return List.copyOf(asked);
    }

    /** The pictures of each call. */
    public List<Pictures> pictures() {
        return List.copyOf(pictures);
    }

    /** How often it was asked to paint. */
    public int calls() {
        return asked.size();
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public void close() {}
}
