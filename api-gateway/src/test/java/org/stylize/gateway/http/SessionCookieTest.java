package org.stylize.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionCookieTest {
    @Test
    void overTlsNoOtherHostAndNoPlainConnectionHasIt() {
        assertThat(SessionCookie.of(true, "abc", Duration.ofHours(1)))
                .isEqualTo("__Host-stylize-session=abc; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict; Secure");
    }

    @Test
    void itIsSecureExceptOnThisMachine() {
        assertThat(SessionCookie.isSecure("http", "localhost:8080")).isFalse();
        assertThat(SessionCookie.isSecure("http", "127.0.0.1:8080")).isFalse();
        assertThat(SessionCookie.isSecure("http", "studio.example")).isTrue();
        assertThat(SessionCookie.isSecure("https", "localhost")).isTrue();
        assertThat(SessionCookie.isSecure("http", null)).isFalse();
    }

    @Test
    void overPlainHttpBrowsersWouldNotTakeASecureOne() {
        assertThat(SessionCookie.of(false, "abc", Duration.ofMillis(1)))
                .isEqualTo("stylize-session=abc; Path=/; Max-Age=1; HttpOnly; SameSite=Strict");
        assertThat(SessionCookie.none(false))
                .isEqualTo("stylize-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    }
}
