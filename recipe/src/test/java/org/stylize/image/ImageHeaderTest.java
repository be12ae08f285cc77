package org.stylize.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WEBP")
    void knowsFormatAndSizeOfWhatTheJdkWrites(ImageFormat format) throws IOException {
        byte[] bytes = written(format, 37, 21);

        assertThat(ImageHeader.read(bytes)).isEqualTo(new ImageHeader(format, 37, 21, Orientation.UPRIGHT));
    }

    @ParameterizedTest
    @CsvSource({
        // first bytes of files that Pillow 13.0.0 wrote: lossy, lossless, extended with alpha
        "52494646b40200005745425056503820a80200009010009d012a250015003e6d2e93, 37, 21",
        "5249464640030000574542505650384c340300002f24000500cd2848db8045fb8be8, 37, 21",
        "52494646e002000057454250565038580a00000010000000240000140000414c5048, 37, 21",
    })
    void knowsTheThreeKindsOfWebp(String hex, int width, int height) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(ImageHeader.read(bytes))
                .isEqualTo(new ImageHeader(ImageFormat.WEBP, width, height, Orientation.UPRIGHT));
    }

    @Test
    void knowsABmpWhoseRowsRunFromTopToBottom() throws IOException {
        byte[] bytes = written(ImageFormat.BMP, 37, 21);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -21);

        assertThat(ImageHeader.read(bytes).height()).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesTheSidesOfAnExifRotatedJpegAsTheyStandUpright(int exif) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] bytes = withExifSegment(written(ImageFormat.JPEG, 37, 21), exifBlock(exif, order));

            ImageHeader header = ImageHeader.read(bytes);

            assertThat(header.orientation().exif()).isEqualTo(exif);
            assertThat(header.width()).isEqualTo(exif >= 5 ? 21 : 37);
            assertThat(header.height()).isEqualTo(exif >= 5 ? 37 : 21);
        }
    }

    @Test
    void findsTheOrientationOfAPngBehindItsPictureData() throws IOException {
        byte[] png = written(ImageFormat.PNG, 37, 21);
        byte[] exif = exifBlock(6, ByteOrder.BIG_ENDIAN);
        int end = png.length - 12; // the chunk IEND
        ByteBuffer bytes = ByteBuffer.allocate(png.length + 12 + exif.length);
        bytes.put(png, 0, end).putInt(exif.length).put("eXIf".getBytes(StandardCharsets.ISO_8859_1));
        bytes.put(exif).putInt(0).put(png, end, 12);

        assertThat(ImageHeader.read(bytes.array()))
                .isEqualTo(new ImageHeader(ImageFormat.PNG, 21, 37, Orientation.ROTATED_90));
    }

    @Test
    void takesADamagedExifBlockForUpright() throws IOException {
        byte[] exif = exifBlock(6, ByteOrder.BIG_ENDIAN);
        ByteBuffer.wrap(exif).putInt(4, 1_000_000); // the directory would lie outside

        assertThat(ImageHeader.read(withExifSegment(written(ImageFormat.JPEG, 37, 21), exif))
                        .orientation())
                .isEqualTo(Orientation.UPRIGHT);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WEBP")
    void refusesAHeaderThatIsCutOffAnywhere(ImageFormat format) throws IOException {
        byte[] whole = written(format, 37, 21);
        int shortest = shortestReadableLength(whole);

        assertThat(shortest).isGreaterThan(8);
        for (int length = 0; length < shortest; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ImageHeader.read(cut)).isInstanceOf(UnreadableImageException.class);
        }
    }

    @Test
    void saysThatThereAreNoBytes() {
        assertThatThrownBy(() -> ImageHeader.read(new byte[0]))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("no bytes at all");
    }

    @ParameterizedTest
    @MethodSource("filesThatAreNoPictures")
    void namesTheKindOfFileThatItFoundInsteadOfAPicture(String start, String kind) {
        assertThatThrownBy(() -> ImageHeader.read(start.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(
                        kind.contains("not supported")
                                ? UnsupportedImageException.class
                                : UnreadableImageException.class)
                .hasMessage("expected a PNG, JPEG, WebP, TIFF, BMP or GIF picture but found " + kind);
    }

    private static Stream<Arguments> filesThatAreNoPictures() {
        return Stream.of(
                arguments("hello, world", "a text file"),
                arguments("Dear Sir,\r\n\tthis is no picture. Gr\u00fc\u00dfe", "a text file"),
                arguments("\u0000\u0001\u0002\u0003\u0004\u0005", "a file of an unknown kind"),
                arguments("\u007fELF\u0002\u0001\u0001", "a file of an unknown kind"),
                arguments("%PDF-1.7\n", "a PDF document"),
                arguments("PK\u0003\u0004\u0014\u0000", "a ZIP archive or an office document"),
                arguments("<!DOCTYPE html><html>", "an HTML document"),
                arguments("\n<html lang=\"en\">", "an HTML document"),
                arguments(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\">",
                        "an SVG drawing, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "<?xml version=\"1.0\"?>\n<svg>",
                        "an SVG drawing, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\u00ef\u00bb\u00bf<?xml version=\"1.0\"?>\n<!DOCTYPE svg><svg>",
                        "an SVG drawing, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments("<?xml version=\"1.0\"?><feed>", "an XML document"),
                arguments(
                        "8BPS\u0000\u0001",
                        "a Photoshop file (PSD), which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\0\0\0 ftypheic\0\0\0\0",
                        "an HEIC picture, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\0\0\0 ftypmif1\0\0\0\0mif1avif",
                        "an AVIF picture, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\0\0\0 ftypmif1\0\0\0\0",
                        "an HEIC picture, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\0\0\0 ftyphevc\0\0\0\0",
                        "an HEIC sequence, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\0\0\0 ftypavif\0\0\0\0",
                        "an AVIF picture, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments("\0\0\0 ftypisom\0\0\0\0", "a video"),
                arguments("\0\0\0 ftyp", "a video"),
                arguments(
                        "\u00ff\n\u00fa\u001f",
                        "a JPEG XL picture, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\0\0\0\fJXL \r\n\u0087\n",
                        "a JPEG XL picture, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\0\0\0\fjP  \r\n\u0087\n",
                        "a JPEG 2000 picture, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments(
                        "\u00ffO\u00ffQ\0/",
                        "a JPEG 2000 picture, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments("II+\0\b\0\0\0", "a BigTIFF, which is not supported; export it as JPEG, PNG or TIFF first"),
                arguments("MM\0+\0\b\0\0", "a BigTIFF, which is not supported; export it as JPEG, PNG or TIFF first"));
    }

    @Test
    void takesTheOrientationOfTheFirstExifSegmentThatSaysOne() throws IOException {
        byte[] jpeg = written(ImageFormat.JPEG, 37, 21);
        byte[] silent = HexFormat.of().parseHex("4d4d002a000000080000");

        byte[] silentFirst = withExifSegment(withExifSegment(jpeg, exifBlock(6, ByteOrder.BIG_ENDIAN)), silent);
        byte[] silentLast = withExifSegment(withExifSegment(jpeg, silent), exifBlock(6, ByteOrder.BIG_ENDIAN));

        assertThat(ImageHeader.read(silentFirst).orientation()).isEqualTo(Orientation.ROTATED_90);
        assertThat(ImageHeader.read(silentLast).orientation()).isEqualTo(Orientation.ROTATED_90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "1700ff00", "ff", "ffff", "ff0000"})
    void skipsBytesBetweenTheSegmentsOfAJpeg(String padding) throws IOException {
        byte[] jpeg = written(ImageFormat.JPEG, 37, 21);
        byte[] between = HexFormat.of().parseHex(padding);
        ByteBuffer padded = ByteBuffer.allocate(jpeg.length + between.length);
        padded.put(jpeg, 0, 20).put(between).put(jpeg, 20, jpeg.length - 20); // behind the segment JFIF

        assertThat(ImageHeader.read(padded.array())).isEqualTo(ImageHeader.read(jpeg));
    }

    @ParameterizedTest
    @CsvSource({
        "ffd8ffc5000b08001500250101110000, a hierarchical JPEG",
        "ffd8ffc1000b0c001500250101110000, a JPEG of 12 bits a sample",
        "ffd8fff7000b08001500250101110000, a JPEG-LS picture",
    })
    void refusesByNameAJpegOfAKindThatIsNotRead(String hex, String kind) {
        assertThatThrownBy(() -> ImageHeader.read(HexFormat.of().parseHex(hex)))
                .isInstanceOf(UnsupportedImageException.class)
                .hasMessage("the picture is " + kind
                        + ", which is not supported; save it as an ordinary JPEG or as a PNG first");
    }

    @ParameterizedTest
    @CsvSource({
        "50706, 1, 0, a camera raw file (DNG)",
        "262, 3, 32803, a camera raw file",
        "259, 3, 50000, a Zstandard TIFF",
        "259, 3, 34925, an LZMA TIFF",
        "259, 3, 4711, a TIFF with compression 4711",
        "339, 3, 3, a floating-point TIFF",
        "339, 3, 2, a TIFF with signed samples",
        "258, 3, 32, a TIFF of 32 bits a sample",
        "262, 3, 32845, a TIFF with LogLuv colours",
    })
    void refusesByNameATiffOfAKindThatIsNotRead(int tag, int type, int value, String kind) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            assertThatThrownBy(() -> ImageHeader.read(tiff(order, tag, type, value)))
                    .isInstanceOf(UnsupportedImageException.class)
                    .hasMessageStartingWith("the picture is " + kind + ", which is not supported; ");
        }
    }

    @Test
    void readsATiffThatHasSmallerVersionsOfItself() {
        byte[] pyramid = tiff(ByteOrder.LITTLE_ENDIAN, 330, 4, 4711);

        assertThat(ImageHeader.read(pyramid)).isEqualTo(new ImageHeader(ImageFormat.TIFF, 37, 21, Orientation.UPRIGHT));
    }

    /** A TIFF's directory with width, height and one entry more. */
    private static byte[] tiff(ByteOrder order, int tag, int type, int value) {
        ByteBuffer b = ByteBuffer.allocate(8 + 2 + 3 * 12 + 4).order(order);
        b.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.ISO_8859_1));
        b.putShort((short) 42).putInt(8).putShort((short) 3);
        b.putShort((short) 256)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 37)
                .putShort((short) 0);
        b.putShort((short) 257)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 21)
                .putShort((short) 0);
        b.putShort((short) tag).putShort((short) type).putInt(1);
        if (type == 4) {
            b.putInt(value);
        } else {
            b.putShort((short) value);
        }
        return b.array();
    }

    @Test
    void refusesAJpegWithoutFrameHeader() {
        byte[] bytes = HexFormat.of().parseHex("ffd8ffd9");

        assertThatThrownBy(() -> ImageHeader.read(bytes))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("no frame header");
    }

    @Test
    void refusesNegativeSides() throws IOException {
        byte[] bytes = written(ImageFormat.PNG, 37, 21);
        ByteBuffer.wrap(bytes).putInt(16, -37);

        assertThatThrownBy(() -> ImageHeader.read(bytes))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("negative");
    }

    /** A picture as the JDK writes it. */
    private static byte[] written(ImageFormat format, int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        assertThat(ImageIO.write(image, format.name().toLowerCase(Locale.ROOT), out))
                .isTrue();
        return out.toByteArray();
    }

    private static int shortestReadableLength(byte[] whole) {
        int length = 0;
        while (length < whole.length && !isReadable(Arrays.copyOf(whole, length))) {
            length++;
        }
        return length;
    }

    private static boolean isReadable(byte[] bytes) {
        try {
            ImageHeader.read(bytes);
            return true;
        } catch (UnreadableImageException e) {
            return false;
        }
    }

    private static byte[] withExifSegment(byte[] jpeg, byte[] exif) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 10 + exif.length);
        out.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + exif.length));
        out.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(exif).put(jpeg, 2, jpeg.length - 2);
        return out.array();
    }

    /** A TIFF directory whose one entry is the orientation. */
    private static byte[] exifBlock(int orientation, ByteOrder order) {
        ByteBuffer b = ByteBuffer.allocate(26).order(order);
        b.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.ISO_8859_1));
        b.putShort((short) 42).putInt(8).putShort((short) 1);
        b.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
        return b.array();
    }
}
