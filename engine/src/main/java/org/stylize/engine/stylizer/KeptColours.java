package org.stylize.engine.stylizer;

import org.stylize.engine.picture.HistogramMatch;
import org.stylize.engine.picture.LinearColourMatch;
import org.stylize.engine.picture.LuminanceTransfer;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.Colours;

/** Keeps the colours of the content image where the recipe says so: before the optimization or after it. */
final class KeptColours {
    private KeptColours() {}

    /** The style image, recoloured if the recipe says so. */
    static RgbImage before(Colours colours, RgbImage style, RgbImage content) {
        return switch (colours) {
            case STYLE, CONTENT_LUMINANCE -> style;
            case LINEAR_MATCH -> LinearColourMatch.of(style, content);
            case HISTOGRAM_MATCH -> HistogramMatch.of(style, content);
        };
    }

    /**
     * The pastiche as it is shown, finished or not.
     *
     * @param units its brightnesses, each pixel as red, green, blue
     * @param content of the pastiche's size
     */
    static float[] after(Colours colours, float[] units, RgbImage content) {
        return switch (colours) {
            case STYLE, LINEAR_MATCH, HISTOGRAM_MATCH -> units;
            case CONTENT_LUMINANCE -> LuminanceTransfer.of(units, content.units());
        };
    }
}
