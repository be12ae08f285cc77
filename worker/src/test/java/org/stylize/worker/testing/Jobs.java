package org.stylize.worker.testing;

import java.time.Instant;
import java.util.List;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;

/** Jobs for tests. */
public final class Jobs {
    public static final String BUCKET = "stylize";
    public static final ImageRef CONTENT = new ImageRef(BUCKET, "default/pictures/content.jpg");
    public static final ImageRef STYLE = new ImageRef(BUCKET, "default/pictures/style.jpg");

    /** The textbook's recipe on {@link #CONTENT} and {@link #STYLE}. */
    public static StylizationJob job() {
        return job(CONTENT, new RecipeChoice.Preset("d2l", ""));
    }

    public static StylizationJob job(ImageRef content, RecipeChoice recipe) {
        return job(JobPictures.of(content, List.of(STYLE)), recipe);
    }

    public static StylizationJob job(JobPictures<ImageRef> pictures, RecipeChoice recipe) {
        return StylizationJob.of(JobId.random(), pictures, recipe, Instant.now(), null);
    }

    /** The header of a GIF of that width, which is all that a fake stylizer needs. */
    public static ImageBytes picture(int width) {
        return new ImageBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a', (byte) width, 0, 1, 0, 0, 0, 0, 0, 0, 0});
    }

    private Jobs() {}
}
