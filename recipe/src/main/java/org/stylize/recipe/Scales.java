package org.stylize.recipe;

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
    }

    /**
     * Each scale is √2 times as long as the previous one. Coarse scales place large forms cheaply, because a network
     * sees only a limited number of pixels around a point; fine scales add strokes.
     *
     * @param coarsestPixels long side below which there is no scale, 32 to 4096
     * @param coarsestSteps steps at the coarsest scale, 1 to 10000; each other has the recipe's steps
     */
    record CoarseToFine(int coarsestPixels, int coarsestSteps) implements Scales {
        public CoarseToFine {
            Range.SIDE_PIXELS.check("coarsestPixels", coarsestPixels);
            Range.STEPS.check("coarsestSteps", coarsestSteps);
        }

        @Override
        public List<Scale> upTo(int targetPixels, int steps) {
            List<Scale> scales = new ArrayList<>();
            int longSide = targetPixels;
            for (int i = 1; longSide >= coarsestPixels || scales.isEmpty(); i++) {
                scales.add(0, new Scale(longSide, steps));
                longSide = (int) Math.rint(targetPixels / Math.pow(2, i / 2.0));
            }
            scales.set(0, new Scale(scales.get(0).longSidePixels(), coarsestSteps));
            return List.copyOf(scales);
        }

        @Override
        public CoarseToFine stretched(int steps, int newSteps) {
            long scaled = Math.round((double) coarsestSteps * newSteps / steps);
            return new CoarseToFine(coarsestPixels, (int) Math.max(1, Math.min(10_000, scaled)));
        }
    }
}
