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
import org.stylize.engine.LossCurve;
import org.stylize.engine.Machine;
import org.stylize.engine.OtherExecutionException;
import org.stylize.engine.Pictures;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.engine.safetensors.SafetensorsWriter;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Network;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;

/**
 * Paints nothing, in as many steps and as slowly as it is told to, and remembers what it was asked for. Its checkpoints
 * know the step only.
 */
public final class RecordingStylizer implements Stylizer {
    public static final ImageBytes PASTICHE = new ImageBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1});
    public static final ImageBytes PREVIEW = new ImageBytes(new byte[] {(byte) 0xff, (byte) 0xd8, 2});
    /** How every job is done, unless a test says otherwise. */
    public static final Execution EXECUTION = new Execution(Network.Precision.FP32, 1, 0, 0, "none", "cpu of the test");

    /** The fingerprint of every job. */
    public static final String FINGERPRINT = "00".repeat(32);

    private static final Losses LOSSES = new Losses(1, 2, 3, 6, Map.of("content:conv4_2", 1.0));

    private final int steps;
    private final Runnable eachStep;
    private final boolean hasCheckpoints;
    private final Execution execution;
    private final List<Recipe> asked = new CopyOnWriteArrayList<>();
    private final List<Pictures> pictures = new CopyOnWriteArrayList<>();
    private final List<Integer> begun = new CopyOnWriteArrayList<>();

    /** @param eachStep done in each step; what it throws ends the job */
    public RecordingStylizer(int steps, Runnable eachStep) {
        this(steps, eachStep, true, EXECUTION);
    }

    private RecordingStylizer(int steps, Runnable eachStep, boolean hasCheckpoints, Execution execution) {
        this.steps = steps;
        this.eachStep = eachStep;
        this.hasCheckpoints = hasCheckpoints;
        this.execution = execution;
    }

    /** Its state is too large for a checkpoint. */
    public static RecordingStylizer withoutCheckpoints(int steps, Runnable eachStep) {
        return new RecordingStylizer(steps, eachStep, false, EXECUTION);
    }

    /** It can do jobs in that way only. */
    public static RecordingStylizer as(Execution execution, int steps, Runnable eachStep) {
        return new RecordingStylizer(steps, eachStep, true, execution);
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

    /** A checkpoint after that step. */
    public static Checkpoint checkpoint(int step, String fingerprint) {
        return Checkpoint.of(
                new Checkpoint.Header(fingerprint, step, Integer.MAX_VALUE, 0, "adam"), new SafetensorsWriter());
    }

    @Override
    public Pastiche stylize(
            Recipe recipe,
            Pictures given,
            OutputFormat output,
            @Nullable Execution as,
            @Nullable Checkpoint from,
            Watcher watcher) {
        if (as != null && !as.equals(execution)) {
            throw new OtherExecutionException(String.join(", ", as.differences(execution)));
        }
        if (from != null && !from.fingerprint().equals(FINGERPRINT)) {
            throw new UnusableCheckpointException(UnusableCheckpointException.Reason.OTHER_JOB, "of another job");
        }
        asked.add(recipe);
        pictures.add(given);
        int first = from == null ? 1 : from.step() + 1;
        begun.add(first);
        watcher.started(new Plan(steps, 40, 30), execution);
        for (int step = first; step <= steps; step++) {
            Command command = watcher.command();
            if (command == Command.FINISH && step > 1) {
                return pastiche(step - 1, Ending.FINISHED_EARLY);
            }
            if (command == Command.CANCEL || command == Command.HAND_BACK) {
                throw new StoppedException(
                        step - 1,
                        command,
                        command == Command.HAND_BACK && hasCheckpoints && step > 1
                                ? checkpoint(step - 1, FINGERPRINT)
                                : null);
            }
            eachStep.run();
            watcher.stepped(new Step(step, steps, LOSSES, 0.3, () -> PREVIEW));
            if (watcher.checkpointWanted() && hasCheckpoints) {
                watcher.checkpointed(checkpoint(step, FINGERPRINT));
            }
        }
        return pastiche(steps, Ending.ALL_STEPS);
    }

    private Pastiche pastiche(int done, Ending ending) {
        return new Pastiche(PASTICHE, new Plan(done, 40, 30), ending, LOSSES, LossCurve.NONE, 1.5, execution);
    }

    /** The recipe of each call. */
    public List<Recipe> recipes() {
        return List.copyOf(asked);
    }

    /** The pictures of each call. */
    public List<Pictures> pictures() {
        return List.copyOf(pictures);
    }

    /** The first step of each call. */
    public List<Integer> begun() {
        return List.copyOf(begun);
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
    public Machine machine() {
        return new Machine(
                Map.of("stylize", "test"), "none", "cpu", new Machine.Weights("/a/secret/place/weights", "00"));
    }

    @Override
    public void close() {}
}
