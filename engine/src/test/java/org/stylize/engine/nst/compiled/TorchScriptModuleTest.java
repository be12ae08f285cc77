package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchScriptModuleTest {
    @Test
    void runsWhatIsWritten() {
        Script script = new Script();
        script.method("weighted(self, x: Tensor, w: List[Tensor]) -> List[Tensor]")
                .line("result = annotate(List[Tensor], [])")
                .line("result.append(torch.mul(x, w[%s]))", 1)
                .line("return result");
        try (NDManager manager = NDManager.newBaseManager()) {
            TorchScriptModule module = TorchScriptModule.load(manager, script.text());
            List<NDArray> weights = List.of(manager.create(5f), manager.create(3f));

            NDArray result = module.run(
                            manager,
                            "weighted",
                            TorchScriptModule.argument(manager.create(new float[] {1, 2})),
                            TorchScriptModule.argument(weights))
                    .singletonOrThrow();

            assertThat(result.toFloatArray()).containsExactly(3, 6);
        }
    }

    @Test
    void textThatIsNoProgramIsRefused() {
        Script script = new Script();
        script.method("broken(self) -> Tensor").line("return torch.no_such_operator()");
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> TorchScriptModule.load(manager, script.text()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("no_such_operator");
        }
    }
}
