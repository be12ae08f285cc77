package org.stylize.engine.stylizer;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.DeviceFullException;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;

/**
 * Paints with VGG-19 on one device. Any thread may ask, one at a time; pictures are read and written on the asking
 * thread, but for style images that are not known yet, and everything native happens on the thread {@code device-cpu} or
 * {@code device-gpuN}, which this object owns.
 * If the asking thread is interrupted, the job stops before its next step.
 */
public final class VggStylizer implements Stylizer {
    private static final Logger LOG = LoggerFactory.getLogger(VggStylizer.class);

    private final StylizerSettings settings;
    private final DeviceThread thread;
    private final NDManager device;
    private final Objectives objectives;
    private final PictureReader reader;

    private VggStylizer(StylizerSettings settings, DeviceThread thread, NDManager device, Objectives objectives) {
        this.settings = settings;
        this.thread = thread;
        this.device = device;
        this.objectives = objectives;
        this.reader = new PictureReader(settings.longestSidePixels(), settings.limits());
    }

    /**
     * Starts the engine, takes the device and loads the weights; after that it is ready.
     *
     * @throws DeviceUnavailableException if the device is not there
     * @throws WeightsException if there are no weights with the expected digest
     */
    public static VggStylizer open(StylizerSettings settings) {
        DeviceThread thread = new DeviceThread(settings.device());
        boolean opened = false;
        try {
            VggStylizer stylizer = thread.call(() -> onDevice(settings, thread), () -> {});
            opened = true;
            return stylizer;
        } finally {
            if (!opened) {
                thread.close();
            }
        }
    }

    private static VggStylizer onDevice(StylizerSettings settings, DeviceThread thread) {
        Engine engine = TorchEngine.start(settings.threads());
        NDManager device = engine.newBaseManager(Devices.named(settings.device(), engine));
        boolean loaded = false;
        try {
            Vgg19Weights weights = Vgg19Loader.load(settings.weights(), device);
            Objectives objectives = new Objectives(device, settings.backEnd(), weights, settings.memory());
            if (settings.warm()) {
                WarmUp.run(device, objectives);
            }
            LOG.info(
                    "device {}, back end {}, precision auto is {}",
                    settings.device(),
                    settings.backEnd(),
                    objectives.fastest());
            loaded = true;
            return new VggStylizer(settings, thread, device, objectives);
        } finally {
            if (!loaded) {
                device.close();
            }
        }
    }

    @Override
    public Pastiche stylize(Recipe recipe, Pictures pictures, OutputFormat output, Watcher watcher) {
        objectives.checkPrecision(recipe);
        Originals originals = reader.read(recipe, pictures);
        objectives.checkWhole(recipe, originals);
        ImageSize size = recipe.sizeFor(originals.content().size());
        Painting painting =
                new Painting(device, objectives, recipe, originals, output.bitsPerSample(), watcher, System::nanoTime);
        Painting.Result result = paint(painting, size);
        byte[] file = ImageEncoder.encode(
                withAlphaOf(originals.content(), result.picture()),
                output,
                "stylize " + SoftwareVersion.text(),
                provenance(recipe));
        return new Pastiche(
                new ImageBytes(file),
                result.plan(),
                result.ending(),
                result.losses(),
                result.seconds(),
                objectives.precision(recipe),
                objectives.backEnd().label());
    }

    private static RgbImage withAlphaOf(RgbImage content, RgbImage pastiche) {
        return content.isOpaque()
                ? pastiche
                : pastiche.withAlphaOf(PillowResampling.BILINEAR.resize(content, pastiche.size()));
    }

    /**
     * What the picture says of how it was made. There is nothing in it that another run on the same machine would not say,
     * so the same job gives the same bytes: no time, and the recipe with the precision that was used.
     */
    private Map<String, String> provenance(Recipe recipe) {
        Network.Precision precision = objectives.precision(recipe);
        Map<String, String> said = new LinkedHashMap<>();
        said.put("recipe", RecipeJson.write(recipe.withPrecision(precision)));
        said.put("seed", Integer.toString(recipe.seed()));
        said.put("precision", precision.label());
        said.put("backEnd", objectives.backEnd().label());
        said.put("weightsSha256", settings.weights().sha256());
        said.put("engine", TorchEngine.version());
        said.put("java", Runtime.version().toString());
        return said;
    }

    @Override
    public String device() {
        return settings.device();
    }

    /** The memory settings, with what was decided at the start in place of 0: they decide how large tiles are. Any thread. */
    public MemorySettings memory() {
        return objectives.memory();
    }

    /**
     * Arrays that the device holds: between jobs weights, kernels and what is known of styles, and so as many after a job
     * as before it, if its recipe and its styles are known. Any thread.
     */
    public int liveArrays() {
        return device.getManagedArrays().size();
    }

    @Override
    public CacheCounts styleCache() {
        return objectives.styles().counts();
    }

    @Override
    public void close() {
        thread.call(
                () -> {
                    device.close();
                    return true;
                },
                () -> {});
        thread.close();
    }

    private Painting.Result paint(Painting painting, ImageSize size) {
        try {
            return thread.call(painting, painting::stop);
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
