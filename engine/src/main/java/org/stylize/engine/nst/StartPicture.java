package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Start;

/** The picture before the first step. Noise comes from the recipe's seed, the same on every device. */
public final class StartPicture {
    private static final int COLOURS = 3;

    private StartPicture() {}

    /**
     * The start of a recipe. With a low strength the start lies between the content image and what the recipe says.
     *
     * @param content shape (1, 3, H, W) in the recipe's space; stays open; its manager gets the result
     * @param styles pictures in the recipe's space, which stay open; read only by a start that is like them
     * @param shares of the styles; only their ratios count
     */
    public static NDArray of(Recipe recipe, NDArray content, List<NDArray> styles, List<Double> shares) {
        NDArray start = unblended(recipe, content, styles, shares);
        double reach = recipe.balance().reach();
        if (reach == 1 || recipe.start() == Start.CONTENT) {
            return start;
        }
        try (NDManager scope = content.getManager().newSubManager()) {
            start.attach(scope);
            NDArray difference = start.sub(content);
            difference.attach(scope);
            NDArray blended = Scalar.times(reach, difference).addi(content);
            blended.attach(content.getManager());
            return blended;
        }
    }

    private static NDArray unblended(Recipe recipe, NDArray content, List<NDArray> styles, List<Double> shares) {
        PictureSpace space = PictureSpace.of(recipe.variable().space());
        Random random = new Random(recipe.seed());
        return switch (recipe.start()) {
            case CONTENT -> content.duplicate();
            case NOISE -> noise(space, content, new double[] {0.5, 0.5, 0.5}, new double[] {0.25, 0.25, 0.25}, random);
            case GREY -> grey(space, content, random);
            case STYLE_STATISTICS -> likeStyles(space, content, styles, shares, random);
            case PICTURE ->
                throw new IllegalArgumentException("a recipe that starts from a picture needs that picture");
        };
    }

    private static NDArray grey(PictureSpace space, NDArray content, Random random) {
        float[] values = new float[(int) content.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + random.nextFloat() / 255;
        }
        return inSpace(space, content, values);
    }

    private static NDArray likeStyles(
            PictureSpace space, NDArray content, List<NDArray> styles, List<Double> shares, Random random) {
        double[] mean = new double[COLOURS];
        double[] variance = new double[COLOURS];
        double sumOfShares = shares.stream().mapToDouble(Double::doubleValue).sum();
        for (int i = 0; i < styles.size(); i++) {
            double share = shares.get(i) / sumOfShares;
            float[] values = units(space, styles.get(i));
            int pixels = values.length / COLOURS;
            for (int colour = 0; colour < COLOURS; colour++) {
                double sum = 0;
                double squares = 0;
                for (int pixel = 0; pixel < pixels; pixel++) {
                    double value = values[colour * pixels + pixel];
                    sum += value;
                    squares += value * value;
                }
                mean[colour] += share * sum / pixels;
                variance[colour] += share * (squares / pixels - sum / pixels * sum / pixels);
            }
        }
        double[] deviation = new double[COLOURS];
        for (int colour = 0; colour < COLOURS; colour++) {
            deviation[colour] = Math.sqrt(Math.max(0, variance[colour]));
        }
        return noise(space, content, mean, deviation, random);
    }

    private static float[] units(PictureSpace space, NDArray picture) {
        try (NDManager scope = picture.getManager().newSubManager()) {
            NDArray copy = picture.duplicate();
            copy.attach(scope);
            return space.toUnit(copy).toFloatArray();
        }
    }

    /** Values outside 0 to 1 are drawn again, up to a hundred times; then they are clamped. */
    private static NDArray noise(
            PictureSpace space, NDArray content, double[] mean, double[] deviation, Random random) {
        float[] values = new float[(int) content.size()];
        int pixels = values.length / COLOURS;
        for (int i = 0; i < values.length; i++) {
            int colour = i / pixels;
            double value = Double.NaN;
            for (int trial = 0; trial < 100 && !(value >= 0 && value <= 1); trial++) {
                value = mean[colour] + deviation[colour] * random.nextGaussian();
            }
            values[i] = (float) Math.max(0, Math.min(1, value));
        }
        return inSpace(space, content, values);
    }

    private static NDArray inSpace(PictureSpace space, NDArray content, float[] units) {
        NDManager keeper = content.getManager();
        Shape shape = content.getShape();
        try (NDManager scope = keeper.newSubManager()) {
            NDArray picture = space.ofUnit(scope.create(units, shape));
            picture.attach(keeper);
            return picture;
        }
    }
}
