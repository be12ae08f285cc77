package org.stylize.worker.nst;

/** A summand of the total loss with its weighted value. */
public record LossValue(LossName name, float value) {}
