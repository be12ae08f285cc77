package org.stylize.gateway.batch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.image.OutputFormat;
import org.stylize.proto.BatchId;
import org.stylize.proto.Extras;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobTags;
import org.stylize.proto.JobTerms;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;

/**
 * What a caller asks for with a batch: each content image in the manner of each of the styles, by each recipe.
 *
 * @param key the caller's name for the request; null for none
 * @param contents the pictures that are painted, in the store
 * @param styles the mixtures of styles, each 1 to {@link org.stylize.recipe.Recipe#MOST_STYLES} of them
 * @param terms how soon the caller wants each picture
 * @param tags of each job, without a batch
 */
public record BatchRequest(
        Tenant tenant,
        @Nullable String key,
        List<ImageRef> contents,
        List<List<JobPictures.Style<ImageRef>>> styles,
        List<RecipeChoice> recipes,
        JobTerms terms,
        OutputFormat output,
        JobTags tags,
        Trace trace) {
    /** Most jobs of a batch. */
    public static final int MOST_JOBS = 10_000;

    /** @throws InvalidJobException if it has no jobs, or too many */
    public BatchRequest {
        requireNonNull(tenant, "tenant is null");
        contents = List.copyOf(contents);
        styles = styles.stream().map(List::copyOf).toList();
        recipes = List.copyOf(recipes);
        requireNonNull(terms, "terms is null");
        requireNonNull(output, "output is null");
        requireNonNull(tags, "tags is null");
        requireNonNull(trace, "trace is null");
        requireSome("contents", contents.size());
        requireSome("styles", styles.size());
        requireSome("recipes", recipes.size());
        long jobs = (long) contents.size() * styles.size() * recipes.size();
        if (jobs > MOST_JOBS) {
            throw new InvalidJobException(
                    "contents",
                    "a batch has at most " + MOST_JOBS + " jobs but " + contents.size() + " contents × " + styles.size()
                            + " styles × " + recipes.size() + " recipes are " + jobs);
        }
    }

    private static void requireSome(String field, int count) {
        if (count == 0) {
            throw new InvalidJobException(field, "a batch needs at least one of " + field);
        }
    }

    /** How many jobs it has. */
    public int size() {
        return contents.size() * styles.size() * recipes.size();
    }

    /** The jobs, content by content, then style by style, then recipe by recipe. */
    List<StylizationJob> jobs(BatchId id, Instant at) {
        JobTags tagged = tags.in(id);
        List<StylizationJob> jobs = new ArrayList<>(size());
        for (ImageRef content : contents) {
            for (List<JobPictures.Style<ImageRef>> mixture : styles) {
                JobPictures<ImageRef> pictures = new JobPictures<>(content, mixture, null);
                for (RecipeChoice recipe : recipes) {
                    jobs.add(new StylizationJob(
                            id.job(jobs.size()),
                            tenant,
                            pictures,
                            recipe,
                            null,
                            at,
                            null,
                            terms,
                            output,
                            tagged,
                            null,
                            trace,
                            Extras.NONE));
                }
            }
        }
        return jobs;
    }
}
