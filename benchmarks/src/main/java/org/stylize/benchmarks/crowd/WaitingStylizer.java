package org.stylize.benchmarks.crowd;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Stop;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.LossCurve;
import org.stylize.engine.Machine;
import org.stylize.engine.Pictures;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.safetensors.SafetensorsWriter;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Network;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;

/**
 * Waits instead of painting: each of the recipe's steps takes the same time. Its checkpoints know the step only, and a run
 * that continues from one does the rest of the steps.
 */
final class WaitingStylizer implements Stylizer {
    private static final int SIDE = TinyPicture.SIDE;
    private static final String FINGERPRINT = "00".repeat(32);
    private static final Losses LOSSES = new Losses(1, 2, 3, 6, Map.of("content:conv4_2", 1.0));
    private static final Execution EXECUTION = new Execution(Network.Precision.FP32, 1, 0, 0, "none", "waits");

    private final Duration step;
    private final Stop never = new Stop();

    WaitingStylizer(Duration step) {
        this.step = requireNonNull(step, "step is null");
    }

    @Override
    public Pastiche stylize(
            Recipe recipe,
            Pictures pictures,
            OutputFormat output,
            @Nullable Execution as,
            @Nullable Checkpoint from,
            Watcher watcher) {
        int steps = recipe.totalSteps();
        watcher.started(new Plan(steps, SIDE, SIDE), EXECUTION);
        int done = from == null ? 0 : from.step();
        while (done < steps) {
            Command command = watcher.command();
            if (command == Command.FINISH && done > 0) {
                return pastiche(done, Ending.FINISHED_EARLY);
            }
            if (command == Command.CANCEL || command == Command.HAND_BACK) {
                throw new StoppedException(
                        done, command, command == Command.HAND_BACK && done > 0 ? checkpoint(done, steps) : null);
            }
            never.pause(step);
            done++;
            watcher.stepped(new Step(done, steps, LOSSES, 1, () -> TinyPicture.PNG));
            if (watcher.checkpointWanted()) {
                watcher.checkpointed(checkpoint(done, steps));
            }
        }
        return pastiche(steps, Ending.ALL_STEPS);
    }

    private static Checkpoint checkpoint(int done, int steps) {
        return Checkpoint.of(new Checkpoint.Header(FINGERPRINT, done, steps, 0, "adam"), new SafetensorsWriter());
    }

    private Pastiche pastiche(int done, Ending ending) {
        double seconds = done * (step.toNanos() / 1e9);
        return new Pastiche(
                TinyPicture.PNG, new Plan(done, SIDE, SIDE), ending, LOSSES, LossCurve.NONE, seconds, EXECUTION);
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public Machine machine() {
        return new Machine(Map.of(), "waits", "cpu", new Machine.Weights("none", FINGERPRINT));
    }

    @Override
    public void close() {
        never.request();
    }
}
