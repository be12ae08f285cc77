package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;
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
    void keepsWhatEachFormatSaysOfHowThePhotographWasTaken(String ending) throws IOException {
        byte[] kept = kept(ending, KeptExif.WITHOUT_GPS).orElseThrow().bytes();

        assertThat(directory(kept).getTIFFField(MAKER).getAsString(0)).isEqualTo("Corpus");
        TIFFDirectory exif = below(kept, EXIF);
        assertThat(exif.getTIFFField(0x829a).getAsDouble(0)).as("exposure time").isEqualTo(0.004);
        assertThat(exif.getTIFFField(0x9003).getAsString(0)).as("date").isEqualTo("2026:05:01 12:30:00");
    }

    @Test
    void saysWhatIsTrueOfTheResult() throws IOException {
        byte[] kept = kept("jpg", KeptExif.WITHOUT_GPS).orElseThrow().bytes();

        assertThat(directory(kept).getTIFFField(ORIENTATION).getAsInt(0)).isEqualTo(1);
        TIFFDirectory exif = below(kept, EXIF);
        assertThat(exif.getTIFFField(0xa001).getAsInt(0))
                .as("colour space sRGB")
                .isEqualTo(1);
        assertThat(exif.getTIFFField(0xa002).getAsInt(0)).isEqualTo(PICTURE.width());
        assertThat(exif.getTIFFField(0xa003).getAsInt(0)).isEqualTo(PICTURE.height());
        assertThat(exif.containsTIFFField(INTEROPERABILITY)).as("Adobe RGB").isFalse();
        assertThat(directory(kept).containsTIFFField(513)).as("preview").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"jpg", "png", "webp", "tif"})
    void saysWhereThePhotographWasTakenOnlyIfAsked(String ending) throws IOException {
        assertThat(directory(kept(ending, KeptExif.WITHOUT_GPS).orElseThrow().bytes()).containsTIFFField(GPS))
                .isFalse();

        TIFFDirectory place = below(kept(ending, KeptExif.ALL).orElseThrow().bytes(), GPS);
        assertThat(place.getTIFFField(2).getAsDouble(0)).as("latitude").isEqualTo(48);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"PNG", "JPEG", "WEBP", "TIFF"})
    void goesIntoEveryFormatThatIsWritten(ImageFormat format) throws IOException {
        RgbImage picture = decode(PictureFiles.bytes("rgb.png"));
        OutputFormat output = new OutputFormat(format, 8, 100);
        byte[] without = ImageEncoder.encode(picture, output, "stylize 1", Map.of(), Optional.empty());

        byte[] file = ImageEncoder.encode(picture, output, "stylize 1", Map.of(), kept("jpg", KeptExif.ALL));

        PhotographExif found = PhotographExif.of(file, format, PICTURE, KeptExif.ALL).orElseThrow();
        assertThat(below(found.bytes(), GPS).getTIFFField(2).getAsDouble(0))
                .isEqualTo(48);
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

    /** By the JDK's TIFF reader, since an EXIF block is a TIFF without pixels. */
    private static TIFFDirectory directory(byte[] block) throws IOException {
        assertThat(ByteBuffer.wrap(block).getInt()).isEqualTo(0x4d4d002a);
        ImageReader reader = null;
        for (var readers = ImageIO.getImageReadersByFormatName("tiff"); readers.hasNext(); ) {
            ImageReader next = readers.next();
            if (next.getClass().getName().startsWith("com.sun.")) {
                reader = next;
            }
        }
        assertThat(reader).isNotNull();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(Arrays.copyOf(block, block.length + 16)))) { // it wants bytes behind the last value
            reader.setInput(in);
            return TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
        } finally {
            reader.dispose();
        }
    }

    /** Another directory of a block, read as if it were the first. */
    private static TIFFDirectory below(byte[] block, int pointer) throws IOException {
        TIFFField field = directory(block).getTIFFField(pointer);
        assertThat(field).as("pointer %x", pointer).isNotNull();
        byte[] moved = block.clone();
        ByteBuffer.wrap(moved).putInt(4, (int) field.getAsLong(0));
        return directory(moved);
    }
}
