package org.stylize.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private static final EntityTag TAG = new EntityTag("abc");

    @Test
    void sameContentHasTheSameTag() {
        assertThat(EntityTag.ofContent("page".getBytes(UTF_8)))
                .isEqualTo(EntityTag.ofContent("page".getBytes(UTF_8)))
                .isNotEqualTo(EntityTag.ofContent("Page".getBytes(UTF_8)));
    }

    @Test
    void headerHasTheTagInQuotes() {
        assertThat(TAG).hasToString("\"abc\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x\",W/\"abc\"", "*"})
    void headersThatNameTheTag(String ifNoneMatch) {
        assertThat(TAG.isIn(ifNoneMatch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "\"abcd\"", "\"x\", \"y\"", "\"ABC\""})
    void headersThatDoNotNameTheTag(String ifNoneMatch) {
        assertThat(TAG.isIn(ifNoneMatch)).isFalse();
    }

    @Test
    void missingHeaderNamesNoTag() {
        assertThat(TAG.isIn(null)).isFalse();
    }
}
