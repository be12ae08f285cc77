package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Machine;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer.Pastiche;
import org.stylize.engine.manifest.Manifest;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobPictures;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Recipe;

/**
 * The manifest of a job's result, as the command line writes and replays it. Pictures are named as seen from the
 * manifest's place in the bucket.
 */
record JobManifest(StylizationJob job, Attempt attempt, Machine machine) {
    /** From {@code {tenant}/jobs/{job}/{attempt}/} to the bucket. */
    private static final String BUCKET = "../../../../";

    private static final String CLASS_PATH = "classpath:";

    JobManifest {
        requireNonNull(job, "job is null");
        requireNonNull(attempt, "attempt is null");
        requireNonNull(machine, "machine is null");
    }

    /**
     * The manifest.
     *
     * @param pictures of the job, as they were read
     * @param name of the result, beside the manifest
     * @param result the stored bytes
     */
    byte[] json(Recipe recipe, Pictures pictures, Pastiche pastiche, String name, byte[] result) {
        return Manifest.of(
                        name,
                        result,
                        job.output(),
                        pastiche,
                        forEverybody(machine),
                        recipe,
                        inputs(pictures),
                        new Manifest.Job(job.id().toString(), attempt.id()))
                .json();
    }

    private Manifest.Inputs inputs(Pictures read) {
        JobPictures<ImageRef> named = job.pictures();
        List<Manifest.Picture> styles = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        List<Manifest.Picture> masks = new ArrayList<>();
        for (int i = 0; i < read.styles().size(); i++) {
            JobPictures.Style<ImageRef> name = named.styles().get(i);
            Pictures.Style style = read.styles().get(i);
            styles.add(picture(name.image(), style.image()));
            shares.add(style.share());
            if (name.mask() != null && style.mask() != null) {
                masks.add(picture(name.mask(), style.mask()));
            }
        }
        return new Manifest.Inputs(
                picture(named.content(), read.content()),
                styles,
                shares,
                masks,
                pictureOrNull(named.start(), read.start()),
                pictureOrNull(named.protection(), read.protection()));
    }

    private static Manifest.@Nullable Picture pictureOrNull(@Nullable ImageRef name, @Nullable ImageBytes read) {
        return name == null || read == null ? null : picture(name, read);
    }

    private static Manifest.Picture picture(ImageRef name, ImageBytes read) {
        return Manifest.Picture.of(BUCKET + name.key(), read.toArray());
    }

    /** Where the weights lay is nobody's business: an address may even have a password in it. */
    private static Machine forEverybody(Machine machine) {
        Machine.Weights weights = machine.weights();
        String location = weights.location();
        if (location.startsWith(CLASS_PATH)) {
            return machine;
        }
        String path = location.replaceFirst("[?#].*", "");
        return new Machine(
                machine.versions(),
                machine.processor(),
                machine.device(),
                new Machine.Weights(path.substring(path.lastIndexOf('/') + 1), weights.sha256()));
    }
}
