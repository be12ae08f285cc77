package org.stylize.engine.picture;

import java.util.Arrays;

/**
 * For each pixel of a picture, how far away in another picture the same thing is. Vectors are found for blocks and are linear
 * between the middles of blocks.
 */
final class VectorField {
    /** Distance of two blocks. A block is wider than that on both sides, because few pixels look alike by chance less seldom. */
    private static final int STEP_PIXELS = 4;

    private static final int AROUND_PIXELS = 6;
    /** A picture with a shorter side is not halved again. */
    private static final int SMALLEST_SIDE_PIXELS = 24;
    /** Brightness that a block may differ more for each pixel that its vector lies nearer to those around it. */
    private static final double SMOOTHNESS = 0.002;

    private static final int ROUNDS = 2;
    /** Of vectors between pixels. */
    private static final float FINEST_STEP_PIXELS = 0.125f;

    /** Of the first search, at the smallest size of the pictures. */
    private static final int FARTHEST_PIXELS = 8;
    /** Farthest search around the best of the guesses, at each size of the pictures. */
    private static final int SEARCH_STEPS = 4;

    private final Plane here;
    private final Plane there;
    private final int columns;
    private final int rows;
    private final float[] dx;
    private final float[] dy;

    private VectorField(Plane here, Plane there) {
        this.here = here;
        this.there = there;
        this.columns = (here.width() + STEP_PIXELS - 1) / STEP_PIXELS;
        this.rows = (here.height() + STEP_PIXELS - 1) / STEP_PIXELS;
        this.dx = new float[columns * rows];
        this.dy = new float[columns * rows];
    }

    /** Looks for the blocks of one picture in another one of its size. */
    static VectorField find(Plane here, Plane there) {
        VectorField field = whole(here, there);
        field.refine();
        return field;
    }

    /** In whole pixels, and with vectors that no other is like: at a small size a thing may be one block. */
    private static VectorField whole(Plane here, Plane there) {
        VectorField field = new VectorField(here, there);
        if (Math.min(here.width(), here.height()) >= 2 * SMALLEST_SIDE_PIXELS) {
            field.enlarge(whole(here.halved(), there.halved()));
        } else {
            field.searchAll();
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < field.dx.length; i++) {
                field.improve(round % 2 == 0 ? i : field.dx.length - 1 - i);
            }
        }
        return field;
    }

    /** Tries every vector up to a length: small things move farther than what is around them looks alike. */
    private void searchAll() {
        for (int block = 0; block < dx.length; block++) {
            double best = cost(block, 0, 0, 0, 0);
            for (int y = -FARTHEST_PIXELS; y <= FARTHEST_PIXELS; y++) {
                for (int x = -FARTHEST_PIXELS; x <= FARTHEST_PIXELS; x++) {
                    double cost = cost(block, x, y, 0, 0);
                    if (cost < best) {
                        best = cost;
                        dx[block] = x;
                        dy[block] = y;
                    }
                }
            }
        }
    }

    private void enlarge(VectorField coarser) {
        for (int block = 0; block < dx.length; block++) {
            double x = middle(block % columns) / 2.0;
            double y = middle(block / columns) / 2.0;
            dx[block] = Math.round(2 * coarser.x(x, y));
            dy[block] = Math.round(2 * coarser.y(x, y));
        }
    }

    private static int middle(int block) {
        return block * STEP_PIXELS + STEP_PIXELS / 2;
    }

    /** Takes the best of a block's vector and those around it, and then moves it while that helps. */
    private void improve(int block) {
        float meanX = meanAround(block, dx);
        float meanY = meanAround(block, dy);
        int x = Math.round(dx[block]);
        int y = Math.round(dy[block]);
        double best = cost(block, x, y, meanX, meanY);
        for (int[] guess : guesses(block)) {
            double cost = cost(block, guess[0], guess[1], meanX, meanY);
            if (cost < best) {
                best = cost;
                x = guess[0];
                y = guess[1];
            }
        }
        boolean moves = true;
        for (int step = 0; step < SEARCH_STEPS && moves; step++) {
            moves = false;
            int fromX = x;
            int fromY = y;
            for (int j = -1; j <= 1; j++) {
                for (int i = -1; i <= 1; i++) {
                    double cost = cost(block, fromX + i, fromY + j, meanX, meanY);
                    if (cost < best) {
                        best = cost;
                        x = fromX + i;
                        y = fromY + j;
                        moves = true;
                    }
                }
            }
        }
        dx[block] = x;
        dy[block] = y;
    }

    private int[][] guesses(int block) {
        int column = block % columns;
        int row = block / columns;
        int[][] guesses = new int[5][2]; // the last is no motion
        int[][] around = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
        for (int k = 0; k < around.length; k++) {
            int other = at(column + around[k][0], row + around[k][1]);
            guesses[k][0] = Math.round(dx[other]);
            guesses[k][1] = Math.round(dy[other]);
        }
        return guesses;
    }

    private int at(int column, int row) {
        return Math.max(0, Math.min(rows - 1, row)) * columns + Math.max(0, Math.min(columns - 1, column));
    }

    private float meanAround(int block, float[] values) {
        int column = block % columns;
        int row = block / columns;
        return (values[at(column - 1, row)]
                        + values[at(column + 1, row)]
                        + values[at(column, row - 1)]
                        + values[at(column, row + 1)])
                / 4;
    }

    private double cost(int block, int x, int y, float meanX, float meanY) {
        return difference(block, x, y) + SMOOTHNESS * Math.hypot(x - meanX, y - meanY);
    }

    /** Mean absolute difference of a block's brightness to that of the place a vector leads to. */
    private double difference(int block, int x, int y) {
        int left = middle(block % columns) - AROUND_PIXELS;
        int top = middle(block / columns) - AROUND_PIXELS;
        float sum = 0;
        for (int j = top; j < top + 2 * AROUND_PIXELS; j++) {
            for (int i = left; i < left + 2 * AROUND_PIXELS; i++) {
                sum += Math.abs(here.at(i, j) - there.at(i + x, j + y));
            }
        }
        return sum / (4 * AROUND_PIXELS * AROUND_PIXELS);
    }

    /** Replaces each vector by the median of those around it, and then by the place between pixels that fits best. */
    private void refine() {
        float[] medianX = medians(dx);
        float[] medianY = medians(dy);
        for (int block = 0; block < dx.length; block++) {
            float x = Math.round(medianX[block]);
            float y = Math.round(medianY[block]);
            double best = difference(block, x, y);
            for (float step = 0.5f; step >= FINEST_STEP_PIXELS; step /= 2) {
                float fromX = x;
                float fromY = y;
                for (int j = -1; j <= 1; j++) {
                    for (int i = -1; i <= 1; i++) {
                        double difference = difference(block, fromX + step * i, fromY + step * j);
                        if (difference < best) {
                            best = difference;
                            x = fromX + step * i;
                            y = fromY + step * j;
                        }
                    }
                }
            }
            dx[block] = x;
            dy[block] = y;
        }
    }

    /** As for whole pixels, where the brightness between them is linear. */
    private double difference(int block, float x, float y) {
        int wholeX = (int) Math.floor(x);
        int wholeY = (int) Math.floor(y);
        float right = x - wholeX;
        float bottom = y - wholeY;
        if (right == 0 && bottom == 0) {
            return difference(block, wholeX, wholeY);
        }
        int left = middle(block % columns) - AROUND_PIXELS;
        int top = middle(block / columns) - AROUND_PIXELS;
        float sum = 0;
        for (int j = top; j < top + 2 * AROUND_PIXELS; j++) {
            for (int i = left; i < left + 2 * AROUND_PIXELS; i++) {
                float above =
                        (1 - right) * there.at(i + wholeX, j + wholeY) + right * there.at(i + wholeX + 1, j + wholeY);
                float below = (1 - right) * there.at(i + wholeX, j + wholeY + 1)
                        + right * there.at(i + wholeX + 1, j + wholeY + 1);
                sum += Math.abs(here.at(i, j) - (1 - bottom) * above - bottom * below);
            }
        }
        return sum / (4 * AROUND_PIXELS * AROUND_PIXELS);
    }

    private float[] medians(float[] values) {
        float[] medians = new float[values.length];
        float[] around = new float[9];
        for (int block = 0; block < values.length; block++) {
            int n = 0;
            for (int j = -1; j <= 1; j++) {
                for (int i = -1; i <= 1; i++) {
                    around[n++] = values[at(block % columns + i, block / columns + j)];
                }
            }
            Arrays.sort(around);
            medians[block] = around[4];
        }
        return medians;
    }

    /** How far to the right the same thing is, in pixels. */
    double x(double x, double y) {
        return between(dx, x, y);
    }

    /** How far down the same thing is, in pixels. */
    double y(double x, double y) {
        return between(dy, x, y);
    }

    private double between(float[] values, double x, double y) {
        double column = (x - STEP_PIXELS / 2.0) / STEP_PIXELS;
        double row = (y - STEP_PIXELS / 2.0) / STEP_PIXELS;
        return new Plane(columns, rows, values).at(column, row);
    }
}
