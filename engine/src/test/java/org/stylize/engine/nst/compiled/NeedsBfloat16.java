package org.stylize.engine.nst.compiled;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import ai.djl.ndarray.NDManager;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.KnownPrecisions;

/** A test that computes in bfloat16. It is skipped on processors for which the engine has no such kernels. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBfloat16.Kernels.class)
public @interface NeedsBfloat16 {
    /** Tries once whether the engine has the kernels. */
    class Kernels implements ExecutionCondition {
        private static final boolean ARE_THERE = tried();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ARE_THERE
                    ? enabled("the engine has kernels in bfloat16")
                    : disabled("the engine has no kernels in bfloat16 for this processor, which has no AVX-512");
        }

        /** Whether the engine has the kernels, which it has for processors with AVX-512 only. */
        public static boolean areThere() {
            return ARE_THERE;
        }

        private static boolean tried() {
            try (NDManager device = NDManager.newBaseManager()) {
                return PrecisionProbe.bestFirst(device, KnownPrecisions.NONE).contains(Precision.BF16);
            }
        }
    }
}
