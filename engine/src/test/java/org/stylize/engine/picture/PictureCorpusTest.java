package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.image.ImageException;
import org.stylize.image.ImageLimits;
import org.stylize.image.UnsupportedImageException;

/**
 * Pictures by other programs, and what the field's own decoders make of them: generate_corpus.py wrote both. The references
 * are plain PNG files, which the JDK reads here.
 */
class PictureCorpusTest {
    private static final double MOST_MEAN = 1;
    private static final double MOST_RMS = 3;
    private static final String REFUSED = "refused:";

    private static final Map<String, Figures> FIGURES = new TreeMap<>();

    static Stream<Row> rows() {
        String table = new String(PictureFiles.bytes("corpus/corpus.csv"), StandardCharsets.UTF_8);
        return table.lines().map(line -> {
            String[] fields = line.split(",", 3);
            return new Row(fields[0], fields[1], List.of(fields[2].split("\\|")));
        });
    }

    @Test
    void hasPicturesOfManyPrograms() {
        assertThat(rows().count()).isGreaterThan(400);
        assertThat(rows().map(Row::program).distinct())
                .contains("Pillow", "ImageMagick", "libvips", "ffmpeg", "exiftool", "libwebp", "libjpeg-turbo");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void looksAsTheFieldsOwnDecoderSeesItOrIsRefusedByName(Row row) throws IOException {
        RgbImage found;
        try {
            found = ImageDecoder.decode(PictureFiles.bytes("corpus/files/" + row.file), ImageLimits.DEFAULT);
        } catch (ImageException e) {
            row.requireRefused(e);
            return;
        }
        Figures figures = Figures.of(found, row.reference());
        FIGURES.merge(row.format(), figures, Figures::worse);
        assertThat(figures.mean).as("mean difference").isLessThanOrEqualTo(MOST_MEAN);
        assertThat(figures.rms).as("rms of the differences").isLessThanOrEqualTo(MOST_RMS);
        assertThat(figures.alpha).as("mean difference of alpha").isLessThanOrEqualTo(MOST_MEAN);
    }

    @AfterAll
    static void printFigures() {
        FIGURES.forEach((format, figures) -> System.out.printf(
                Locale.ROOT,
                "%-5s %3d pictures read: largest mean difference %.2f, largest rms %.2f, alpha %.2f of 255%n",
                format,
                figures.count,
                figures.mean,
                figures.rms,
                figures.alpha));
        System.out.printf(
                "%d pictures, %d of them refused by name%n",
                rows().count(),
                rows().filter(row -> row.expected.get(0).startsWith(REFUSED)).count());
    }

    /**
     * A line of the table.
     *
     * @param expected the reference or words of a refusal; more than one if some builds of Java read the file and others do not
     */
    record Row(String file, String program, List<String> expected) {
        String format() {
            return file.substring(file.lastIndexOf('.') + 1);
        }

        BufferedImage reference() throws IOException {
            assertThat(expected.get(0)).as("what was to be refused is read").doesNotStartWith(REFUSED);
            return ImageIO.read(new ByteArrayInputStream(PictureFiles.bytes("corpus/references/" + expected.get(0))));
        }

        void requireRefused(ImageException e) {
            String words = expected.get(expected.size() - 1);
            assertThat(words).as("refused with: %s", e.getMessage()).startsWith(REFUSED);
            assertThat(e).hasMessageContaining(words.substring(REFUSED.length()));
            boolean unsupported = String.valueOf(e.getMessage()).contains("not supported");
            assertThat(e instanceof UnsupportedImageException)
                    .as("whether it is told apart from a damaged file: %s", e.getMessage())
                    .isEqualTo(unsupported);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    /**
     * Differences in levels of 255.
     *
     * @param count of pictures
     * @param mean of the colour that is furthest off, seen on white
     * @param rms over all colours
     * @param alpha mean of the absolute differences
     */
    record Figures(int count, double mean, double rms, double alpha) {
        static Figures of(RgbImage found, BufferedImage expected) {
            int width = expected.getWidth();
            assertThat(found.size().width()).isEqualTo(width);
            assertThat(found.size().height()).isEqualTo(expected.getHeight());
            assertThat(found.alpha().isPresent())
                    .as("whether there is alpha")
                    .isEqualTo(expected.getColorModel().hasAlpha());
            byte[] rgb = found.rgb();
            byte[] alpha = found.alpha().orElseGet(() -> opaque(rgb.length / 3));
            double[] sums = new double[3];
            double squares = 0;
            double alphas = 0;
            for (int i = 0; i < alpha.length; i++) {
                int argb = expected.getRGB(i % width, i / width);
                int a = argb >>> 24;
                alphas += Math.abs(a - (alpha[i] & 0xff));
                for (int band = 0; band < 3; band++) {
                    double onWhite = (argb >> (16 - 8 * band) & 0xff) * a / 255.0 + 255 - a;
                    double difference = (rgb[3 * i + band] & 0xff) - onWhite;
                    sums[band] += difference;
                    squares += difference * difference;
                }
            }
            double mean = 0;
            for (double sum : sums) {
                mean = Math.max(mean, Math.abs(sum) / alpha.length);
            }
            return new Figures(1, mean, Math.sqrt(squares / rgb.length), alphas / alpha.length);
        }

        private static byte[] opaque(int pixels) {
            byte[] alpha = new byte[pixels];
            Arrays.fill(alpha, (byte) 255);
            return alpha;
        }

        Figures worse(Figures other) {
            return new Figures(
                    count + other.count,
                    Math.max(mean, other.mean),
                    Math.max(rms, other.rms),
                    Math.max(alpha, other.alpha));
        }
    }
}
