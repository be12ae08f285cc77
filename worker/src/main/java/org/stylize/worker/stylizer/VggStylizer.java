package org.stylize.worker.stylizer;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.image.ImageException;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.ImageTooSmallException;
import org.stylize.proto.ProblemType;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Resampling;
import org.stylize.worker.job.ImageBytes;
import org.stylize.worker.job.PoisonJobException;
import org.stylize.worker.job.Stylizer;
import org.stylize.worker.job.TransientFaultException;
import org.stylize.worker.nst.DivergedException;
import org.stylize.worker.nst.Vgg19Weights;
import org.stylize.worker.picture.ImageDecoder;
import org.stylize.worker.picture.ImageEncoder;
import org.stylize.worker.picture.PillowResampling;
import org.stylize.worker.picture.RgbImage;

/**
 * Paints with VGG-19 on one device. Any thread may ask, one at a time; pictures are read and written on the asking
 * thread, and everything native happens on the thread {@code device-cpu} or {@code device-gpuN}, which this object owns.
 * If the asking thread is interrupted, the job stops before its next step.
 */
public final class VggStylizer implements Stylizer {
    private static final Logger LOG = LoggerFactory.getLogger(VggStylizer.class);

    private final StylizerSettings settings;
    private final DeviceThread thread;
    private final NDManager device;
    private final Objectives objectives;

    private VggStylizer(StylizerSettings settings, DeviceThread thread, NDManager device, Objectives objectives) {
        this.settings = settings;
        this.thread = thread;
        this.device = device;
        this.objectives = objectives;
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
            Objectives objectives = Objectives.on(device, settings.backEnd(), weights);
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
    public Pastiche stylize(Recipe recipe, ImageBytes content, List<ImageBytes> styles, Watcher watcher) {
        if (styles.size() != 1) {
            throw new PoisonJobException(
                    ProblemType.INVALID_RECIPE,
                    "the recipe " + recipe.name() + " takes one style image but got " + styles.size());
        }
        RgbImage contentPicture = read("content image", content, recipe);
        RgbImage stylePicture = read("style image", styles.get(0), recipe);
        Painting painting = new Painting(device, objectives, recipe, contentPicture, stylePicture, watcher);
        Painting.Result result = paint(painting, contentPicture.size());
        ImageBytes png = new ImageBytes(ImageEncoder.png(result.picture().withAlphaOf(contentPicture)));
        return new Pastiche(png, result.plan(), result.losses(), result.seconds(), objectives.precision(recipe));
    }

    @Override
    public String device() {
        return settings.device();
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
        } catch (DivergedException e) {
            throw new PoisonJobException(ProblemType.DIVERGED, String.valueOf(e.getMessage()), e);
        } catch (EngineException e) {
            if (isMemoryFull(e)) {
                throw new TransientFaultException(
                        "the memory of device " + device() + " is full with a picture of " + size, e);
            }
            throw e;
        }
    }

    /** Decodes and resizes, after everything that the header tells was checked. */
    private RgbImage read(String role, ImageBytes file, Recipe recipe) {
        try {
            byte[] bytes = file.toArray();
            ImageHeader header = ImageHeader.read(bytes);
            ImageLimits.DEFAULT.check(header, bytes.length);
            ImageSize size = recipe.sizeFor(new ImageSize(header.width(), header.height()));
            if (size.longSide() > settings.longestSidePixels()) {
                throw new PoisonJobException(
                        ProblemType.IMAGE_TOO_LARGE,
                        role + ": this worker works on pictures with a long side of at most "
                                + settings.longestSidePixels() + " pixels but the recipe asks for " + size);
            }
            return resampling(recipe).resize(ImageDecoder.decode(bytes, ImageLimits.DEFAULT), size);
        } catch (ImageException e) {
            throw new PoisonJobException(problemOf(e), role + ": " + e.getMessage(), e);
        } catch (InvalidRecipeException e) {
            throw new PoisonJobException(ProblemType.INVALID_RECIPE, role + ": " + e.getMessage(), e);
        }
    }

    private static PillowResampling resampling(Recipe recipe) {
        Resampling filter = recipe.resampling();
        return switch (filter) {
            case BILINEAR -> PillowResampling.BILINEAR;
        };
    }

    private static ProblemType problemOf(ImageException e) {
        if (e instanceof ImageTooLargeException) {
            return ProblemType.IMAGE_TOO_LARGE;
        }
        return e instanceof ImageTooSmallException ? ProblemType.IMAGE_TOO_SMALL : ProblemType.IMAGE_UNREADABLE;
    }

    /** The engine has no type for it: on CUDA it says "CUDA out of memory", on a CPU "can't allocate memory". */
    private static boolean isMemoryFull(EngineException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory") || message.contains("allocate memory");
    }
}
