package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.StoppedException;
import org.stylize.engine.StyleDescriptionStore;
import org.stylize.engine.Stylizer;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.PictureDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.image.UnreadableImageException;
import org.stylize.recipe.Execution;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.Start;

/** The device's thread decodes nothing: whoever calls the stylizer does. */
class DecodingThreadTest {
    private static final Recipe RECIPE = recipe("{\"steps\": 2, \"longSidePixels\": 40}");
    private static final ImageBytes CONTENT = picture(64, 48, 90);
    private static final ImageBytes STYLE = picture(50, 50, 200);

    @Test
    void everyPictureIsDecodedByTheThreadThatCalls() {
        Recorder recorder = new Recorder();
        ImageBytes white = picture(64, 48, 255);
        Pictures pictures = new Pictures(
                CONTENT,
                List.of(new Pictures.Style(STYLE, 1, white), new Pictures.Style(CONTENT, 1, white)),
                picture(40, 30, 10),
                white);
        try (VggStylizer stylizer = open(recorder)) {
            stylizer.stylize(RECIPE.toBuilder().start(Start.PICTURE).build(), pictures, onStep());
        }

        assertThat(recorder.threads)
                .hasSize(7) // content, start, protection, two styles and their masks
                .containsOnly(Thread.currentThread().getName());
    }

    @Test
    void aKnownStyleIsNotDecodedAgain() {
        Recorder recorder = new Recorder();
        try (VggStylizer stylizer = open(recorder)) {
            stylizer.stylize(RECIPE, Pictures.of(CONTENT, List.of(STYLE)), onStep());
            stylizer.stylize(RECIPE, Pictures.of(CONTENT, List.of(STYLE)), onStep());
        }

        assertThat(recorder.threads).hasSize(3);
    }

    @Test
    void aStyleThatCannotBeReadEndsItsJobAndNoOther() {
        PictureDecoder refusing = (bytes, limits, unwanted) -> {
            if (Arrays.equals(bytes, STYLE.toArray())) {
                throw new UnreadableImageException("cut off");
            }
            return ImageDecoder.decode(bytes, limits, unwanted);
        };
        try (VggStylizer stylizer = open(refusing)) {
            assertThatThrownBy(() -> stylizer.stylize(RECIPE, Pictures.of(CONTENT, List.of(STYLE)), onStep()))
                    .isInstanceOf(UnsuitableJobException.class)
                    .hasMessage("style image: cut off");

            assertThat(stylizer.stylize(RECIPE, Pictures.of(CONTENT, List.of(CONTENT)), onStep())
                            .plan()
                            .steps())
                    .isEqualTo(2);
        }
    }

    @Test
    void aCancelledJobStopsWhileItsStyleIsDecoded() {
        AtomicReference<Stylizer.Command> command = new AtomicReference<>(Stylizer.Command.GO_ON);
        PictureDecoder cancelling = (bytes, limits, unwanted) -> {
            if (Arrays.equals(bytes, STYLE.toArray())) {
                command.set(Stylizer.Command.CANCEL);
            }
            return ImageDecoder.decode(bytes, limits, unwanted);
        };
        try (VggStylizer stylizer = open(cancelling)) {
            assertThatThrownBy(
                            () -> stylizer.stylize(RECIPE, Pictures.of(CONTENT, List.of(STYLE)), watcher(command::get)))
                    .isInstanceOfSatisfying(
                            StoppedException.class, e -> assertThat(e.command()).isEqualTo(Stylizer.Command.CANCEL));
        }
    }

    @Test
    void anInterruptedCallerDecodesTheStyleAndIsLeftInterrupted() {
        PictureDecoder interrupting = (bytes, limits, unwanted) -> {
            if (Arrays.equals(bytes, STYLE.toArray())) {
                Thread.currentThread().interrupt();
            }
            return ImageDecoder.decode(bytes, limits, unwanted);
        };
        boolean interrupted;
        try (VggStylizer stylizer = open(interrupting)) {
            try {
                assertThatThrownBy(() -> stylizer.stylize(RECIPE, Pictures.of(CONTENT, List.of(STYLE)), onStep()))
                        .isInstanceOfSatisfying(StoppedException.class, e -> assertThat(e.command())
                                .isEqualTo(Stylizer.Command.HAND_BACK));
            } finally {
                interrupted = Thread.interrupted();
            }
        }
        assertThat(interrupted).isTrue();
    }

    private static VggStylizer open(PictureDecoder decoder) {
        return VggStylizer.open(TestSettings.compiled(), StyleDescriptionStore.NONE, decoder);
    }

    private static Stylizer.Watcher onStep() {
        return watcher(() -> Stylizer.Command.GO_ON);
    }

    private static Stylizer.Watcher watcher(Supplier<Stylizer.Command> commands) {
        return new Stylizer.Watcher() {
            @Override
            public void started(Plan plan, Execution execution) {}

            @Override
            public void stepped(Stylizer.Step step) {}

            @Override
            public Stylizer.Command command() {
                return commands.get();
            }
        };
    }

    private static ImageBytes picture(int width, int height, int level) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) level);
        return new ImageBytes(ImageEncoder.png(RgbImage.of(new ImageSize(width, height), rgb)));
    }

    private static Recipe recipe(String overrides) {
        return Presets.named("d2l").with(RecipeOverrides.fromJson(overrides));
    }

    /** Writes down who decodes. */
    private static final class Recorder implements PictureDecoder {
        private final List<String> threads = new CopyOnWriteArrayList<>();

        @Override
        public RgbImage decode(byte[] bytes, ImageLimits limits, BooleanSupplier unwanted) {
            threads.add(Thread.currentThread().getName());
            return ImageDecoder.decode(bytes, limits, unwanted);
        }
    }
}
