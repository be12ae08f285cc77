package org.stylize.engine.stylizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Stylizer;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;

/** A photograph, paintings of one colour, and masks that are ramps; and what tests do with their columns. */
final class SoftMaskPictures {
    private SoftMaskPictures() {}

    static ImageBytes file(String name) {
        try (InputStream in = SoftMaskPictures.class.getResourceAsStream("/picture/softmask/" + name + ".png")) {
            return new ImageBytes(Objects.requireNonNull(in, name).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    /** Waits for the end. */
    static final class Patient implements Stylizer.Watcher {
        @Override
        public void started(Plan plan, Execution execution) {}

        @Override
        public void stepped(Stylizer.Step step) {}

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
