package org.stylize.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final String HOST = "studio.example:8080";

    @Test
    void programsSayNothingAndAreNotForeign() {
        assertThat(isForeign(null, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "something new"})
    void whatTheBrowserCallsForeignIs(String site) {
        assertThat(isForeign(site, null)).isTrue();
        assertThat(isForeign(site, "http://" + HOST)).as("whatever the origin").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void whatTheBrowserCallsOwnIs(String site) {
        assertThat(isForeign(site, "https://proxy.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://evil.example",
                "http://studio.example",
                "http://studio.example:8081",
                "http://studio.example:8080.evil.example",
                "http://evil.example/studio.example:8080",
                "http:studio.example:8080",
                "not a url"
            })
    void anOlderBrowserIsJudgedByItsOrigin(String origin) {
        assertThat(isForeign(null, origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://studio.example:8080", "https://studio.example:8080", "HTTP://STUDIO.example:8080"})
    void aProxyMayHaveAnotherScheme(String origin) {
        assertThat(isForeign(null, origin)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST:1",
                "a.localhost",
                "127.0.0.1:8080",
                "127.9.9.9",
                "[::1]:80"
            })
    void namesOfThisMachineForItself(String host) {
        assertThat(Origins.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io:8080",
                "0.0.0.0:8080",
                "192.168.1.7",
                "notlocalhost",
                "[::2]",
                "1270.0.0.1",
                ""
            })
    void namesThatMayLeadHereToo(String host) {
        assertThat(Origins.isLoopback(host)).isFalse();
    }

    private static boolean isForeign(@Nullable String site, @Nullable String origin) {
        return Origins.isForeign(site, origin, HOST);
    }
}
