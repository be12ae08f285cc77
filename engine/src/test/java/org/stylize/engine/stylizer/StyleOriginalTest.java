package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;

class StyleOriginalTest {
    private static final ImageSize SIZE = new ImageSize(32, 40);

    @Test
    void isDecodedWhenItIsAskedForAndThenOnce() {
        AtomicInteger decoded = new AtomicInteger();
        RgbImage picture = RgbImage.of(SIZE, new byte[3 * SIZE.width() * SIZE.height()]);
        StyleOriginal style = new StyleOriginal(SIZE, "digest", 1, () -> {
            decoded.incrementAndGet();
            return picture;
        });
        assertThat(style.size()).isEqualTo(SIZE);
        assertThat(decoded).hasValue(0);

        assertThat(style.picture()).isSameAs(picture);
        assertThat(style.picture()).isSameAs(picture);
        assertThat(decoded).hasValue(1);
    }

    @Test
    void aFileThatCannotBeReadSaysSoWhenItIsAskedFor() {
        StyleOriginal style = new StyleOriginal(SIZE, "digest", 1, () -> {
            throw new UnsuitableJobException(Reason.IMAGE_UNREADABLE, "style image: cut off");
        });
        assertThatThrownBy(style::picture)
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessage("style image: cut off");
    }
}
