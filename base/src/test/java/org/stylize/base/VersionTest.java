package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void theVersionIsTheOneInTheManifestOfTheClassesJar() {
        assertThat(Version.of(Test.class)).matches("\\d+\\.\\d+.*");
    }

    @Test
    void classesOutsideOfAJarSaySo() {
        assertThat(Version.of(VersionTest.class)).isEqualTo("(not packaged)");
    }
}
