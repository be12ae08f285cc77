package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.StyleDescriptionStore;
import org.stylize.engine.Stylizer;
import org.stylize.engine.Stylizer.CacheCounts;
import org.stylize.engine.nst.compiled.NeedsBfloat16;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageFormat;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Balance;
import org.stylize.recipe.Colours;
import org.stylize.recipe.Execution;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeBuilder;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Sizing;

/** A job whose styles are described by another stylizer gives the bytes of a job that describes them itself. */
class StoredDescriptionsTest {
    /** Rounds nothing away that could be seen. */
    private static final OutputFormat EXACT = new OutputFormat(ImageFormat.TIFF, 16, 100);

    private static final ImageSize PHOTOGRAPH = new ImageSize(64, 48);
    private static final ImageBytes CONTENT = picture(PHOTOGRAPH, 1);
    private static final ImageBytes STYLE = picture(new ImageSize(56, 56), 2);
    private static final ImageBytes OTHER_STYLE = picture(new ImageSize(48, 64), 3);
    private static final Pictures ONE_STYLE = Pictures.of(CONTENT, List.of(STYLE));
    /** Nothing stays in the memory of these from job to job. */
    private static final MemorySettings FORGETFUL = new MemorySettings(0, 0, 0);

    private static final SwitchedStore SWITCH = new SwitchedStore();
    private static final Map<Kind, VggStylizer> STYLIZERS = new EnumMap<>(Kind.class);

    private final MemoryStore store = new MemoryStore();

    @BeforeAll
    static void open() {
        STYLIZERS.put(Kind.WHOLE, VggStylizer.open(TestSettings.with(BackEndKind.COMPILED, FORGETFUL), SWITCH));
        STYLIZERS.put(
                Kind.TILES,
                VggStylizer.open(TestSettings.with(BackEndKind.COMPILED, FORGETFUL.withTileSidePixels(64)), SWITCH));
        STYLIZERS.put(Kind.REFERENCE, VggStylizer.open(TestSettings.with(BackEndKind.REFERENCE, FORGETFUL), SWITCH));
    }

    @AfterAll
    static void close() {
        STYLIZERS.values().forEach(VggStylizer::close);
    }

    static Stream<Case> cases() {
        Pictures masked = new Pictures(
                CONTENT,
                List.of(
                        new Pictures.Style(STYLE, 1, mask(column -> column < 32)),
                        new Pictures.Style(OTHER_STYLE, 1, mask(column -> column >= 32))),
                null);
        RecipeBuilder textbook = shallow(Presets.named("d2l").losses());
        return Stream.of(
                new Case("Gram matrices of the textbook", textbook, ONE_STYLE, 1),
                new Case("Wasserstein", shallow(new LossTerm.Wasserstein(1, 1e-5, 10, layers())), ONE_STYLE, 1),
                new Case("moments", shallow(new LossTerm.Moments(1, 1e-5, layers())), ONE_STYLE, 1),
                new Case("histograms", shallow(new LossTerm.Histogram(1, 64, layers())), ONE_STYLE, 1),
                new Case("neighbours", shallow(new LossTerm.Neighbours(1, 64, layers())), ONE_STYLE, 1),
                new Case("two styles in shares", textbook, Pictures.of(CONTENT, List.of(STYLE, OTHER_STYLE)), 2),
                new Case("masks", textbook, masked, 2),
                new Case(
                        "masks, Wasserstein and moments",
                        shallow(
                                new LossTerm.Wasserstein(1, 1e-5, 10, layers()),
                                new LossTerm.Moments(1, 1e-5, layers())),
                        masked,
                        2),
                new Case(
                        "strength, two scales",
                        shallow(Presets.named("d2l").losses())
                                .scales(new Scales.CoarseToFine(32, 2))
                                .balance(new Balance.Strength(0.5, 0.021)),
                        ONE_STYLE,
                        2),
                new Case(
                        "recoloured style",
                        shallow(Presets.named("d2l").losses()).colours(Colours.LINEAR_MATCH),
                        ONE_STYLE,
                        1),
                new Case(
                        "tiles",
                        Kind.TILES,
                        shallow(Presets.named("d2l").losses()).sizing(new Sizing.LongSide(88)),
                        ONE_STYLE,
                        1),
                new Case(
                        "reference back end, all losses",
                        Kind.REFERENCE,
                        shallow(
                                new LossTerm.Gram(1e4, LossTerm.GramNormalization.CHANNELS_AND_POSITIONS, layers()),
                                new LossTerm.Wasserstein(1, 1e-5, 10, layers()),
                                new LossTerm.Moments(1, 1e-5, layers()),
                                new LossTerm.Histogram(1, 64, layers()),
                                new LossTerm.Neighbours(1, 64, layers())),
                        ONE_STYLE,
                        1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aStoredDescriptionGivesTheSameBytes(Case job) {
        Painted alone = job.paint(StyleDescriptionStore.NONE);
        Painted describing = job.paint(store);
        Painted finding = job.paint(store);

        assertThat(describing.image).isEqualTo(alone.image);
        assertThat(finding.image).isEqualTo(alone.image);
        assertThat(store.files).hasSize(job.descriptions);
        assertThat(describing.counts.misses()).isEqualTo(job.descriptions);
        assertThat(finding.counts.inStore()).isGreaterThanOrEqualTo(job.descriptions);
        assertThat(finding.counts.misses()).isZero();
    }

    @NeedsBfloat16
    @Test
    void aStoredDescriptionGivesTheSameBytesInBfloat16() {
        aStoredDescriptionGivesTheSameBytes(new Case(
                "bfloat16",
                plain().recipe.build().with(RecipeOverrides.fromJson("{\"precision\": \"bf16\"}")).toBuilder(),
                ONE_STYLE,
                1));
    }

    @Test
    void whatIsNotWholeIsMadeAgain() {
        ImageBytes expected = plain().paint(store).image;
        String digest = store.files.keySet().iterator().next();
        byte[] whole = store.files.get(digest);
        Map<String, UnaryOperator<byte[]>> damages = Map.of(
                "nothing", file -> new byte[0],
                "no file of the format", file -> "<html>not found</html>".getBytes(StandardCharsets.UTF_8),
                "one bit", file -> changed(file, file.length / 2),
                "the last bit", file -> changed(file, file.length - 1),
                "the end", file -> Arrays.copyOf(file, file.length - 1),
                "its digest", file -> replaced(file, digest, digest.replace(digest.charAt(0), 'g')),
                "its version", file -> replaced(file, "\"version\":\"1\"", "\"version\":\"2\""),
                "its kind", file -> replaced(file, "stylize-style", "another-style"),
                "a shape", file -> replaced(file, "\"shape\":[64,64]", "\"shape\":[-1,64]"));

        damages.forEach((what, damage) -> {
            store.files.put(digest, damage.apply(whole.clone()));
            assertThat(store.files.get(digest)).as(what).isNotEqualTo(whole);

            Painted again = plain().paint(store);

            assertThat(again.counts).as(what).isEqualTo(new CacheCounts(0, 0, 1));
            assertThat(again.image).as(what).isEqualTo(expected);
            assertThat(store.files.get(digest)).as(what).isEqualTo(whole);
        });
    }

    @Test
    void whatIsFoundIsInMemoryForTheNextJob() {
        plain().paint(store);

        try (VggStylizer stylizer = VggStylizer.open(TestSettings.compiled(), store)) {
            plain().paint(stylizer);
            plain().paint(stylizer);
            assertThat(stylizer.styleCache()).isEqualTo(new CacheCounts(1, 1, 0));
        }
    }

    @Test
    void otherTilesAreAnotherDescription() {
        RecipeBuilder larger = shallow(Presets.named("d2l").losses()).sizing(new Sizing.LongSide(88));
        new Case("whole", larger, ONE_STYLE, 1).paint(store);

        Painted tiled = new Case("tiles", Kind.TILES, larger, ONE_STYLE, 1).paint(store);

        assertThat(tiled.counts).isEqualTo(new CacheCounts(0, 0, 1));
        assertThat(store.files).hasSize(2);
    }

    @Test
    void warmingUpStoresNothing() {
        StylizerSettings plain = TestSettings.compiled();
        StylizerSettings warm = new StylizerSettings(
                plain.device(),
                plain.threads(),
                plain.weights(),
                plain.longestSidePixels(),
                plain.backEnd(),
                plain.memory(),
                true,
                plain.limits());

        try (VggStylizer stylizer = VggStylizer.open(warm, store)) {
            assertThat(stylizer.styleCache()).isEqualTo(CacheCounts.NONE);
        }
        assertThat(store.files).isEmpty();
    }

    private static Case plain() {
        return new Case("plain", shallow(Presets.named("d2l").losses()).steps(1), ONE_STYLE, 1);
    }

    private static byte[] changed(byte[] file, int at) {
        file[at] ^= 1;
        return file;
    }

    private static byte[] replaced(byte[] file, String before, String after) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return text.replace(before, after).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static RecipeBuilder shallow(LossTerm... styles) {
        List<LossTerm> losses =
                new ArrayList<>(List.of(new LossTerm.Content(1, List.of(new LayerWeight(Layer.named("relu2_1"), 1)))));
        losses.addAll(List.of(styles));
        return shallow(losses);
    }

    private static RecipeBuilder shallow(List<LossTerm> losses) {
        return Presets.named("d2l").toBuilder()
                .sizing(new Sizing.LongSide(46))
                .losses(losses)
                .steps(3);
    }

    private static List<LayerWeight> layers() {
        return Stream.of("relu1_1", "relu2_1")
                .map(name -> new LayerWeight(Layer.named(name), 1))
                .toList();
    }

    private static ImageBytes picture(ImageSize size, int seed) {
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        new Random(seed).nextBytes(rgb);
        return new ImageBytes(ImageEncoder.png(RgbImage.of(size, rgb)));
    }

    private static ImageBytes mask(IntPredicate white) {
        byte[] rgb = new byte[(int) (3 * PHOTOGRAPH.pixels())];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (white.test(i / 3 % PHOTOGRAPH.width()) ? 255 : 0);
        }
        return new ImageBytes(ImageEncoder.png(RgbImage.of(PHOTOGRAPH, rgb)));
    }

    /** A result, and how the styles were found. */
    private record Painted(ImageBytes image, CacheCounts counts) {}

    private enum Kind {
        WHOLE,
        TILES,
        REFERENCE
    }

    /**
     * A job.
     *
     * @param descriptions how many it needs
     */
    private record Case(String name, Kind kind, RecipeBuilder recipe, Pictures pictures, int descriptions) {
        Case(String name, RecipeBuilder recipe, Pictures pictures, int descriptions) {
            this(name, Kind.WHOLE, recipe, pictures, descriptions);
        }

        /** On a stylizer that remembers nothing, with that store. */
        Painted paint(StyleDescriptionStore store) {
            VggStylizer stylizer = Objects.requireNonNull(STYLIZERS.get(kind));
            CacheCounts before = stylizer.styleCache();
            SWITCH.store = store;
            ImageBytes image = paint(stylizer);
            CacheCounts after = stylizer.styleCache();
            return new Painted(
                    image,
                    new CacheCounts(
                            after.inMemory() - before.inMemory(),
                            after.inStore() - before.inStore(),
                            after.misses() - before.misses()));
        }

        ImageBytes paint(VggStylizer stylizer) {
            return stylizer.stylize(recipe.build(), pictures, EXACT, new Unconcerned())
                    .image();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Keeps all files. */
    private static final class MemoryStore implements StyleDescriptionStore {
        private final Map<String, byte[]> files = new TreeMap<>();

        @Override
        public Optional<byte[]> find(String digest) {
            return Optional.ofNullable(files.get(digest));
        }

        @Override
        public void keep(String digest, Duration took, Supplier<byte[]> file) {
            assertThat(took).isPositive();
            files.put(digest, file.get());
        }
    }

    /** Another store for each job. */
    private static final class SwitchedStore implements StyleDescriptionStore {
        private volatile StyleDescriptionStore store = StyleDescriptionStore.NONE;

        @Override
        public Optional<byte[]> find(String digest) {
            return store.find(digest);
        }

        @Override
        public void keep(String digest, Duration took, Supplier<byte[]> file) {
            store.keep(digest, took, file);
        }
    }

    private static final class Unconcerned implements Stylizer.Watcher {
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
