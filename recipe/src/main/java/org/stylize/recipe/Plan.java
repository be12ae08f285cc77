package org.stylize.recipe;

/**
 * What an attempt is about to do.
 *
 * @param steps of the whole optimization
 * @param width of the pastiche, pixels
 * @param height of the pastiche, pixels
 */
public record Plan(int steps, int width, int height) {}
