package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a job", "Grüße, ¼ 画 😀", "tab\tis fine", "back\\slash"})
    void ordinaryTextStays(String text) {
        assertThat(LogText.hasControls(text)).isFalse();
        assertThat(LogText.escaped(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "\u001b[31mred", "\u0000", "\u0085", "\u2028", "\u202egnp.exe", "\u2066x"})
    void whatCouldLookLikeAnotherLineIsEscaped(String text) {
        assertThat(LogText.hasControls(text)).isTrue();
        assertThat(LogText.hasControls(LogText.escaped(text))).isFalse();
        assertThat(LogText.escaped(text)).contains("\\");
    }
}
