package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.image.ImageException;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.ImageTooSmallException;
import org.stylize.image.UnreadableImageException;
import org.stylize.testing.PngFiles;

class BadPictureTest {
    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> decode("not a picture at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("expected a PNG, JPEG, WebP, TIFF, BMP or GIF");
        assertThatThrownBy(() -> decode(new byte[0])).isInstanceOf(UnreadableImageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "cmyk.jpg",
                "rgb.png",
                "alpha.png",
                "lossless.webp",
                "lossy.webp",
                "plain.tiff",
                "lzw.tiff",
                "rgb.bmp"
            })
    void refusesAFileThatIsCutOffAnywhere(String file) {
        byte[] whole = PictureFiles.bytes(file);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(cut)).as("cut to %d bytes", length).isInstanceOf(ImageException.class);
        }
    }

    @Test
    void refusesAJpegThatIsCutOffAndClosedAgain() {
        byte[] whole = PictureFiles.bytes("baseline.jpg");
        byte[] cut = Arrays.copyOf(whole, whole.length - 60);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;

        assertThatThrownBy(() -> decode(cut))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("damaged or cut off");
    }

    @Test
    void refusesAPngWithAWrongByte() {
        byte[] bytes = PictureFiles.bytes("rgb.png");
        bytes[bytes.length - 20] ^= 1;

        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void refusesASinglePixel() {
        byte[] bytes = png(1, 1, new byte[] {0, 1, 2, 3});

        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(ImageTooSmallException.class);
    }

    @Test
    void refusesTwentyThousandPixelsSquaredByItsHeader() {
        byte[] bytes = png(20_000, 20_000, new byte[100]);

        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContaining("20000×20000");
    }

    @Test
    void refusesAFileOfAHundredMegabytesBeforeItLooksInside() {
        assertThatThrownBy(() -> decode(new byte[100_000_000]))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContaining("100000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
    void spendsNoMemoryOnATextThatUnpacksToAQuarterOfAGigabyte(String type) {
        byte[] head = (type.equals("iTXt") ? "n\0\1\0\0\0" : "n\0\0").getBytes(StandardCharsets.ISO_8859_1);
        byte[] zeros = PngFiles.deflated(new byte[1 << 20], 1 << 8);
        byte[] body = ByteBuffer.allocate(head.length + zeros.length)
                .put(head)
                .put(zeros)
                .array();
        byte[] plain = PictureFiles.bytes("rgb.png");
        byte[] bomb = withChunkBehindHeader(plain, type, body);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        RgbImage image = decode(bomb);
        long spent = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(image).isEqualTo(decode(plain));
        assertThat(spent).isLessThan(64 << 20);
    }

    @Test
    void refusesAPictureWhoseCompressedDataEndEarly() {
        byte[] bytes = png(64, 64, new byte[64 * 3]); // one row of 64

        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(UnreadableImageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "ycck.jpg",
                "orientation-6.jpg",
                "wide-gamut.jpg",
                "palette.png",
                "wide-gamut.png",
                "lossy.webp",
                "lossless.webp",
                "alpha.webp",
                "lzw.tiff",
                "jpeg.tiff",
                "deflate.tiff",
                "wide-gamut.tiff",
                "palette.bmp",
                "animated.gif",
                "transparent.gif"
            })
    void answersDamageWithAPictureOrAnImageExceptionAndNothingElse(String file) {
        byte[] whole = PictureFiles.bytes(file);
        long seed = 20261124;
        Random random = new Random(seed);
        ImageLimits small = new ImageLimits(200_000, 1 << 20, 16);

        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                ImageDecoder.decode(damaged, small);
            } catch (ImageException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            } catch (RuntimeException | OutOfMemoryError other) {
                fail("seed " + seed + ", round " + i, other);
            }
        }
    }

    private static RgbImage decode(byte[] bytes) {
        return ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
    }

    /** An RGB PNG of these sides whose picture data are {@code rows}, whether that is enough or not. */
    private static byte[] png(int width, int height, byte[] rows) {
        return PngFiles.of(width, height, 8, 2, PngFiles.deflated(rows, 1)); // 8 bits, RGB
    }

    private static byte[] withChunkBehindHeader(byte[] png, String type, byte[] body) {
        int behindHeader = 8 + 25;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, behindHeader);
        out.writeBytes(PngFiles.chunk(type, body));
        out.write(png, behindHeader, png.length - behindHeader);
        return out.toByteArray();
    }
}
