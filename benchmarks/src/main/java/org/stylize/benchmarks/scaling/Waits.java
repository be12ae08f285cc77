package org.stylize.benchmarks.scaling;

import java.util.Arrays;

/** How long jobs waited, in seconds. For one thread. */
final class Waits {
    private double[] seconds = new double[1 << 10];
    private int size;
    private double sum;

    void add(double wait) {
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * size);
        }
        seconds[size++] = wait;
        sum += wait;
    }

    int size() {
        return size;
    }

    double mean() {
        return size == 0 ? 0 : sum / size;
    }

    /** What this part of all, 0 to 1, did not exceed; 0 if nobody waited. */
    double at(double part) {
        if (size == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(seconds, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(size - 1L, Math.round(part * (size - 1)))];
    }
}
