/**
 * The fast back end. It writes a recipe's losses and their gradient as one TorchScript program, which the engine runs without
 * automatic differentiation. {@link org.stylize.engine.nst.compiled.CompiledBackEnd} is its only public class.
 */
@NullMarked
package org.stylize.engine.nst.compiled;

import org.jspecify.annotations.NullMarked;
