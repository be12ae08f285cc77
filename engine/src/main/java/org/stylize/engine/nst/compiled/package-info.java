/**
 * The fast back end: a recipe's losses and their gradient as one TorchScript program, written by this package and run by the
 * engine, without automatic differentiation.
 */
@NullMarked
package org.stylize.engine.nst.compiled;

import org.jspecify.annotations.NullMarked;
