package org.stylize.engine.nst;

/** A loss with its factor in the total. */
record WeightedLoss(LossName name, double weight, Loss loss) {}
