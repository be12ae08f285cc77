package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import org.stylize.recipe.Layer;

/**
 * Where the content image is to stay as it is. The content loss compares √u · F with √u · P, so a position's squared error
 * counts u times, u = 1 + (K − 1) · m with K = {@value #MOST}. m is how much the position is protected, 0 to 1: the mean over
 * the pixels that it stands for.
 *
 * @param roots √u, shape (1, 1, h, w), one for each block of the network; none without protection
 */
public record Protection(List<NDArray> roots) {
    /** Nothing is protected. */
    public static final Protection NONE = new Protection(List.of());

    /** How many times as much a protected position counts. */
    static final double MOST = 100;

    private static final int BLOCKS = 5;
    private static final Shape TWO = new Shape(2, 2);

    public Protection {
        roots = List.copyOf(roots);
    }

    /**
     * The protection of a mask.
     *
     * @param mask shape (1, 1, H, W), of the content's size, numbers of 0 to 1; stays open
     * @param keeper gets the arrays, and closes them
     */
    public static Protection of(NDArray mask, NDManager keeper) {
        List<NDArray> roots = new ArrayList<>();
        try (NDManager scope = keeper.newSubManager()) {
            NDArray level = mask.duplicate();
            level.attach(scope);
            for (int block = 1; block <= BLOCKS; block++) {
                if (block > 1) {
                    level = Pool.avgPool2d(level, TWO, TWO, new Shape(0, 0), false, false);
                }
                NDArray root = Scalar.times(MOST - 1, level).addi(1).sqrt();
                root.attach(keeper);
                roots.add(root);
            }
        }
        return new Protection(roots);
    }

    /** Whether something is protected. */
    public boolean isPresent() {
        return !roots.isEmpty();
    }

    /** √u where a layer sees it. */
    NDArray at(Layer layer) {
        return roots.get(layer.block() - 1);
    }

    /**
     * Checks that this suits a picture.
     *
     * @param content shape (1, 3, H, W)
     * @param expected whether the recipe was prepared for protection
     * @throws IllegalArgumentException if the mask has another size, or is missing, or not expected
     */
    public void check(Shape content, boolean expected) {
        if (isPresent() != expected) {
            throw new IllegalArgumentException("the recipe was prepared " + (expected ? "for" : "without")
                    + " protection, but there is " + (expected ? "none" : "some"));
        }
        if (expected) {
            Shape mask = roots.get(0).getShape();
            if (mask.get(2) != content.get(2) || mask.get(3) != content.get(3)) {
                throw new IllegalArgumentException(
                        "the protection must have the size of the content " + content + " but has " + mask);
            }
        }
    }
}
