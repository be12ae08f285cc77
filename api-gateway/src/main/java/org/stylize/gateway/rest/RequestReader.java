package org.stylize.gateway.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.link.LinkedPictures;
import org.stylize.gateway.submission.ImageSource;
import org.stylize.gateway.submission.SubmissionRequest;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobPictures;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;

/** Reads the bodies of submissions, JSON and multipart, and names the field that is wrong. For any thread. */
@Singleton
public final class RequestReader {
    private static final String CONTENT = "content";
    private static final String REQUEST = PictureParts.REQUEST;

    private final BodyLimits limits;

    public RequestReader(BodyLimits limits) {
        this.limits = requireNonNull(limits, "limits is null");
    }

    /**
     * Reads a JSON body, and downloads the pictures that it names by address.
     *
     * @param links gets them
     * @throws InvalidJobException naming the field that is missing, unknown or wrong
     */
    SubmissionRequest json(Tenant tenant, SubmissionRequest.Name name, Trace trace, byte[] body, LinkedPictures links) {
        if (body.length == 0) {
            throw new InvalidJobException("body", "a submission needs a body but this one is empty");
        }
        SubmissionBody request = StrictJson.read(body, SubmissionBody.class);
        if (request.shares() != null) {
            throw new InvalidJobException("shares", "in a JSON body each of the styles names its own share");
        }
        List<SubmissionBody.StyleRef> refs = request.styles() == null ? List.of() : request.styles();
        checkStyles(refs.size(), "styles");
        RecipeChoice recipe = recipe(request);
        JobOptions options = JobOptions.of(request);
        PictureRefs pictures = new PictureRefs(links);
        List<JobPictures.Style<ImageSource>> styles = new ArrayList<>();
        for (SubmissionBody.StyleRef ref : refs) {
            styles.add(pictures.style(styles.size(), ref));
        }
        ImageSource content = pictures.source(CONTENT, CONTENT, request.content());
        ImageSource start = request.start() == null ? null : pictures.source("start", "start", request.start());
        ImageSource protection =
                request.protection() == null ? null : pictures.source("protection", "protection", request.protection());
        return new SubmissionRequest(
                tenant,
                name,
                new JobPictures<>(content, styles, start, protection),
                recipe,
                options.terms(),
                options.output(),
                options.tags(),
                Boolean.TRUE.equals(request.reuse()),
                trace);
    }

    /**
     * Reads a multipart body. Its files stay on disk until the request is answered.
     *
     * @throws InvalidJobException naming the part that is missing, unknown or wrong
     * @throws HttpProblem if a picture is too large
     */
    SubmissionRequest multipart(Tenant tenant, SubmissionRequest.Name name, Trace trace, MultipartFormDataInput form)
            throws IOException {
        PictureParts parts = PictureParts.of(form.getValues(), limits);
        SubmissionBody request = described(form.getValues().get(REQUEST));
        JobOptions options = JobOptions.of(request);
        return new SubmissionRequest(
                tenant,
                name,
                parts.pictures(request.shares() == null ? Map.of() : request.shares()),
                recipe(request),
                options.terms(),
                options.output(),
                options.tags(),
                Boolean.TRUE.equals(request.reuse()),
                trace);
    }

    /** The name of a request by the header {@code Idempotency-Key}. */
    static SubmissionRequest.Name nameOf(@Nullable String idempotencyKey) {
        return SubmissionRequest.Name.ofKey(checkedKey(idempotencyKey));
    }

    static void checkStyles(int count, String field) {
        if (count == 0) {
            throw new InvalidJobException(field, "a job needs 1 to " + Recipe.MOST_STYLES + " style images");
        }
        if (count > Recipe.MOST_STYLES) {
            throw new InvalidJobException(
                    field, "a job has 1 to " + Recipe.MOST_STYLES + " style images but has " + count);
        }
    }

    static double share(String field, @Nullable Double share) {
        if (share == null) {
            return JobPictures.Style.DEFAULT_SHARE;
        }
        if (!(share >= 0) || Double.isInfinite(share)) {
            throw new InvalidJobException(field, "the share of a style must be a number from 0 but is " + share);
        }
        return share;
    }

    private SubmissionBody described(@Nullable Collection<FormValue> parts) throws IOException {
        if (parts == null || parts.isEmpty()) {
            return SubmissionBody.empty();
        }
        if (parts.size() > 1) {
            throw new InvalidJobException(REQUEST, "there may be one part request but there are " + parts.size());
        }
        SubmissionBody request = StrictJson.read(bytes(parts.iterator().next()), SubmissionBody.class);
        refuseUnless(request.content() == null, CONTENT);
        refuseUnless(request.styles() == null, "styles");
        refuseUnless(request.start() == null, "start");
        refuseUnless(request.protection() == null, "protection");
        return request;
    }

    private static void refuseUnless(boolean absent, String field) {
        if (!absent) {
            throw new InvalidJobException(field, "in a multipart body each picture is a separate part");
        }
    }

    private byte[] bytes(FormValue part) throws IOException {
        if (!part.isFileItem()) {
            return part.getValue().getBytes(UTF_8);
        }
        try (InputStream stream = part.getFileItem().getInputStream()) {
            return limits.json(stream, "the part request", REQUEST);
        }
    }

    private static RecipeChoice recipe(SubmissionBody request) {
        return recipe(request.preset(), request.overrides(), request.recipe());
    }

    /**
     * The recipe that a body names.
     *
     * @throws InvalidJobException if it names two
     */
    static RecipeChoice recipe(
            @Nullable String preset, @Nullable Map<String, Object> overrides, @Nullable Map<String, Object> recipe) {
        if (recipe != null) {
            if (preset != null || overrides != null) {
                throw new InvalidJobException(
                        "recipe", "a request has a complete recipe, or a preset with overrides, but this one has both");
            }
            return new RecipeChoice.Explicit(RecipeJson.write(RecipeJson.read(StrictJson.text(recipe))));
        }
        RecipeOverrides other =
                overrides == null ? RecipeOverrides.none() : RecipeOverrides.fromJson(StrictJson.text(overrides));
        return new RecipeChoice.Preset(
                preset == null ? Presets.names().get(0) : preset, other.isEmpty() ? "" : other.toJson());
    }

    /** A valid idempotency key, or null for none. */
    static @Nullable String checkedKey(@Nullable String key) {
        if (key != null
                && (key.isEmpty()
                        || key.length() > StylizationJob.MAX_KEY_LENGTH
                        || key.chars().anyMatch(c -> c < 0x20 || c > 0x7e))) {
            throw new InvalidJobException(
                    "Idempotency-Key",
                    "an idempotency key is 1 to " + StylizationJob.MAX_KEY_LENGTH + " printable ASCII characters");
        }
        return key;
    }
}
