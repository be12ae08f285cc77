package org.stylize.engine.nst;

/** A summand of the total loss with its weighted value. */
public record LossValue(LossName name, float value) {}
