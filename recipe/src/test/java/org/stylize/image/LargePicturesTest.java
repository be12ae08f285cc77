package org.stylize.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargePicturesTest {
    @ParameterizedTest
    @CsvSource({"8, 0, 9000", "16, 0, 9000", "8, 1, 7000", "16, 1, 4900"})
    void aPngIsReadUnlessItIsInterlacedAndLarge(int bits, int interlacing, int side) {
        assertReadable(png(side, bits, interlacing));
    }

    @ParameterizedTest
    @CsvSource({"8, 9000", "16, 5100"})
    void aLargeInterlacedPngIsRefused(int bits, int side) {
        assertRefused(png(side, bits, 1), "an interlaced PNG may have at most 50000000 pixels");
    }

    @ParameterizedTest
    @CsvSource({"c0, 3", "c2, 3", "c0, 1"})
    void aLargeJpegIsRead(String process, int components) {
        assertReadable(jpeg(process, components));
    }

    @ParameterizedTest
    @CsvSource({"c0, 4, a CMYK JPEG", "c3, 3, a lossless JPEG"})
    void aLargeJpegOfAnotherKindIsRefused(String process, int components, String kind) {
        assertRefused(jpeg(process, components), kind);
    }

    @ParameterizedTest
    @CsvSource({"7000, 8", "4900, 16"})
    void aTiffThatFitsIntoMemoryIsRead(int side, int bits) {
        assertReadable(tiff(256, side, 257, side, 258, bits));
    }

    @ParameterizedTest
    @CsvSource({"7100, 8", "5100, 16"})
    void aLargeTiffIsRefused(int side, int bits) {
        assertRefused(tiff(256, side, 257, side, 258, bits), "a TIFF may have at most 50000000 pixels");
    }

    @Test
    void tilesMayBeAsLargeAsRealOnesAre() {
        assertReadable(tiff(256, 100, 257, 100, 322, 4096, 323, 4096));
        for (int[] tile : new int[][] {{4096, 4097}, {0x7fff_fff0, 2}, {0, 16}}) {
            assertThatThrownBy(() -> ImageHeader.read(tiff(256, 100, 257, 100, 322, tile[0], 323, tile[1])))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageStartingWith("a TIFF's tiles have at most 16777216 pixels");
        }
    }

    private static void assertReadable(byte[] file) {
        assertThatCode(() -> LargePictures.requireReadable(ImageHeader.read(file), file))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(byte[] file, String message) {
        ImageHeader header = ImageHeader.read(file);
        assertThatThrownBy(() -> LargePictures.requireReadable(header, file))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith("first");
        assertThat(header.width()).isPositive();
    }

    private static byte[] png(int side, int bits, int interlacing) {
        return ByteBuffer.allocate(40)
                .put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(side)
                .putInt(side)
                .put((byte) bits)
                .put(new byte[] {2, 0, 0, (byte) interlacing})
                .array();
    }

    /** Of 9000 by 9000 pixels, with padding and a marker that stands alone. */
    private static byte[] jpeg(String process, int components) {
        return ByteBuffer.allocate(60)
                .putInt(0xffd8ffe1)
                .put(new byte[] {0, 4, 1, 2, 0, (byte) 0xff, (byte) 0xd0, (byte) 0xff, (byte) 0xff})
                .put((byte) Integer.parseInt(process, 16))
                .put(new byte[] {0, 17, 8})
                .putShort((short) 9000)
                .putShort((short) 9000)
                .put((byte) components)
                .array();
    }

    private static byte[] tiff(int... tagsAndValues) {
        ByteBuffer file = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x2a4949).putInt(8).putShort((short) (tagsAndValues.length / 2));
        for (int i = 0; i < tagsAndValues.length; i += 2) {
            file.putShort((short) tagsAndValues[i])
                    .putShort((short) 4)
                    .putInt(1)
                    .putInt(tagsAndValues[i + 1]);
        }
        return file.array();
    }
}
