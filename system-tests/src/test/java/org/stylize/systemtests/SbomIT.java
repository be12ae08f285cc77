package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever looks for known faults in what we ship goes by the bill of materials, so it must name each library. */
class SbomIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"api-gateway, quarkus-app/lib", "worker, quarkus-app/lib", "stack, lib", "client, lib"})
    void namesEachLibraryOfAProgram(String module, String libraries) throws IOException {
        JsonNode bom = JSON.readTree(Checkout.file(module + "/target/bom.json").toFile());
        Set<String> named = new HashSet<>();
        bom.path("components")
                .forEach(component -> named.add(component.path("name").asText() + "-"
                        + component.path("version").asText()));

        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(shipped(Checkout.file(module + "/target").resolve(libraries)))
                .hasSizeGreaterThan(2)
                .allSatisfy(jar -> assertThat(named).anyMatch(jar::contains));
    }

    /** Names of the jars of others. Quarkus puts the group before; some have a classifier behind. */
    private static List<String> shipped(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !name.contains("stylize"))
                    .toList();
        }
    }
}
