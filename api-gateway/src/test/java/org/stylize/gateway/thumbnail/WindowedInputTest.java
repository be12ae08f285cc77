package org.stylize.gateway.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WindowedInputTest {
    @Test
    void keepsTheLastBytesOnly() throws IOException {
        byte[] bytes = new byte[4096];
        try (WindowedInput input = new WindowedInput(new ByteArrayInputStream(new byte[1000 * bytes.length]))) {
            while (input.read(bytes, 0, bytes.length) > 0) {
                assertThat(input.getStreamPosition() - input.getFlushedPosition())
                        .isLessThan(256 << 10);
            }
            assertThat(input.getStreamPosition()).isEqualTo(1000L * bytes.length);
            input.seek(input.getStreamPosition() - 1000);
            assertThat(input.read()).isZero();
        }
    }

    @Test
    void endsWhereTheStreamEnds() throws IOException {
        try (WindowedInput input = new WindowedInput(new ByteArrayInputStream(new byte[10]))) {
            assertThat(input.read(new byte[4096], 0, 4096)).isEqualTo(10);
            assertThat(input.read()).isEqualTo(-1);
        }
    }
}
