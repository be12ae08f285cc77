package org.stylize.engine.stylizer;

import ai.djl.engine.EngineException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.DeviceFullException;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Machine;
import org.stylize.engine.OtherExecutionException;
import org.stylize.engine.Pictures;
import org.stylize.engine.Precision;
import org.stylize.engine.StoppedException;
import org.stylize.engine.StyleDescriptionStore;
import org.stylize.engine.Stylizer;
import org.stylize.engine.picture.DecodingStoppedException;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.PhotographExif;
import org.stylize.engine.picture.PictureDecoder;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageHeader;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;

/**
 * Paints with VGG-19 on one device. Any thread may call, one at a time. The calling thread reads and writes pictures;
 * everything on the device happens on the thread {@code device-cpu} or {@code device-gpuN}, which this object owns. Style images
 * are decoded when that thread finds that it has no description of them: it asks the calling thread, which waits for it. If the calling thread is interrupted, the job stops before its next step.
 */
public final class VggStylizer implements Stylizer {
    private static final Logger LOG = LoggerFactory.getLogger(VggStylizer.class);

    private final StylizerSettings settings;
    private final DeviceThread thread;
    private final OpenedDevice device;
    private final DeviceKind kind;
    private final MemoryPolicy memory;
    private final StyleCache styles;
    private final PictureReader reader;

    private VggStylizer(
            StylizerSettings settings,
            DeviceThread thread,
            OpenedDevice device,
            MemoryPolicy memory,
            StyleCache styles,
            PictureDecoder decoder) {
        this.settings = settings;
        this.thread = thread;
        this.device = device;
        this.kind = DeviceKind.of(device.manager().getDevice());
        this.memory = memory;
        this.styles = styles;
        this.reader = new PictureReader(settings.longestSidePixels(), settings.limits(), decoder);
    }

    /**
     * Starts the engine, takes the device and loads the weights. After that the stylizer is ready. It remembers style images by
     * itself.
     *
     * @throws DeviceUnavailableException if the device does not exist
     * @throws WeightsException if there are no weights with the expected digest
     */
    public static VggStylizer open(StylizerSettings settings) {
        return open(settings, StyleDescriptionStore.NONE);
    }

    /**
     * The same with a store, in which stylizers of the same kind find each other's descriptions of style images.
     *
     * @param store closed by whoever made it, after the stylizer
     */
    public static VggStylizer open(StylizerSettings settings, StyleDescriptionStore store) {
        return open(settings, store, ImageDecoder::decode);
    }

    /**
     * The same with another decoder.
     *
     * @param store closed by whoever made it, after the stylizer
     * @param decoder of all pictures; called on the thread that calls the stylizer; closed by whoever made it, after the stylizer
     */
    public static VggStylizer open(StylizerSettings settings, StyleDescriptionStore store, PictureDecoder decoder) {
        DeviceThread thread = new DeviceThread(settings.device());
        boolean opened = false;
        try {
            VggStylizer stylizer = thread.call(() -> onDevice(settings, store, thread, decoder));
            opened = true;
            return stylizer;
        } finally {
            if (!opened) {
                thread.close();
            }
        }
    }

    private static VggStylizer onDevice(
            StylizerSettings settings, StyleDescriptionStore store, DeviceThread thread, PictureDecoder decoder) {
        OpenedDevice device = OpenedDevice.open(settings);
        boolean opened = false;
        try {
            MemoryPolicy memory = MemoryPolicy.of(settings.memory(), device.manager());
            StyleCache styles = new StyleCache(
                    device.manager(),
                    settings.memory().styleCacheBytes(),
                    new StoredDescriptions(
                            store,
                            settings.weights(),
                            DeviceKind.of(device.manager().getDevice())));
            if (settings.warm()) {
                WarmUp.run(device.manager(), device.backEnd(), memory);
            }
            LOG.info(
                    "device {}, back end {}, precision auto is {}",
                    settings.device(),
                    settings.backEnd(),
                    device.backEnd().automaticPrecision());
            opened = true;
            return new VggStylizer(settings, thread, device, memory, styles, decoder);
        } finally {
            if (!opened) {
                device.close();
            }
        }
    }

    @Override
    public Pastiche stylize(
            Recipe asked,
            Pictures pictures,
            OutputFormat output,
            @Nullable Execution as,
            @Nullable Checkpoint from,
            Watcher watcher) {
        if (as != null) {
            checkSame(as);
        }
        Recipe recipe = as == null ? asked : asked.withPrecision(as.precision());
        Errands errands = new Errands();
        Originals originals = originals(recipe, pictures, from, watcher, errands);
        PreparedScales prepared = PreparedScales.of(device.backEnd(), recipe, originals);
        Execution execution =
                as == null ? memory.tiled(own(prepared.precision().choice()), recipe, prepared, originals) : as;
        memory.checkAllows(execution, recipe, prepared, originals);
        MemoryPolicy tiling = memory.of(execution);
        tiling.check(recipe, prepared, originals);
        String fingerprint = Fingerprint.of(
                recipe, prepared.precision(), pictures, settings, kind, tiling.sides(recipe, prepared, originals));
        Checkpoints checkpoints = new Checkpoints(fingerprint, from, Checkpoints.mostBytes());
        ImageSize size = recipe.sizeFor(originals.content().size());
        Painting painting = new Painting(
                device.manager(),
                new JobObjectives(device.backEnd(), recipe, prepared, tiling, styles, originals.mixtures()),
                recipe,
                originals,
                execution,
                output.bitsPerSample(),
                watcher,
                checkpoints,
                (picture, steps, format) -> encoded(
                        picture,
                        originals.content(),
                        pictures.content(),
                        partialProvenance(recipe, prepared.precision(), steps),
                        format),
                System::nanoTime);
        Painting.Result result = paint(painting, errands, size, from);
        ImageBytes file = encoded(
                result.picture(),
                originals.content(),
                pictures.content(),
                result.ending() == Ending.FINISHED_EARLY
                        ? partialProvenance(
                                recipe, prepared.precision(), result.plan().steps())
                        : provenance(recipe, prepared.precision()),
                output);
        return new Pastiche(
                file, result.plan(), result.ending(), result.losses(), result.curve(), result.seconds(), execution);
    }

    /** The pictures; style images follow when they are needed, as errands. */
    private Originals originals(
            Recipe recipe, Pictures pictures, @Nullable Checkpoint from, Watcher watcher, Errands errands) {
        try {
            return reader.read(recipe, pictures, () -> isUnwanted(watcher), errands);
        } catch (DecodingStoppedException e) {
            throw cancelled(from);
        }
    }

    /** A picture is decoded to its end where another stylizer shall go on: that takes seconds, and no step is lost. */
    private static boolean isUnwanted(Watcher watcher) {
        return watcher.command() == Command.CANCEL;
    }

    private static StoppedException cancelled(@Nullable Checkpoint from) {
        return new StoppedException(from == null ? 0 : from.step(), Command.CANCEL, null);
    }

    private static ImageBytes encoded(
            RgbImage pastiche,
            RgbImage content,
            ImageBytes contentFile,
            Map<String, String> said,
            OutputFormat output) {
        return new ImageBytes(ImageEncoder.encode(
                withAlphaOf(content, pastiche),
                output,
                "stylize " + SoftwareVersion.text(),
                said,
                photograph(contentFile, pastiche.size(), output)));
    }

    /** How this stylizer works, without tiles. */
    private Execution own(Network.Precision precision) {
        return new Execution(precision, kind.threads(), 0, 0, settings.backEnd().label(), kind.processor());
    }

    /** @throws OtherExecutionException if this stylizer works in another way, whatever the memory */
    private void checkSame(Execution as) {
        List<String> differences = as.differences(own(as.precision()).withTiles(as.tileSidePixels(), as.memoryBytes()));
        if (!differences.isEmpty()) {
            throw new OtherExecutionException(String.join(", ", differences));
        }
        if (!device.backEnd().has(Precision.of(as))) {
            throw new OtherExecutionException(
                    "precision must be " + as.precision().label() + ", for which this device has no kernels");
        }
    }

    /** What the content image says about how it was taken. */
    private static Optional<PhotographExif> photograph(ImageBytes content, ImageSize size, OutputFormat output) {
        byte[] file = content.toArray();
        return PhotographExif.of(file, ImageHeader.read(file).format(), size, output.exif());
    }

    private static RgbImage withAlphaOf(RgbImage content, RgbImage pastiche) {
        return content.isOpaque()
                ? pastiche
                : pastiche.withAlphaOf(PillowResampling.BILINEAR.resize(content, pastiche.size()));
    }

    /**
     * What the picture says about how it was made. Another run on the same machine says the same, because the same job must
     * give the same bytes: there is no time in it, and the recipe has the precision that was used.
     */
    private Map<String, String> provenance(Recipe recipe, Precision precision) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("recipe", RecipeJson.write(recipe.withPrecision(precision.choice())));
        said.put("seed", Integer.toString(recipe.seed()));
        said.put("precision", precision.label());
        said.put("backEnd", settings.backEnd().label());
        said.put("weightsSha256", settings.weights().sha256());
        said.put("engine", TorchEngine.version());
        said.put("java", Runtime.version().toString());
        return said;
    }

    /** The same of a pastiche that was finished before its last step. */
    private Map<String, String> partialProvenance(Recipe recipe, Precision precision, int steps) {
        Map<String, String> said = provenance(recipe, precision);
        said.put("partial", "after step " + steps + " of " + recipe.totalSteps());
        return said;
    }

    @Override
    public String device() {
        return settings.device();
    }

    @Override
    public Machine machine() {
        return new Machine(
                SystemInfo.versions(),
                SystemInfo.processor(),
                settings.device(),
                new Machine.Weights(
                        settings.weights().location(), settings.weights().sha256()));
    }

    /**
     * Number of arrays on the device. Between jobs these are the weights, the kernels and the descriptions of styles. A job
     * whose recipe and styles are known leaves as many as there were before it. Any thread.
     */
    public int liveArrays() {
        return device.manager().getManagedArrays().size();
    }

    @Override
    public CacheCounts styleCache() {
        return styles.counts();
    }

    @Override
    public void close() {
        thread.call(() -> {
            device.close();
            return true;
        });
        thread.close();
    }

    private Painting.Result paint(Painting painting, Errands errands, ImageSize size, @Nullable Checkpoint from) {
        try {
            return thread.call(painting, errands, painting::stop);
        } catch (DecodingStoppedException e) {
            throw cancelled(from);
        } catch (EngineException e) {
            if (isMemoryFull(e)) {
                throw new DeviceFullException(
                        "the memory of device " + device() + " is full with a picture of " + size, e);
            }
            throw e;
        }
    }

    /** The engine has no type for it: on CUDA it says "CUDA out of memory", on a CPU "can't allocate memory". */
    private static boolean isMemoryFull(EngineException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory") || message.contains("allocate memory");
    }
}
