package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({"30s, 30", "2m, 120", "1h30m, 5400", "PT5S, 5", "pt5s, 5"})
    void readsTimesAsPeopleWriteThem(String text, long seconds) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void saysWhatIsExpectedAndFound() {
        assertThatThrownBy(() -> new DurationConverter().convert("30"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected a time such as 30s or 2m but found '30'");
    }
}
