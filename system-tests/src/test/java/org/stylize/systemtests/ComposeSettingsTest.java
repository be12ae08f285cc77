package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A misspelt variable would be ignored without a word, so each is looked up in the table of settings. */
class ComposeSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "gateway, api-gateway, docker-compose.yml",
        "gateway, api-gateway, docker-compose.tls.yml",
        "worker, worker, docker-compose.yml",
        "worker, worker, docker-compose.gpu.yml"
    })
    void variablesOfOurServicesAreSettingsThatExist(String service, String module, String file) throws IOException {
        String settings = Files.readString(Checkout.file("docs/configuration/" + module + ".md"));
        String prefix = service.toUpperCase(Locale.ROOT) + "_";

        assertThat(ComposeFile.read(Checkout.file(file))
                        .services()
                        .get(service)
                        .environment()
                        .keySet())
                .filteredOn(name -> name.startsWith(prefix))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
    }
}
