package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.Sha256;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.engine.Stylizer.Pastiche;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.image.OutputFormat;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobReport.Release;
import org.stylize.proto.MadeOf;
import org.stylize.proto.Outcome;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;

/** What is done to make a pastiche: read the pictures, find the latest checkpoint, paint, store, announce. */
record JobWork(
        JobRunner.Ports ports,
        Stylizer stylizer,
        ProgressFeed feed,
        StepWatch steps,
        Clock clock,
        LongSupplier nanoTime,
        JobRunner.Settings settings) {
    private static final Logger LOG = LoggerFactory.getLogger(JobWork.class);

    /**
     * Stores the pastiche and announces it.
     *
     * @throws org.stylize.engine.StylizerException if there is none
     * @throws JobException if there is none
     */
    void complete(
            JobRequest request,
            AttemptCommands commands,
            AttemptReports reports,
            AttemptCheckpoints checkpoints,
            JobLog log) {
        StylizationJob job = request.job();
        Recipe recipe = recipeOf(job);
        StoreRetries retries = new StoreRetries(settings.storePatience(), commands, nanoTime);
        ArtefactStore artefacts = new PatientArtefactStore(ports.artefacts(), retries);
        Pictures pictures = pictures(job, new PatientImageStore(ports.images(), retries), ports.traces());
        AttemptWatcher.Parts parts =
                new AttemptWatcher.Parts(request, commands, reports, checkpoints, ports.observer(), steps, log);
        Pastiche pastiche = paint(recipe, pictures, artefacts, parts);
        checkpoints.end();
        byte[] file = pastiche.image().toArray();
        ArtefactKey key = ArtefactKey.pastiche(
                job.keys(),
                request.attempt(),
                ArtefactKey.Format.of(job.output().format()));
        ImageRef ref = artefacts.put(key, file); // store
        JobManifest manifest = new JobManifest(job, request.attempt(), stylizer.machine());
        ImageRef manifestRef = artefacts.put(
                ArtefactKey.manifest(job.keys(), request.attempt()),
                manifest.json(recipe, pictures, pastiche, key.fileName(), file));
        reports.completed(
                outcome(ref, manifestRef, file, pastiche, madeOf(pictures, recipe, job.output()))); // announce
    }

    /** From the latest checkpoint that can be used. */
    private Pastiche paint(Recipe recipe, Pictures pictures, ArtefactStore artefacts, AttemptWatcher.Parts parts) {
        List<ArtefactKey> keys =
                new ArrayList<>(artefacts.list(parts.request().job().keys(), ArtefactKey.Kind.CHECKPOINT));
        while (!keys.isEmpty()) {
            ArtefactKey latest = keys.get(keys.size() - 1);
            try {
                Checkpoint from = Checkpoint.read(artefacts.get(latest));
                parts.checkpoints().keep(keys);
                return paintFrom(from, recipe, pictures, parts);
            } catch (UnusableCheckpointException | ArtefactMissingException e) {
                LOG.warn("cannot go on from {}: {}", latest.objectKey(), e.getMessage());
                keys.remove(latest);
            }
        }
        return paintFrom(null, recipe, pictures, parts);
    }

    private Pastiche paintFrom(
            @Nullable Checkpoint from, Recipe recipe, Pictures pictures, AttemptWatcher.Parts parts) {
        AttemptWatcher watcher = new AttemptWatcher(
                parts,
                new AttemptWatcher.Times(settings.checkpointInterval(), settings.slice(), settings.storePatience()),
                from,
                () -> progress(parts.request()),
                nanoTime);
        steps.begin(() -> handBack(parts));
        try {
            JobRequest request = parts.request();
            return stylizer.stylize(recipe, pictures, request.job().output(), request.execution(), from, watcher);
        } finally {
            steps.end();
        }
    }

    private AttemptProgress progress(JobRequest request) {
        return new AttemptProgress(
                request,
                new AttemptProgress.Settings(settings.progressInterval(), settings.previewInterval()),
                feed,
                clock,
                nanoTime);
    }

    /** On the thread {@code job-watch}: the device does not come back. */
    private void handBack(AttemptWatcher.Parts parts) {
        parts.commands().giveUp();
        parts.checkpoints().end();
        parts.reports()
                .releasedAtOnce(
                        Release.FAULT,
                        new Problem(
                                ProblemType.INTERNAL,
                                "no step ended within " + steps.longest().toSeconds() + " s"));
        parts.request().accept();
    }

    private static Pictures pictures(StylizationJob job, ImageStore from, JobTraces traces) {
        Map<ImageRef, ImageBytes> files = PictureFetch.all(from, job.pictures().all(), traces);
        JobPictures<ImageBytes> read = job.pictures().map(ref -> requireNonNull(files.get(ref)));
        List<Pictures.Style> styles = read.styles().stream()
                .map(style -> new Pictures.Style(style.image(), style.share(), style.mask()))
                .toList();
        return new Pictures(read.content(), styles, read.start(), read.protection());
    }

    private static Recipe recipeOf(StylizationJob job) {
        try {
            return job.resolve();
        } catch (InvalidRecipeException e) {
            throw new PoisonJobException(ProblemType.INVALID_RECIPE, String.valueOf(e.getMessage()), e);
        }
    }

    /** By the bytes that were read, whatever the pictures are called. */
    private static String madeOf(Pictures read, Recipe recipe, OutputFormat output) {
        List<JobPictures.Style<ImageBytes>> styles = read.styles().stream()
                .map(style -> new JobPictures.Style<>(style.image(), style.share(), style.mask()))
                .toList();
        return MadeOf.of(
                new JobPictures<>(read.content(), styles, read.start(), read.protection())
                        .map(picture -> Sha256.of(picture.toArray())),
                recipe,
                output);
    }

    private static Outcome outcome(ImageRef ref, ImageRef manifest, byte[] file, Pastiche pastiche, String madeOf) {
        Plan plan = pastiche.plan();
        return new Outcome(
                ref,
                plan.steps(),
                plan.width(),
                plan.height(),
                pastiche.losses(),
                pastiche.optimizationSeconds(),
                Sha256.of(file),
                pastiche.ending() == Stylizer.Ending.FINISHED_EARLY,
                manifest,
                madeOf,
                null);
    }
}
