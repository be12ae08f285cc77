package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After all modules are packaged, every file that an image contains exists. */
class ComposeImagesIT {
    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatImagesCopyIsBuilt(Path dockerfile) {
        assertThat(Dockerfile.read(dockerfile).copied())
                .isNotEmpty()
                .allSatisfy(source -> assertThat(Checkout.file(source)).exists());
    }

    static Stream<Path> dockerfiles() throws IOException {
        return ComposeFileTest.dockerfiles();
    }
}
