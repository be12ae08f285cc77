package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTest {
    @ParameterizedTest
    @ValueSource(strings = {"default", "a", "7", "acme-2", "a--b", "abcdefghijklmnopqrstuvwxyz-0123456789-ab"})
    void aNameIsThePrefixOfItsObjects(String name) {
        assertThat(new Tenant(name).keyPrefix()).isEqualTo(name + "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "A",
                "ä",
                "a/b",
                "a.b",
                "..",
                "a b",
                "a\n",
                "uploads",
                "jobs",
                "cache",
                "abcdefghijklmnopqrstuvwxyz-0123456789-abc"
            })
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> new Tenant(name))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("1 to 40");
    }
}
