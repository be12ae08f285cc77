package org.stylize.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    private static final EntityTag TAG = new EntityTag("a");
    private static final long LENGTH = 1000;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-499, 0, 499",
        "bytes=500-, 500, 999",
        "bytes=500-5000, 500, 999",
        "bytes=-1, 999, 999",
        "bytes=-5000, 0, 999",
        "Bytes= 3-4 , 3, 4"
    })
    void aRangeIsThePartThatExists(String header, long first, long last) {
        assertThat(of(header, null)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=a-b",
                "0-1",
                "bytes=--1",
                "bytes=99999999999999999999-"
            })
    void whatIsNoSingleRangeAsksForTheWhole(String header) {
        assertThat(of(header, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0"})
    void aRangeBehindTheEndIsRefused(String header) {
        assertThatThrownBy(() -> of(header, null))
                .isInstanceOfSatisfying(ByteRange.UnsatisfiableException.class, e -> assertThat(e.length())
                        .isEqualTo(LENGTH));
    }

    @Test
    void aRangeOfAnotherVersionAsksForTheWhole() {
        assertThat(of("bytes=0-1", "\"a\"")).isPresent();
        assertThat(of("bytes=0-1", "\"b\"")).isEmpty();
        assertThat(of("bytes=0-1", "W/\"a\"")).isEmpty(); // RFC 9110, 13.1.5: strong comparison
        assertThat(of(null, "\"a\"")).isEmpty();
    }

    @Test
    void itKnowsItsLengthAndItsHeader() {
        ByteRange range = new ByteRange(10, 19);
        assertThat(range.length()).isEqualTo(10);
        assertThat(range.of(LENGTH)).isEqualTo("bytes 10-19/1000");
    }

    private static Optional<ByteRange> of(@Nullable String range, @Nullable String ifRange) {
        return ByteRange.of(range, ifRange, TAG, LENGTH);
    }
}
