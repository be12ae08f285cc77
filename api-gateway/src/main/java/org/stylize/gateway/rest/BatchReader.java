package org.stylize.gateway.rest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.batch.BatchRequest;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobPictures;
import org.stylize.proto.Lane;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;

/**
 * Reads the bodies of batches, and names the field that is wrong. For any thread.
 *
 * @param bucket the one that is open to jobs
 */
record BatchReader(String bucket) {
    /** @throws InvalidJobException naming the field that is missing, unknown or wrong */
    BatchRequest read(Tenant tenant, @Nullable String key, Trace trace, byte[] json) {
        if (json.length == 0) {
            throw new InvalidJobException("body", "a batch needs a body but this one is empty");
        }
        BatchBody body = StrictJson.read(json, BatchBody.class);
        List<ImageRef> contents = new ArrayList<>();
        for (SubmissionBody.PictureRef content : orEmpty(body.contents())) {
            contents.add(picture("contents[" + contents.size() + "]", content));
        }
        JobOptions options = JobOptions.of(
                new JobOptions.Times(body.ttlSeconds(), body.deadline(), body.lane()),
                Lane.BATCH,
                body.output(),
                body.labels(),
                body.metadata());
        return new BatchRequest(
                tenant,
                RequestReader.checkedKey(key),
                contents,
                styles(body),
                recipes(body),
                options.terms(),
                options.output(),
                options.tags(),
                trace);
    }

    private List<List<JobPictures.Style<ImageRef>>> styles(BatchBody body) {
        List<List<JobPictures.Style<ImageRef>>> all = new ArrayList<>();
        for (SubmissionBody.StyleRef style : orEmpty(body.styles())) {
            all.add(List.of(style("styles[" + all.size() + "]", style)));
        }
        int mixtures = 0;
        for (List<SubmissionBody.StyleRef> mixture : orEmpty(body.mixtures())) {
            String field = "mixtures[" + mixtures++ + "]";
            RequestReader.checkStyles(orEmpty(mixture).size(), field);
            List<JobPictures.Style<ImageRef>> together = new ArrayList<>();
            for (SubmissionBody.StyleRef style : mixture) {
                together.add(style(field + "[" + together.size() + "]", style));
            }
            all.add(together);
        }
        return all;
    }

    private static List<RecipeChoice> recipes(BatchBody body) {
        if (body.recipes() == null) {
            return List.of(RequestReader.recipe(null, null, null));
        }
        List<RecipeChoice> recipes = new ArrayList<>();
        for (BatchBody.RecipeRef recipe : body.recipes()) {
            if (recipe == null) {
                throw new InvalidJobException("recipes", "recipes[" + recipes.size() + "] must not be null");
            }
            recipes.add(RequestReader.recipe(recipe.preset(), recipe.overrides(), recipe.recipe()));
        }
        return recipes;
    }

    private JobPictures.Style<ImageRef> style(String field, SubmissionBody.@Nullable StyleRef ref) {
        if (ref == null) {
            throw nothingNamed(field);
        }
        SubmissionBody.PictureRef image = ref.image() == null
                ? new SubmissionBody.PictureRef(ref.object(), ref.bucket(), ref.url())
                : ref.image();
        return new JobPictures.Style<>(
                picture(field, image),
                RequestReader.share(field + ".share", ref.share()),
                ref.mask() == null ? null : picture(field + ".mask", ref.mask()));
    }

    private ImageRef picture(String field, SubmissionBody.@Nullable PictureRef ref) {
        if (ref != null && ref.url() != null) {
            throw new InvalidJobException(
                    field, field + " must name an object of the store; upload the picture first, with POST /v1/images");
        }
        if (ref == null || ref.object() == null) {
            throw nothingNamed(field);
        }
        try {
            return new ImageRef(ref.bucket() == null ? bucket : ref.bucket(), ref.object());
        } catch (InvalidJobException e) {
            throw new InvalidJobException(field, field + ": " + e.getMessage(), e);
        }
    }

    private static InvalidJobException nothingNamed(String field) {
        return new InvalidJobException(
                field, field + " must name an object of the store, {\"object\": \"key\"}, but names none");
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
