/** Files in the format safetensors, which holds named arrays and named texts: of weights, and of checkpoints. */
@NullMarked
package org.stylize.engine.safetensors;

import org.jspecify.annotations.NullMarked;
