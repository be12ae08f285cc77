package org.stylize.engine.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stylize.image.ImageException;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;
import org.stylize.testing.PngFiles;

/**
 * Files that were made to cost memory or time: each ends within seconds, has allocated little, and with a picture or an {@link
 * ImageException}, nothing else.
 */
class HostilePictureTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final long MOST_ALLOCATED_BYTES = 64L << 20;
    private static final byte[] SIXTY_THOUSAND = {(byte) 0xea, 0x60};

    @TestFactory
    Stream<DynamicTest> sixtyThousandPixelsSquaredAreTooManyByTheHeader() {
        return tests(
                Map.of(
                        "PNG", HostilePictures.png(60_000, 60_000, 8, 2, new byte[100], 1),
                        "JPEG", jpegOfSize(SIXTY_THOUSAND),
                        "WEBP",
                                HostilePictures.webpFrame(
                                        PictureFiles.bytes("lossy.webp"), 60_000, 60_000, 60_000, 60_000),
                        "TIFF",
                                HostilePictures.tiff(
                                        0, size(60_000), height(60_000), bits(), strips(1, 1024), counts(1, 1000)),
                        "BMP", bmpOfSize(60_000, 60_000),
                        "GIF",
                                HostilePictures.patched(
                                        PictureFiles.bytes("still.gif"),
                                        6,
                                        (byte) 0x60,
                                        (byte) 0xea,
                                        (byte) 0x60,
                                        (byte) 0xea)),
                file -> assertThatThrownBy(() -> decode(file))
                        .isInstanceOf(ImageTooLargeException.class)
                        .hasMessageContaining("60000×60000"));
    }

    @TestFactory
    Stream<DynamicTest> manyPixelsInFewBytesAreRefused() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("PNG whose data end", HostilePictures.png(9_990, 9_990, 8, 2, new byte[100], 1));
        files.put(
                "TIFF whose strip ends",
                HostilePictures.tiff(0, size(7_000), height(7_000), bits(), strips(1, 1024), counts(1, 1000)));
        files.put(
                "TIFF of 90 million pixels",
                HostilePictures.tiff(0, size(9_000), height(10_000), bits(), strips(1, 1024), counts(1, 1000)));
        files.put("BMP of 90 million pixels", bmpOfSize(9_000, 10_000));
        files.put(
                "GIF of 90 million pixels",
                HostilePictures.patched(
                        PictureFiles.bytes("still.gif"), 6, (byte) 0x28, (byte) 0x23, (byte) 0x10, (byte) 0x27));
        files.put(
                "WEBP with a tiny frame",
                HostilePictures.webpFrame(PictureFiles.bytes("lossy.webp"), 9_000, 10_000, 32, 24));
        files.put(
                "WEBP with a canvas unlike its frame",
                HostilePictures.webpFrame(PictureFiles.bytes("lossy.webp"), 300, 300, 300, 300));
        return tests(files, file -> assertThatThrownBy(() -> decode(file)).isInstanceOf(ImageException.class));
    }

    @TestFactory
    Stream<DynamicTest> filesThatEndEarlyAreRefused() {
        return Stream.of(
                        "baseline.jpg",
                        "progressive.jpg",
                        "rgb.png",
                        "lossy.webp",
                        "lossless.webp",
                        "plain.tiff",
                        "lzw.tiff",
                        "deflate.tiff",
                        "rgb.bmp",
                        "still.gif")
                .flatMap(name -> IntStream.range(0, 16).mapToObj(part -> {
                    byte[] whole = PictureFiles.bytes(name);
                    byte[] cut = Arrays.copyOf(whole, whole.length * part / 16);
                    return dynamicTest(
                            name + " " + part + "/16",
                            () -> cheaply(
                                    () -> assertThatThrownBy(() -> decode(cut)).isInstanceOf(ImageException.class)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> directoriesOfATiffThatLeadNowhere() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "next directory is the first",
                HostilePictures.tiff(8, size(64), height(16), bits(), strips(1, 1024), counts(1, 1000)));
        files.put(
                "sub-directory is the first",
                HostilePictures.tiff(
                        8, size(64), height(16), bits(), strips(1, 1024), counts(1, 1000), new long[] {330, 1, 8}));
        files.put(
                "EXIF directory is the first",
                HostilePictures.tiff(
                        8, size(64), height(16), bits(), strips(1, 1024), counts(1, 1000), new long[] {34665, 1, 8}));
        files.put(
                "strip beyond the file",
                HostilePictures.tiff(0, size(64), height(16), bits(), strips(1, 0x7fff_fff0L), counts(1, 1000)));
        files.put(
                "strip of four gigabytes",
                HostilePictures.tiff(0, size(64), height(16), bits(), strips(1, 1024), counts(1, 0xffff_ffffL)));
        files.put(
                "2^31 strips",
                HostilePictures.tiff(
                        0, size(64), height(16), bits(), strips(0x8000_0000L, 1024), counts(0x8000_0000L, 1024)));
        files.put(
                "2^31 - 1 strips",
                HostilePictures.tiff(
                        0, size(64), height(16), bits(), strips(0x7fff_ffffL, 1024), counts(0x7fff_ffffL, 1024)));
        files.put(
                "2^28 strips",
                HostilePictures.tiff(0, size(64), height(16), bits(), strips(1 << 28, 1024), counts(1 << 28, 1024)));
        files.put(
                "text of a gigabyte",
                HostilePictures.tiff(0, size(64), height(16), bits(), strips(1, 1024), counts(1, 1000), new long[] {
                    65_001, 1 << 28, 1024
                }));
        files.put(
                "tiles of 2^31 pixels",
                HostilePictures.tiff(
                        0,
                        size(64),
                        height(16),
                        bits(),
                        new long[] {322, 1, 0x7fff_fff0L},
                        new long[] {323, 1, 0x7fff_fff0L},
                        new long[] {324, 1, 1024},
                        new long[] {325, 1, 1000}));
        files.put(
                "tiles of 20,000 pixels",
                HostilePictures.tiff(
                        0,
                        size(64),
                        height(16),
                        bits(),
                        new long[] {322, 1, 20_000},
                        new long[] {323, 1, 20_000},
                        new long[] {324, 1, 1024},
                        new long[] {325, 1, 1000}));
        files.put(
                "65,535 samples",
                HostilePictures.tiff(
                        0, size(64), height(16), bits(), strips(1, 1024), counts(1, 1000), new long[] {277, 1, 65_535
                        }));
        return tests(files, HostilePictureTest::decodeOrRefuse);
    }

    @Test
    void ofTenThousandFramesTheFirstIsRead() {
        byte[] still = PictureFiles.bytes("still.gif");

        cheaply(() -> assertThat(decode(HostilePictures.gif(still, 10_000))).isEqualTo(decode(still)));
    }

    @Test
    void aThousandSegmentsOfAJpegAreSkipped() {
        byte[] plain = PictureFiles.bytes("baseline.jpg");
        byte[] segment = new byte[2 + 2000];
        ByteBuffer.wrap(segment).putShort((short) 0xffe5).putShort((short) 2000);
        ByteBuffer all = ByteBuffer.allocate(1000 * segment.length);
        for (int i = 0; i < 1000; i++) {
            all.put(segment);
        }

        cheaply(() -> assertThat(decode(HostilePictures.inserted(plain, 2, all.array())))
                .isEqualTo(decode(plain)));
    }

    @TestFactory
    Stream<DynamicTest> jpegsThatRepeatThemselves() {
        byte[] plain = PictureFiles.bytes("baseline.jpg");
        byte[] restarts = new byte[2 * 65_000];
        for (int i = 0; i < 65_000; i++) {
            restarts[2 * i] = (byte) 0xff;
            restarts[2 * i + 1] = (byte) (0xd0 + i % 8);
        }
        byte[] profiles = new byte[255 * 2000];
        for (int i = 0; i < 255; i++) {
            ByteBuffer.wrap(profiles, 2000 * i, 2000)
                    .putShort((short) 0xffe2)
                    .putShort((short) 1998)
                    .put("ICC_PROFILE\0".getBytes(ISO_8859_1))
                    .put((byte) (i + 1))
                    .put((byte) 255);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("65,000 restart markers in the scan", HostilePictures.inserted(plain, plain.length - 40, restarts));
        files.put("65,000 restart markers before the scan", HostilePictures.inserted(plain, 2, restarts));
        files.put("a profile in 255 parts", HostilePictures.inserted(plain, 2, profiles));
        return tests(files, HostilePictureTest::decodeOrRefuse);
    }

    /** Found by Jazzer. */
    @Test
    void aBmpWhosePixelsBeginBehindItsEndIsRefused() {
        byte[] bmp = PictureFiles.bytes("palette.bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(10, 0x4646_4952);

        cheaply(() -> assertThatThrownBy(() -> decode(bmp))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("its pixels begin at 1179011410 but it has " + bmp.length + " bytes"));
    }

    /** Found by Jazzer. */
    @TestFactory
    Stream<DynamicTest> profilesThatSayTheyAreLong() {
        byte[] plain = PictureFiles.bytes("baseline.jpg");
        return Stream.of(new int[] {1, 2}, new int[] {2, 1}, new int[] {7, 9}, new int[] {1}, new int[] {0, 0, 0})
                .map(numbers -> dynamicTest("parts " + Arrays.toString(numbers), () -> {
                    byte[] parts = new byte[numbers.length * 318];
                    for (int i = 0; i < numbers.length; i++) {
                        ByteBuffer.wrap(parts, 318 * i, 318)
                                .putShort((short) 0xffe2)
                                .putShort((short) 316)
                                .put("ICC_PROFILE\0".getBytes(ISO_8859_1))
                                .put((byte) numbers[i])
                                .put((byte) numbers.length)
                                .putInt(0x5000_0000);
                    }
                    cheaply(() -> assertThat(decode(HostilePictures.inserted(plain, 2, parts)))
                            .isEqualTo(decode(plain)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> textsOfAPngThatUnpackToFiftyMegabytes() {
        byte[] head = "n\0\0".getBytes(ISO_8859_1);
        byte[] packed = PngFiles.deflated(new byte[1 << 20], 50);
        byte[] body = ByteBuffer.allocate(head.length + packed.length)
                .put(head)
                .put(packed)
                .array();
        byte[] plain = PictureFiles.bytes("rgb.png");
        return Stream.of("zTXt", "iCCP")
                .map(type -> dynamicTest(
                        type,
                        () -> cheaply(() -> assertThat(
                                        decode(HostilePictures.inserted(plain, 8 + 25, PngFiles.chunk(type, body))))
                                .isEqualTo(decode(plain)))));
    }

    private static Stream<DynamicTest> tests(Map<String, byte[]> files, Consumer<byte[]> check) {
        return files.entrySet().stream()
                .map(file -> dynamicTest(file.getKey(), () -> cheaply(() -> check.accept(file.getValue()))));
    }

    /** In this thread, so that what it allocates can be told. */
    private static void cheaply(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("allocated bytes")
                .isLessThan(MOST_ALLOCATED_BYTES);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECONDS);
    }

    private static RgbImage decode(byte[] bytes) {
        return ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            assertThat(decode(bytes).size().width())
                    .isEqualTo(ImageHeader.read(bytes).width());
        } catch (ImageException expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        }
    }

    private static byte[] jpegOfSize(byte[] side) {
        byte[] jpeg = PictureFiles.bytes("baseline.jpg");
        for (int at = 2; ; at += 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff))) {
            if (jpeg[at + 1] == (byte) 0xc0) {
                return HostilePictures.patched(jpeg, at + 5, side[0], side[1], side[0], side[1]);
            }
        }
    }

    private static byte[] bmpOfSize(int width, int height) {
        byte[] bmp = PictureFiles.bytes("rgb.bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
        return bmp;
    }

    private static long[] size(int width) {
        return new long[] {256, 1, width};
    }

    private static long[] height(int height) {
        return new long[] {257, 1, height};
    }

    private static long[] bits() {
        return new long[] {258, 1, 8};
    }

    private static long[] strips(long count, long at) {
        return new long[] {273, count, at};
    }

    private static long[] counts(long count, long bytes) {
        return new long[] {279, count, bytes};
    }
}
