package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;

/** The sizes at which a pastiche is worked on, up to its own size. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Scales.Single.class, name = "single"),
    @JsonSubTypes.Type(value = Scales.CoarseToFine.class, name = "coarse-to-fine")
})
public sealed interface Scales {
    /**
     * The scales of a recipe, coarsest first; the last is the pastiche's own size.
     *
     * @param targetPixels long side of the pastiche
     * @param steps at the pastiche's own size
     */
    List<Scale> upTo(int targetPixels, int steps);

    /**
     * The same scales for another number of steps at the pastiche's own size; the other scales change in proportion.
     */
    Scales stretched(int steps, int newSteps);

    /**
     * The deepest layer that losses read at a scale.
     *
     * @param longSidePixels of the pastiche there
     */
    Layer deepestAt(int longSidePixels);

    /**
     * What the content losses compare with at a scale.
     *
     * @param longSidePixels of the pastiche there
     */
    Goal goalAt(int longSidePixels);

    /** The deepest layer that losses read at the finest scales that there can be. */
    default Layer deepest() {
        return deepestAt(Integer.MAX_VALUE);
    }

    /**
     * One scale.
     *
     * @param longSidePixels of the pastiche here
     * @param steps done here
     */
    record Scale(int longSidePixels, int steps) {}

    /** The pastiche's own size only. */
    record Single() implements Scales {
        @Override
        public List<Scale> upTo(int targetPixels, int steps) {
            return List.of(new Scale(targetPixels, steps));
        }

        @Override
        public Single stretched(int steps, int newSteps) {
            return this;
        }

        @Override
        public Layer deepestAt(int longSidePixels) {
            return Detail.NONE.deepest();
        }

        @Override
        public Goal goalAt(int longSidePixels) {
            return Detail.NONE.goal();
        }
    }

    /**
     * Each scale is √2 times as long as the previous one. Coarse scales place large forms cheaply, because a network
     * sees only a limited number of pixels around a point; fine scales add strokes.
     *
     * @param coarsestPixels long side below which there is no scale, 32 to 4096
     * @param coarsestSteps steps at the coarsest scale, 1 to 10000; scales between it and the detail have the recipe's
     *     steps
     * @param detail what is different at the finest scales
     */
    record CoarseToFine(int coarsestPixels, int coarsestSteps, Detail detail) implements Scales {
        /** The same losses and steps at all scales but the coarsest. */
        public CoarseToFine(int coarsestPixels, int coarsestSteps) {
            this(coarsestPixels, coarsestSteps, Detail.NONE);
        }

        public CoarseToFine {
            Range.SIDE_PIXELS.check("coarsestPixels", coarsestPixels);
            Range.STEPS.check("coarsestSteps", coarsestSteps);
            requireNonNull(detail, "detail is null");
        }

        @Override
        public List<Scale> upTo(int targetPixels, int steps) {
            List<Scale> scales = new ArrayList<>();
            int longSide = targetPixels;
            for (int i = 1; longSide >= coarsestPixels || scales.isEmpty(); i++) {
                scales.add(0, new Scale(longSide, detail.isAt(longSide) ? detail.steps() : steps));
                longSide = (int) Math.rint(targetPixels / Math.pow(2, i / 2.0));
            }
            scales.set(0, new Scale(scales.get(0).longSidePixels(), coarsestSteps));
            return List.copyOf(scales);
        }

        @Override
        public CoarseToFine stretched(int steps, int newSteps) {
            return new CoarseToFine(
                    coarsestPixels,
                    stretched(coarsestSteps, steps, newSteps),
                    new Detail(
                            detail.abovePixels(),
                            stretched(detail.steps(), steps, newSteps),
                            detail.deepest(),
                            detail.goal()));
        }

        private static int stretched(int some, int steps, int newSteps) {
            long scaled = Math.round((double) some * newSteps / steps);
            return (int) Math.max(1, Math.min(10_000, scaled));
        }

        @Override
        public Layer deepestAt(int longSidePixels) {
            return detail.isAt(longSidePixels) ? detail.deepest() : Detail.NONE.deepest();
        }

        @Override
        public Goal goalAt(int longSidePixels) {
            return detail.isAt(longSidePixels) ? detail.goal() : Detail.NONE.goal();
        }
    }

    /** What the content losses of a scale compare with. */
    enum Goal {
        /** The content image. */
        @JsonProperty("content-image")
        CONTENT_IMAGE,
        /**
         * The picture that the scale starts with, which is the pastiche of the scale before, enlarged: what was painted there
         * stays. A recipe's only scale has no scale before, and compares with the content image.
         */
        @JsonProperty("coarser-pastiche")
        COARSER_PASTICHE
    }

    /**
     * Fine scales that only add detail to a picture whose forms and motifs are there already. A layer sees a fixed number
     * of pixels, so at a large scale a deep layer sees what a shallow one saw at a small scale: the shallow ones are
     * enough, and they are the cheap ones.
     *
     * @param abovePixels long side above which a scale adds detail, 32 to 4096
     * @param steps at each such scale, 1 to 10000
     * @param deepest losses of deeper layers are left out there
     * @param goal what content losses compare with there
     */
    record Detail(int abovePixels, int steps, Layer deepest, Goal goal) {
        /** No scale is that long. */
        public static final Detail NONE = new Detail((int) Range.SIDE_PIXELS.max(), 1, Layer.named("relu5_1"));

        /** Detail that compares with the content image. */
        public Detail(int abovePixels, int steps, Layer deepest) {
            this(abovePixels, steps, deepest, Goal.CONTENT_IMAGE);
        }

        public Detail {
            Range.SIDE_PIXELS.check("abovePixels", abovePixels);
            Range.STEPS.check("steps", steps);
            requireNonNull(deepest, "deepest is null");
            requireNonNull(goal, "goal is null");
        }

        boolean isAt(int longSidePixels) {
            return longSidePixels > abovePixels;
        }
    }
}
