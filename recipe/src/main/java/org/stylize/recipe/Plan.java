package org.stylize.recipe;

/**
 * What a run is going to do.
 *
 * @param steps of the whole optimization
 * @param width of the pastiche, pixels
 * @param height of the pastiche, pixels
 */
public record Plan(int steps, int width, int height) {}
