package org.stylize.worker.nst;

/** A loss with its factor in the total. */
record WeightedLoss(LossName name, double weight, Loss loss) {}
