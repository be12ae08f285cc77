package org.stylize.gateway.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stylize.proto.ImageRef;

class ThumbnailCacheTest {
    private final ThumbnailCache cache = new ThumbnailCache(100);

    @Test
    void keepsWhatFits() {
        cache.keep(pastiche(1), new byte[60]);
        cache.keep(pastiche(2), new byte[40]);

        assertThat(cache.find(pastiche(1)))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(60));
        assertThat(cache.find(pastiche(2))).isPresent();
        assertThat(cache.bytes()).isEqualTo(100);
    }

    @Test
    void dropsTheLeastRecentlyUsed() {
        cache.keep(pastiche(1), new byte[40]);
        cache.keep(pastiche(2), new byte[40]);
        cache.find(pastiche(1));

        cache.keep(pastiche(3), new byte[40]);

        assertThat(cache.find(pastiche(1))).isPresent();
        assertThat(cache.find(pastiche(2))).isEmpty();
        assertThat(cache.bytes()).isEqualTo(80);
    }

    @Test
    void doesNotKeepWhatIsLargerThanTheCache() {
        cache.keep(pastiche(1), new byte[101]);

        assertThat(cache.find(pastiche(1))).isEmpty();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void countsAReplacedThumbnailOnce() {
        cache.keep(pastiche(1), new byte[60]);
        cache.keep(pastiche(1), new byte[50]);

        assertThat(cache.bytes()).isEqualTo(50);
    }

    private static Thumbnails.Wanted pastiche(int number) {
        return new Thumbnails.Wanted(new ImageRef("stylize", "jobs/" + number + ".png"), ThumbnailForm.USUAL);
    }
}
