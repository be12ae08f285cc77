package org.stylize.engine;

import org.jspecify.annotations.Nullable;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;

/**
 * Paints the content image in the manner of the style images. One call at a time for one device; a call blocks its
 * thread until the pastiche is made.
 */
public interface Stylizer extends AutoCloseable {
    /**
     * Makes the pastiche, or continues with it. The result of a run that continues from a checkpoint has the same bytes as that
     * of a run that was never interrupted, unless the recipe has a time budget.
     *
     * @param pictures encoded; nothing of them is kept
     * @param output how the pastiche is written; may be another than before the checkpoint
     * @param as how the recipe is carried out; null to leave it to the stylizer. What has no effect on the result of this job
     *     need not be equal
     * @param from where an earlier run of the same job was; null to start from the beginning
     * @param watcher hears of every step, on the thread that does the work, and may stop it
     * @throws UnsuitableJobException if the recipe does not suit the pictures, one can't be read or is outside the limits, or
     *     the optimization diverges
     * @throws OtherExecutionException if this stylizer cannot do it so; nothing was done then
     * @throws UnusableCheckpointException if the checkpoint is not one of this job on such a device; nothing was done then
     * @throws DeviceFullException if the device's memory is full
     * @throws StoppedException if the watcher said {@link Command#CANCEL} or {@link Command#HAND_BACK}
     */
    Pastiche stylize(
            Recipe recipe,
            Pictures pictures,
            OutputFormat output,
            @Nullable Execution as,
            @Nullable Checkpoint from,
            Watcher watcher);

    /** Makes the pastiche, or continues with it, in the way that suits this stylizer. */
    default Pastiche stylize(
            Recipe recipe, Pictures pictures, OutputFormat output, @Nullable Checkpoint from, Watcher watcher) {
        return stylize(recipe, pictures, output, null, from, watcher);
    }

    /** Makes the pastiche from the beginning. */
    default Pastiche stylize(Recipe recipe, Pictures pictures, OutputFormat output, Watcher watcher) {
        return stylize(recipe, pictures, output, null, watcher);
    }

    /** Makes the pastiche as a PNG of 8 bits. */
    default Pastiche stylize(Recipe recipe, Pictures pictures, Watcher watcher) {
        return stylize(recipe, pictures, OutputFormat.PNG, watcher);
    }

    /** {@code cpu}, {@code gpu0}, … */
    String device();

    /** What works; any thread. */
    Machine machine();

    /** How often a style image was known from an earlier job; any thread. */
    default CacheCounts styleCache() {
        return CacheCounts.NONE;
    }

    /** Frees the device. No call may be under way. */
    @Override
    void close();

    /**
     * The result.
     *
     * @param image the pastiche; it says itself how it was made
     * @param plan what was done: the steps may be fewer than were planned
     * @param ending why there were no more steps
     * @param losses of the last step
     * @param curve of the losses over all steps, also those before a checkpoint
     * @param optimizationSeconds from the first step to the last; the time between a checkpoint and the run that continued from
     *     it does not count
     * @param execution how the recipe was carried out
     */
    record Pastiche(
            ImageBytes image,
            Plan plan,
            Ending ending,
            Losses losses,
            LossCurve curve,
            double optimizationSeconds,
            Execution execution) {}

    /** Why a pastiche is done. */
    enum Ending {
        /** All steps of the recipe are done. */
        ALL_STEPS,
        /** At the last scale that ended early, the loss fell by less than the recipe's least gain. */
        NO_GAIN,
        /** At the last scale that ended early, the recipe's time was used up. */
        OUT_OF_TIME,
        /** The watcher asked to finish. */
        FINISHED_EARLY
    }

    /**
     * Style images that were looked up, at each size, since the start.
     *
     * @param inMemory were known here
     * @param inStore were known to the {@link StyleDescriptionStore}
     * @param misses had to be looked at
     */
    record CacheCounts(long inMemory, long inStore, long misses) {
        /** Nothing was looked up yet. */
        public static final CacheCounts NONE = new CacheCounts(0, 0, 0);
    }

    /** Looks over the stylizer's shoulder. All calls come on the thread that does the work: be quick. */
    interface Watcher {
        /**
         * The pictures are read, and the first step, or the first one after a checkpoint, is about to be done.
         *
         * @param plan after a checkpoint, its steps are those that were planned at the checkpoint
         * @param execution how the recipe is carried out
         */
        void started(Plan plan, Execution execution);

        /** A step was done. After a checkpoint, the numbers of steps continue. */
        void stepped(Step step);

        /**
         * Asked after each step, after {@link #stepped}. If it is true, {@link #checkpointed} follows, unless the state is too
         * large for a checkpoint.
         */
        default boolean checkpointWanted() {
            return false;
        }

        /**
         * The state after the last step. It is in the heap and may have hundreds of megabytes: do not keep it until the next
         * one is made.
         */
        default void checkpointed(Checkpoint checkpoint) {}

        /**
         * Asked before each step, and while pictures are decoded, where only {@link Command#CANCEL} counts. While pictures are
         * decoded it is asked on the thread that called the stylizer.
         */
        Command command();
    }

    /** What a watcher wants of the work that is under way. */
    enum Command {
        /** Do the next step. */
        GO_ON,
        /** The present picture is the result, enlarged if it is of a coarser scale. Before the first step, that step is done. */
        FINISH,
        /** Nobody wants the result: the work ends with {@link StoppedException}. */
        CANCEL,
        /** Somebody else shall do the work: it ends with {@link StoppedException}, which has a checkpoint. */
        HAND_BACK
    }

    /**
     * One step.
     *
     * @param number done so far, 1 for the first
     * @param steps planned by now: as many as are done at the last step, and at each scale that ends early so many fewer
     * @param losses before the step's update
     * @param preview makes pictures of the present pastiche; costs some milliseconds, valid only inside the call
     */
    record Step(int number, int steps, Losses losses, double learningRate, Preview preview) {}

    /** Makes pictures of the present pastiche. */
    @FunctionalInterface
    interface Preview {
        /** A small file, of the size of the present scale. */
        ImageBytes jpeg();

        /**
         * What the result would be if the work were finished now: of the size that was asked for, and saying that it is partial.
         *
         * @throws UnsupportedOperationException if this stylizer makes none
         */
        default ImageBytes result(OutputFormat output) {
            throw new UnsupportedOperationException("this stylizer makes results at the end only");
        }
    }
}
