package org.stylize.engine.picture;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageFormat;
import org.stylize.image.UnreadableImageException;

/**
 * Listens for warnings by which a reader reports that it had to invent pixels. The JPEG library's are fixed English
 * texts ("premature end of data segment", "bad Huffman code"); other warnings, about tags and profiles, change no
 * pixel.
 */
final class MissingData implements IIOReadWarningListener {
    private @Nullable String first;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        if (first == null
                && (text.contains("premature end")
                        || text.contains("huffman")
                        || (text.contains("truncated") && !text.contains("icc"))
                        || text.contains("missing eoi"))) {
            first = warning;
        }
    }

    void throwIfAny(ImageFormat format) {
        if (first != null) {
            throw new UnreadableImageException("the " + format + " file is damaged or cut off: " + first);
        }
    }
}
