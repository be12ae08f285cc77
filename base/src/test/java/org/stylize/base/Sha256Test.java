package org.stylize.base;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The examples are those of FIPS 180-4. */
class Sha256Test {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void digestsBytes() {
        assertThat(Sha256.of("abc".getBytes(US_ASCII))).isEqualTo(OF_ABC);
        assertThat(Sha256.of(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void digestsAStreamThatIsLongerThanItsBuffer() throws IOException {
        byte[] millionTimesA = "a".repeat(1_000_000).getBytes(US_ASCII);

        assertThat(Sha256.of(new ByteArrayInputStream(millionTimesA)))
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}
