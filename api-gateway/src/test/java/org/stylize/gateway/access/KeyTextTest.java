package org.stylize.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** The checksum was computed by another program: zlib's CRC-32, base 62. */
    private static final String KNOWN = "sty_0123456789ab_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd2GUeQ1";

    @Test
    void aKeyHasItsForm() {
        KeyText key = KeyText.random(RANDOM);

        assertThat(key.reveal()).matches("sty_[0-9A-Za-z]{12}_[0-9A-Za-z]{46}");
        assertThat(key.id()).isEqualTo(key.reveal().substring(4, 16));
        assertThat(KeyText.parse(key.reveal())).map(KeyText::reveal).contains(key.reveal());
    }

    @Test
    void theChecksumIsTheOneThatIsDocumented() {
        assertThat(KeyText.parse(KNOWN)).isPresent();
    }

    @Test
    void oneWrongCharacterIsRefused() {
        String right = KeyText.random(RANDOM).reveal();
        for (int at = 0; at < right.length(); at++) {
            for (char other : new char[] {'0', 'Z', 'a', '_', 'é'}) {
                if (right.charAt(at) != other) {
                    String wrong = right.substring(0, at) + other + right.substring(at + 1);
                    assertThat(KeyText.parse(wrong)).as(wrong).isEmpty();
                }
            }
        }
    }

    @Test
    void aKeyThatIsTooShortOrTooLongIsRefused() {
        String right = KeyText.random(RANDOM).reveal();

        assertThat(KeyText.parse(right.substring(1))).isEmpty();
        assertThat(KeyText.parse(right.substring(0, right.length() - 1))).isEmpty();
        assertThat(KeyText.parse(right + "0")).isEmpty();
        assertThat(KeyText.parse(right + "\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sty_", "secret", "Bearer sty_", "eyJhbGciOiJIUzI1NiJ9.e30.x"})
    void whatIsNoKeyIsRefused(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }

    @Test
    void randomKeysDiffer() {
        Set<String> ids = new HashSet<>();
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            KeyText key = KeyText.random(RANDOM);
            ids.add(key.id());
            hashes.add(key.sha256());
        }

        assertThat(ids).hasSize(1_000);
        assertThat(hashes).hasSize(1_000);
    }

    @Test
    void aKeyIsOfItsOwnHashOnly() {
        KeyText key = KeyText.random(RANDOM);

        assertThat(key.sha256()).matches("[0-9a-f]{64}");
        assertThat(key.isOf(key.sha256())).isTrue();
        assertThat(key.isOf(KeyText.random(RANDOM).sha256())).isFalse();
        assertThat(key.isOf("")).isFalse();
    }

    @Test
    void itsTextForLogsHasNoSecret() {
        KeyText key = KeyText.random(RANDOM);

        assertThat(key).hasToString("sty_" + key.id() + "_…");
    }
}
