package org.stylize.engine.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * TIFF files of 8 or 16 bits a sample with an sRGB profile, packed by Deflate without loss, with alpha (unassociated)
 * where there is an alpha plane; by the JDK's writer.
 */
final class TiffEncoder {
    private static final int XMP = 700; // XMP specification, part 3

    private static final ServiceRegistry.Filter WRITES_TIFF = provider -> provider instanceof ImageWriterSpi writer
            && Arrays.asList(writer.getFormatNames()).contains("tiff");

    private TiffEncoder() {}

    static byte[] encode(RgbImage image, ImageEncoder.Said said) {
        BufferedImage picture = JavaImage.of(image, true);
        ImageWriter writer = writer();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType("Deflate");
        try {
            TIFFDirectory directory = TIFFDirectory.createFromMetadata(JavaImage.metadata(writer, picture, parameters));
            directory.addTIFFField(bytes(
                    BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ICC_PROFILE),
                    JavaImage.srgbProfile()));
            if (said.xmp() != null) {
                directory.addTIFFField(bytes(new TIFFTag("XMP", XMP, 1 << TIFFTag.TIFF_BYTE), said.xmp()));
            }
            IIOMetadata metadata = directory.getAsMetadata();
            byte[] file = JavaImage.written(writer, picture, metadata, parameters);
            return said.photograph() == null ? file : said.photograph().addedTo(file);
        } catch (IIOInvalidTreeException e) {
            throw new IllegalStateException("the TIFF writer does not know its own metadata", e);
        }
    }

    private static TIFFField bytes(TIFFTag tag, byte[] value) {
        int type = tag.isDataTypeOK(TIFFTag.TIFF_UNDEFINED) ? TIFFTag.TIFF_UNDEFINED : TIFFTag.TIFF_BYTE;
        return new TIFFField(tag, type, value.length, value);
    }

    /** Chosen by its vendor, because other libraries have TIFF writers too. */
    private static ImageWriter writer() {
        Iterator<ImageWriterSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, WRITES_TIFF, true);
        while (providers.hasNext()) {
            ImageWriterSpi provider = providers.next();
            if (provider.getClass().getName().startsWith("com.sun.imageio.plugins.tiff.")) {
                try {
                    return provider.createWriterInstance();
                } catch (IOException e) {
                    throw new UncheckedIOException("the JDK's TIFF writer does not start", e);
                }
            }
        }
        throw new IllegalStateException("this JDK has no TIFF writer");
    }
}
