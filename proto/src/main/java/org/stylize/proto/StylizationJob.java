package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Recipe;

/**
 * What was asked for: these pictures, this recipe.
 *
 * @param tenant whom the job belongs to; its pictures must be the tenant's, see {@link #foreignPicture()}
 * @param recipe as the caller named it
 * @param resolved the recipe that the ledger made of it when it admitted the job; null before that, in jobs that an
 *     earlier release admitted, and in jobs whose recipe is wrong
 * @param idempotencyKey the caller's, 1 to 255 characters, or null
 * @param terms how soon the caller wants the picture
 * @param output how the picture is written
 * @param tags what the caller says of the job for his own use
 * @param retryOf the job that this one does again; null if it is no retry
 * @param trace that the submission belongs to
 * @param extras fields of a newer version, handed on
 */
public record StylizationJob(
        JobId id,
        Tenant tenant,
        JobPictures<ImageRef> pictures,
        RecipeChoice recipe,
        @Nullable ResolvedRecipe resolved,
        Instant submittedAt,
        @Nullable String idempotencyKey,
        JobTerms terms,
        OutputFormat output,
        JobTags tags,
        @Nullable JobId retryOf,
        Trace trace,
        Extras extras) {
    /** Longest idempotency key, in characters. */
    public static final int MAX_KEY_LENGTH = 255;

    public StylizationJob {
        requireNonNull(id, "id is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(pictures, "pictures is null");
        requireNonNull(recipe, "recipe is null");
        requireNonNull(submittedAt, "submittedAt is null");
        requireNonNull(terms, "terms is null");
        requireNonNull(output, "output is null");
        requireNonNull(tags, "tags is null");
        requireNonNull(trace, "trace is null");
        requireNonNull(extras, "extras is null");
        if (idempotencyKey != null && (idempotencyKey.isEmpty() || idempotencyKey.length() > MAX_KEY_LENGTH)) {
            throw new InvalidJobException(
                    "idempotencyKey",
                    "an idempotency key is 1 to " + MAX_KEY_LENGTH + " characters but has " + idempotencyKey.length());
        }
    }

    /** A job of the default tenant as a caller asks for it: without terms, not resolved, of no trace, with no fields of a newer version. */
    public static StylizationJob of(
            JobId id,
            JobPictures<ImageRef> pictures,
            RecipeChoice recipe,
            Instant submittedAt,
            @Nullable String idempotencyKey) {
        return new StylizationJob(
                id,
                Tenant.DEFAULT,
                pictures,
                recipe,
                null,
                submittedAt,
                idempotencyKey,
                JobTerms.NONE,
                OutputFormat.PNG,
                JobTags.NONE,
                null,
                Trace.NONE,
                Extras.NONE);
    }

    /**
     * The recipe that the job is made with: the resolved one, or, before the ledger has resolved it, what the caller's
     * choice stands for in this release.
     *
     * @throws org.stylize.recipe.InvalidRecipeException if the caller's choice is wrong
     */
    public Recipe resolve() {
        return resolved == null ? recipe.resolve() : resolved.recipe();
    }

    /** The keys of the objects that are in the store for the sake of this job. */
    public JobKeys keys() {
        return new JobKeys(tenant, id);
    }

    /**
     * Says which picture the job must not read: one that is not an object of its tenant. The uploads of a job that an
     * earlier release admitted are the job's own.
     */
    public Optional<Problem> foreignPicture() {
        String ownBefore = JobKeys.uploadsBefore(id);
        return pictures.all().stream()
                .filter(picture -> !tenant.owns(picture.key()) && !picture.key().startsWith(ownBefore))
                .findFirst()
                .map(tenant::doesNotOwn);
    }

    /** The same job for that tenant. */
    public StylizationJob withTenant(Tenant other) {
        return new StylizationJob(
                id,
                other,
                pictures,
                recipe,
                resolved,
                submittedAt,
                idempotencyKey,
                terms,
                output,
                tags,
                retryOf,
                trace,
                extras);
    }

    /** The same job with its recipe resolved. */
    public StylizationJob withResolved(ResolvedRecipe recipeNow) {
        return new StylizationJob(
                id,
                tenant,
                pictures,
                recipe,
                recipeNow,
                submittedAt,
                idempotencyKey,
                terms,
                output,
                tags,
                retryOf,
                trace,
                extras);
    }

    /** The same job with its recipe spelled out, and nothing left to resolve. */
    public StylizationJob withRecipe(RecipeChoice.Explicit explicit) {
        return new StylizationJob(
                id,
                tenant,
                pictures,
                explicit,
                null,
                submittedAt,
                idempotencyKey,
                terms,
                output,
                tags,
                retryOf,
                trace,
                extras);
    }

    /** The same job with another time of submission. */
    public StylizationJob withSubmittedAt(Instant at) {
        return new StylizationJob(
                id,
                tenant,
                pictures,
                recipe,
                resolved,
                at,
                idempotencyKey,
                terms,
                output,
                tags,
                retryOf,
                trace,
                extras);
    }

    /** The same job under other terms. */
    public StylizationJob withTerms(JobTerms other) {
        return new StylizationJob(
                id,
                tenant,
                pictures,
                recipe,
                resolved,
                submittedAt,
                idempotencyKey,
                other,
                output,
                tags,
                retryOf,
                trace,
                extras);
    }

    /**
     * A new job that does this one again, with the recipe that this one was admitted with, in the same lane and with the same
     * tags. It has no limits of time and no idempotency key.
     */
    public StylizationJob again(JobId retryId, Instant at) {
        RecipeChoice sameRecipe = resolved == null ? recipe : new RecipeChoice.Explicit(resolved.json());
        return new StylizationJob(
                retryId,
                tenant,
                pictures,
                sameRecipe,
                null,
                at,
                null,
                JobTerms.in(terms.lane()),
                output,
                tags,
                id,
                trace,
                extras);
    }

    /** The same job with other tags. */
    public StylizationJob withTags(JobTags other) {
        return new StylizationJob(
                id,
                tenant,
                pictures,
                recipe,
                resolved,
                submittedAt,
                idempotencyKey,
                terms,
                output,
                other,
                retryOf,
                trace,
                extras);
    }

    /** The same job, whose picture is written in another way. */
    public StylizationJob withOutput(OutputFormat other) {
        return new StylizationJob(
                id,
                tenant,
                pictures,
                recipe,
                resolved,
                submittedAt,
                idempotencyKey,
                terms,
                other,
                tags,
                retryOf,
                trace,
                extras);
    }

    /** The same job in another trace. */
    public StylizationJob withTrace(Trace other) {
        return new StylizationJob(
                id,
                tenant,
                pictures,
                recipe,
                resolved,
                submittedAt,
                idempotencyKey,
                terms,
                output,
                tags,
                retryOf,
                other,
                extras);
    }

    /**
     * Equal for two submissions that ask for the same pictures and name the recipe in the same way, at whatever time
     * and under whatever id.
     */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
