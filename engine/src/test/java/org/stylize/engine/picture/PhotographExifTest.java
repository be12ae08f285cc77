package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.KeptExif;
import org.stylize.image.Orientation;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.ImageSize;

/** The files photograph.* have an EXIF block by exiftool: turned by a quarter, with a place, a preview and Adobe RGB. */
class PhotographExifTest {
    private static final ImageSize PICTURE = new ImageSize(300, 400);
    private static final int MAKER = 271;
    private static final int ORIENTATION = 274;
    private static final int EXIF = 0x8769;
    private static final int GPS = 0x8825;
    private static final int INTEROPERABILITY = 0xa005;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "webp", "tif"})
    void keepsWhatEachFormatSaysOfHowThePhotographWasTaken(String ending) {
        byte[] kept = kept(ending, KeptExif.WITHOUT_GPS).orElseThrow().bytes();

        assertThat(text(directory(kept).get(MAKER))).isEqualTo("Corpus\0");
        Map<Integer, ByteBuffer> exif = below(kept, EXIF);
        assertThat(exif.get(0x829a).getInt(0)).as("exposure time 1/250").isEqualTo(1);
        assertThat(exif.get(0x829a).getInt(4)).isEqualTo(250);
        assertThat(text(exif.get(0x9003))).as("date").isEqualTo("2026:05:01 12:30:00\0");
    }

    @Test
    void saysWhatIsTrueOfTheResult() {
        byte[] kept = kept("jpg", KeptExif.WITHOUT_GPS).orElseThrow().bytes();

        assertThat(directory(kept).get(ORIENTATION).getShort(0)).isEqualTo((short) 1);
        Map<Integer, ByteBuffer> exif = below(kept, EXIF);
        assertThat(exif.get(0xa001).getShort(0)).as("colour space sRGB").isEqualTo((short) 1);
        assertThat(exif.get(0xa002).getInt(0)).isEqualTo(PICTURE.width());
        assertThat(exif.get(0xa003).getInt(0)).isEqualTo(PICTURE.height());
        assertThat(exif).as("Adobe RGB").doesNotContainKey(INTEROPERABILITY);
        assertThat(directory(kept)).as("preview").doesNotContainKey(513);
    }

    @ParameterizedTest
    @CsvSource({"jpg", "png", "webp", "tif"})
    void saysWhereThePhotographWasTakenOnlyIfAsked(String ending) {
        assertThat(directory(kept(ending, KeptExif.WITHOUT_GPS).orElseThrow().bytes()))
                .doesNotContainKey(GPS);

        Map<Integer, ByteBuffer> place =
                below(kept(ending, KeptExif.ALL).orElseThrow().bytes(), GPS);
        assertThat(place.get(2).getInt(0)).as("latitude").isEqualTo(48);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"PNG", "JPEG", "WEBP", "TIFF"})
    void goesIntoEveryFormatThatIsWritten(ImageFormat format) {
        RgbImage picture = decode(PictureFiles.bytes("rgb.png"));
        OutputFormat output = new OutputFormat(format, 8, 100);
        byte[] without = ImageEncoder.encode(picture, output, "stylize 1", Map.of(), Optional.empty());

        byte[] file = ImageEncoder.encode(picture, output, "stylize 1", Map.of(), kept("jpg", KeptExif.ALL));

        PhotographExif found =
                PhotographExif.of(file, format, PICTURE, KeptExif.ALL).orElseThrow();
        assertThat(below(found.bytes(), GPS).get(2).getInt(0)).isEqualTo(48);
        assertThat(ImageHeader.read(file).orientation()).isEqualTo(Orientation.UPRIGHT);
        assertThat(decode(file)).as("the same pixels").isEqualTo(decode(without));
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("<xmp:CreatorTool>stylize 1<");
        assertThat(file)
                .as("the same bytes again")
                .isEqualTo(ImageEncoder.encode(picture, output, "stylize 1", Map.of(), kept("jpg", KeptExif.ALL)));
    }

    @Test
    void saysNothingIfNothingIsAskedFor() {
        assertThat(kept("jpg", KeptExif.NONE)).isEmpty();
    }

    @Test
    void changesNothingInAFileWithoutIt() {
        RgbImage picture = decode(PictureFiles.bytes("rgb.png"));

        assertThat(PhotographExif.of(PictureFiles.bytes("rgb.png"), ImageFormat.PNG, PICTURE, KeptExif.ALL))
                .isEmpty();
        assertThat(ImageEncoder.encode(picture, OutputFormat.PNG, "stylize 1", Map.of(), Optional.empty()))
                .isEqualTo(ImageEncoder.encode(picture, OutputFormat.PNG, "stylize 1", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "webp", "tif"})
    void survivesEveryCutAndManyWrongBytes(String ending) {
        byte[] whole = PictureFiles.bytes("cases/photograph." + ending);
        ImageFormat format = ImageHeader.read(whole).format();
        Random random = new Random(20261128);
        for (int length = 16; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            cut[random.nextInt(length)] = (byte) random.nextInt(256);

            PhotographExif.of(cut, format, PICTURE, KeptExif.ALL)
                    .ifPresent(kept -> assertThat(kept.bytes().length).isLessThan(60_000));
        }
    }

    private static Optional<PhotographExif> kept(String ending, KeptExif much) {
        byte[] file = PictureFiles.bytes("cases/photograph." + ending);
        return PhotographExif.of(file, ImageHeader.read(file).format(), PICTURE, much);
    }

    private static RgbImage decode(byte[] file) {
        return ImageDecoder.decode(file, ImageLimits.DEFAULT);
    }

    /** The entries of the first directory of a block. */
    private static Map<Integer, ByteBuffer> directory(byte[] block) {
        ByteBuffer in = ByteBuffer.wrap(block);
        assertThat(in.getInt(0)).as("big-endian TIFF").isEqualTo(0x4d4d002a);
        Map<Integer, ByteBuffer> values = new HashMap<>();
        int at = in.getInt(4);
        for (int entry = at + 2; entry < at + 2 + 12 * in.getShort(at); entry += 12) {
            int type = in.getShort(entry + 2);
            int bytes = in.getInt(entry + 4) * (type == 5 ? 8 : type == 4 ? 4 : type == 3 ? 2 : 1);
            int value = bytes <= 4 ? entry + 8 : in.getInt(entry + 8);
            values.put(in.getShort(entry) & 0xffff, in.slice(value, bytes));
        }
        return values;
    }

    /** The entries of another directory of a block. */
    private static Map<Integer, ByteBuffer> below(byte[] block, int pointer) {
        byte[] moved = block.clone();
        ByteBuffer.wrap(moved).putInt(4, directory(block).get(pointer).getInt(0));
        return directory(moved);
    }

    private static String text(ByteBuffer value) {
        return StandardCharsets.ISO_8859_1.decode(value.duplicate()).toString();
    }
}
