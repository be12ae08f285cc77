package org.stylize.engine.stylizer;

import java.util.ArrayList;
import java.util.List;

/**
 * Ratios in which some styles are mixed: all whose shares are multiples of 1/{@code levels}. A ratio between them belongs in
 * part to the nearest ones round it, linearly: to two of them for two styles, to at most three for three styles. So soft masks
 * become a few bands that pass into one another.
 *
 * @param styles number of styles
 * @param levels steps from one style alone to another style alone, at least 1
 */
record MixtureLattice(int styles, int levels) {
    /** More are not told apart by eye, and each costs time in every step. */
    private static final int MOST_LEVELS = 8;
    /** Each costs as much time as a region with a style of its own. */
    private static final int MOST_NODES = 12;
    /** A band needs so much of the picture to have statistics of its own. */
    private static final double LEAST_BAND = 0.04;
    /** A smaller band is left out: its neighbours stand for it. */
    private static final double LEAST_NODE = 0.002;

    /**
     * A ratio.
     *
     * @param steps the share of each style, in steps of 1/{@code levels}; they add up to {@code levels}
     */
    record Node(List<Integer> steps) {
        Node {
            steps = List.copyOf(steps);
        }

        /** The share of each style; they add up to 1. */
        List<Double> shares() {
            double sum = steps.stream().mapToInt(step -> step).sum();
            return steps.stream().map(step -> step / sum).toList();
        }
    }

    /**
     * The lattice for some masks: the softer they are, the finer. It has one level, where each style is a node, if the masks
     * hardly overlap.
     *
     * @param masks the weights of each style, all of one size
     */
    static MixtureLattice of(List<float[]> masks) {
        int pixels = masks.get(0).length;
        double mixed = 0;
        for (int i = 0; i < pixels; i++) {
            double sum = 0;
            double most = 0;
            for (float[] mask : masks) {
                sum += mask[i];
                most = Math.max(most, mask[i]);
            }
            mixed += sum > 0 ? Math.min(1, sum) * (1 - most / sum) : 0;
        }
        double share = 4 * mixed / pixels; // of a ramp from one style to another: the part of the picture that it takes
        int levels = (int) Math.max(1, Math.min(MOST_LEVELS, share / LEAST_BAND));
        MixtureLattice lattice = new MixtureLattice(masks.size(), levels);
        while (lattice.levels > 1 && lattice.nodes(masks).size() > MOST_NODES) {
            lattice = new MixtureLattice(masks.size(), lattice.levels - 1);
        }
        return lattice;
    }

    /** The nodes to which masks give enough of the picture, in a fixed order. */
    List<Node> nodes(List<float[]> masks) {
        List<Node> nodes = new ArrayList<>();
        for (Node node : all(styles, levels)) {
            double sum = 0;
            float[] weights = weights(masks, node);
            for (float weight : weights) {
                sum += weight;
            }
            if (sum / weights.length >= LEAST_NODE) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    private static List<Node> all(int styles, int steps) {
        if (styles == 1) {
            return List.of(new Node(List.of(steps)));
        }
        List<Node> nodes = new ArrayList<>();
        for (int first = steps; first >= 0; first--) {
            for (Node rest : all(styles - 1, steps - first)) {
                List<Integer> together = new ArrayList<>(List.of(first));
                together.addAll(rest.steps);
                nodes.add(new Node(together));
            }
        }
        return nodes;
    }

    /**
     * How much each pixel counts to a node: the sum of its masks times its part in the node. That part is the linear basis
     * function of Freudenthal's triangulation, 1 − max(0, d) + min(0, d), where d is how far the pixel's ratio lies from the node
     * in what comes behind each style but the last.
     */
    float[] weights(List<float[]> masks, Node node) {
        float[] weights = new float[masks.get(0).length];
        for (int i = 0; i < weights.length; i++) {
            double sum = 0;
            for (float[] mask : masks) {
                sum += mask[i];
            }
            if (sum > 0) {
                weights[i] = (float) (sum * part(masks, i, sum, node));
            }
        }
        return weights;
    }

    private double part(List<float[]> masks, int pixel, double sum, Node node) {
        double above = 0;
        double below = 0;
        double distance = 0;
        for (int style = 0; style < styles - 1; style++) {
            distance += node.steps.get(style) - levels * masks.get(style)[pixel] / sum;
            above = Math.max(above, distance);
            below = Math.min(below, distance);
        }
        return Math.max(0, 1 - above + below);
    }
}
