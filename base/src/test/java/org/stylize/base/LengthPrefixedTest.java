package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LengthPrefixedTest {
    @Test
    void eachFieldHasItsLengthBeforeIt() {
        byte[] bytes = new LengthPrefixed()
                .add("a\u00e4")
                .add("")
                .add(new byte[] {1, 2})
                .bytes();
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0000000361c3a4" + "00000000" + "000000020102");
    }
}
