package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stylize.image.ImageException;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.KeptExif;

/**
 * Damages small files of each format at random and reads them: nothing but an {@link ImageException} may come of it, within
 * seconds. {@code -Dfuzz.seconds=N} is the time of all formats together, 20 by default; {@code -Dfuzz.seed=N} repeats a run. A file
 * that fails is written to {@code target/fuzz}.
 */
class PictureFuzzTest {
    private static final long SECONDS = Long.getLong("fuzz.seconds", 20);
    private static final long SEED = Long.getLong("fuzz.seed", 20261129);
    private static final ImageLimits SMALL = new ImageLimits(200_000, 1 << 20, 16);
    private static final Duration MOST = Duration.ofSeconds(20);

    private static final Map<String, List<String>> FILES = Map.of(
            "JPEG", List.of("baseline.jpg", "progressive.jpg", "cmyk.jpg", "wide-gamut.jpg", "orientation-6.jpg"),
            "PNG", List.of("rgb.png", "alpha.png", "palette.png", "grey16.png", "wide-gamut.png", "colour-key.png"),
            "WEBP", List.of("lossy.webp", "lossless.webp", "alpha.webp", "animated.webp", "wide-gamut.webp"),
            "TIFF", List.of("plain.tiff", "lzw.tiff", "deflate.tiff", "jpeg.tiff", "alpha.tiff", "cmyk.tiff"),
            "BMP", List.of("rgb.bmp", "palette.bmp"),
            "GIF", List.of("still.gif", "animated.gif", "transparent.gif"));

    @TestFactory
    Stream<DynamicTest> damagedFilesGiveAPictureOrAnImageException() {
        return FILES.keySet().stream().sorted().map(format -> dynamicTest(format, () -> fuzz(format)));
    }

    private static void fuzz(String format) throws IOException {
        List<byte[]> files = FILES.get(format).stream().map(PictureFiles::bytes).toList();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos() / FILES.size();
        int cases = 0;
        int pictures = 0;
        while (cases == 0 || System.nanoTime() < end) {
            Random random = new Random((SEED + cases) * 0x9e3779b97f4a7c15L); // so that a case can be repeated alone
            byte[] damaged = FileDamage.of(files.get(cases % files.size()), format, random);
            String name = format + ", fuzz.seed " + SEED + ", case " + cases;
            long start = System.nanoTime();
            try {
                pictures += isRead(damaged, random.nextInt(4) == 0) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + ": " + written(damaged, format, cases), e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(MOST);
            cases++;
        }
        System.out.println(format + ": fuzz.seed " + SEED + ", " + cases + " cases, " + pictures + " of them pictures");
    }

    private static boolean isRead(byte[] bytes, boolean asLarge) {
        try {
            ImageHeader header = ImageHeader.read(bytes);
            RgbImage image = asLarge
                    ? ImageDecoder.decode(bytes, SMALL, 255, new DecodeWatch(() -> false, MOST))
                    : ImageDecoder.decode(bytes, SMALL);
            Optional<PhotographExif> exif = PhotographExif.of(bytes, header.format(), image.size(), KeptExif.ALL);
            assertThat(exif.map(PhotographExif::bytes).orElse(new byte[0])).hasSizeLessThan(1 << 16);
            return true;
        } catch (ImageException expected) {
            return false;
        }
    }

    private static Path written(byte[] bytes, String format, int number) throws IOException {
        Path file = Path.of("target", "fuzz", format + "-" + SEED + "-" + number);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
