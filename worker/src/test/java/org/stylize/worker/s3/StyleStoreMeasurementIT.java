package org.stylize.worker.s3;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.StyleDescriptionStore;
import org.stylize.engine.Stylizer;
import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.VggStylizer;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.service.S3Settings;
import org.stylize.service.S3Store;
import org.stylize.stack.StackProcess;
import org.stylize.worker.job.StyleObjects;

/**
 * Measures what the features of a style image cost to compute and to fetch from the stack's store, for the style image
 * that the system property {@code style.image} names; it does not run without.
 */
@EnabledIfSystemProperty(named = "style.image", matches = ".+")
class StyleStoreMeasurementIT {
    private static final int ROUNDS = 5;
    private static final int MOST_BYTES = 1 << 28;

    @Test
    void computingAndFetching() throws IOException {
        ImageBytes style = new ImageBytes(Files.readAllBytes(Path.of(System.getProperty("style.image", ""))));
        try (StackProcess stack = StackProcess.start();
                S3Store store = new S3Store(new S3Settings(
                        stack.s3Endpoint(),
                        stack.accessKey(),
                        stack.secretKey(),
                        null,
                        stack.bucket(),
                        Duration.ofSeconds(10)))) {
            System.out.println("| preset | pixels | arrays, MB | compute, ms | fetch, ms | look in vain, ms |");
            for (String preset : List.of("d2l", "balanced")) {
                for (int side : new int[] {256, 512}) {
                    measure(preset, side, style, new TimedStore(new S3StyleObjects(store)));
                }
            }
        }
    }

    private static void measure(String preset, int side, ImageBytes style, TimedStore store) {
        Recipe recipe = Presets.named(preset)
                .with(RecipeOverrides.fromJson("{\"steps\": 1, \"longSidePixels\": " + side + "}"));
        StylizerSettings settings = new StylizerSettings(
                "cpu",
                1,
                WeightsSource.shipped(),
                8192,
                BackEndKind.COMPILED,
                new MemorySettings(0, 0, 0),
                true,
                ImageLimits.DEFAULT);
        try (VggStylizer stylizer = VggStylizer.open(settings, store)) {
            for (int round = 0; round < ROUNDS; round++) {
                store.isForgetful = round % 2 == 0;
                stylizer.stylize(recipe, Pictures.of(style, List.of(style)), new OneStep());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %.0f | %.1f | %.1f |%n",
                preset,
                side,
                store.bytes / 1e6,
                median(store.computed),
                median(store.fetched),
                median(store.missed));
    }

    private static double median(List<Double> times) {
        Collections.sort(times);
        return times.isEmpty() ? Double.NaN : times.get(times.size() / 2);
    }

    /** Times of the last scale, which costs most. On the device's thread. */
    private static final class TimedStore implements StyleDescriptionStore {
        private final StyleObjects objects;
        private final List<Double> computed = new ArrayList<>();
        private final List<Double> fetched = new ArrayList<>();
        private final List<Double> missed = new ArrayList<>();
        private volatile boolean isForgetful;
        private long bytes;

        TimedStore(StyleObjects objects) {
            this.objects = requireNonNull(objects, "objects is null");
        }

        @Override
        public Optional<byte[]> find(String digest) {
            long begin = System.nanoTime();
            Optional<byte[]> found = objects.find(isForgetful ? digest.replace('0', 'f') : digest, MOST_BYTES);
            (found.isPresent() ? fetched : missed).add((System.nanoTime() - begin) / 1e6);
            return found;
        }

        @Override
        public void keep(String digest, Duration took, Supplier<byte[]> file) {
            computed.add(took.toNanos() / 1e6);
            byte[] content = file.get();
            bytes = content.length;
            objects.put(digest, content);
        }
    }

    private static final class OneStep implements Stylizer.Watcher {
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
