package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.KEY;
import static org.stylize.client.Samples.KEY_ID;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    @TempDir
    Path temp;

    @Test
    void showsItsIdOnly() {
        ApiKey key = ApiKey.of(KEY);

        assertThat(key).hasToString("sty_" + KEY_ID + "_…");
        assertThat(ApiKey.of("sty_another-form")).hasToString("sty_…");
        assertThat(key.text()).isEqualTo(KEY);
        assertThat(key).isEqualTo(ApiKey.of(KEY)).hasSameHashCodeAs(ApiKey.of(KEY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''               | a key begins with sty_ but this text of 0 characters does not, or ends there
        Bearer sty_hush  | a key begins with sty_ but this text of 15 characters does not, or ends there
        sty_             | a key begins with sty_ but this text of 4 characters does not, or ends there
        sty_hush hush    | a key is printable ASCII without white space, but character 9 of 13 is something else
        sty_hushé        | a key is printable ASCII without white space, but character 9 of 9 is something else
        """)
    void wrongFormIsRefusedWithoutBeingShown(String text, String message) {
        assertThatThrownBy(() -> ApiKey.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void lineEndsAndGreatLengthAreNoKey() {
        assertThatThrownBy(() -> ApiKey.of(KEY + "\r\nX-Other: 1")).hasMessageContaining("character 64 of 75");
        assertThatThrownBy(() -> ApiKey.of("sty_" + "a".repeat(300))).hasMessageContaining("at most 250");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", " \t\nthe second line is of no interest\n"})
    void fileHasItInItsFirstLine(String after) throws IOException {
        Path file = Files.writeString(temp.resolve("key"), "  " + KEY + after);

        assertThat(ApiKey.inFile(file)).isEqualTo(ApiKey.of(KEY));
    }

    @Test
    void fileWithoutAKeyIsNamedButNotShown() throws IOException {
        Path file = Files.write(temp.resolve("key"), "\u00e9 hush".getBytes(StandardCharsets.UTF_8));
        Path empty = Files.createFile(temp.resolve("empty"));

        assertThatThrownBy(() -> ApiKey.inFile(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the first line of " + file + " is not a key: a key begins with sty_")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> ApiKey.inFile(empty)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApiKey.inFile(temp.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read the key file " + temp.resolve("none") + ": there is no such file");
    }
}
