package org.stylize.gateway.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.ImageSource;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.gateway.submission.SubmissionRequest;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;

/** Reads the bodies of submissions, JSON and multipart; says which field is wrong. For any thread. */
@Singleton
public final class RequestReader {
    static final String CONTENT = "content";
    static final String STYLE = "style";
    static final String REQUEST = "request";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final BodyLimits limits;

    public RequestReader(BodyLimits limits) {
        this.limits = requireNonNull(limits, "limits is null");
    }

    /**
     * Reads a JSON body.
     *
     * @throws InvalidJobException naming the field that is missing, unknown or wrong
     */
    SubmissionRequest json(@Nullable JobId id, @Nullable String idempotencyKey, byte[] body) {
        if (body.length == 0) {
            throw new InvalidJobException("body", "a submission needs a body but this one is empty");
        }
        JobRequest request = parse(body);
        if (request.styles() == null || request.styles().isEmpty()) {
            throw new InvalidJobException("styles", "a job needs 1 to " + StylizationJob.MAX_STYLES + " style images");
        }
        checkStyles(request.styles().size(), "styles");
        List<ImageSource> styles = new ArrayList<>();
        for (int i = 0; i < request.styles().size(); i++) {
            styles.add(stored("styles[" + i + "]", request.styles().get(i)));
        }
        return new SubmissionRequest(
                id, checkedKey(idempotencyKey), stored("content", request.content()), styles, recipe(request));
    }

    /**
     * Reads a multipart body; its files stay where they were spooled to, until the request is answered.
     *
     * @throws InvalidJobException naming the part that is missing, unknown or wrong
     * @throws HttpProblem if a picture is too large
     */
    SubmissionRequest multipart(@Nullable JobId id, @Nullable String idempotencyKey, MultipartFormDataInput form)
            throws IOException {
        Map<String, Collection<FormValue>> parts = form.getValues();
        Set<String> unknown = new TreeSet<>(parts.keySet());
        unknown.removeAll(Set.of(CONTENT, STYLE, REQUEST));
        if (!unknown.isEmpty()) {
            throw new InvalidJobException(
                    unknown.iterator().next(), "the parts are content, style and request, but there is " + unknown);
        }
        List<ImageSource> contents = uploads(CONTENT, parts);
        List<ImageSource> styles = uploads(STYLE, parts);
        if (contents.size() != 1) {
            throw new InvalidJobException(CONTENT, "a job has one content image but has " + contents.size());
        }
        if (styles.isEmpty()) {
            throw new InvalidJobException(STYLE, "a job needs 1 to " + StylizationJob.MAX_STYLES + " style images");
        }
        checkStyles(styles.size(), STYLE);
        return new SubmissionRequest(
                id, checkedKey(idempotencyKey), contents.get(0), styles, recipe(described(parts.get(REQUEST))));
    }

    private static void checkStyles(int count, String field) {
        if (count > StylizationJob.MAX_STYLES) {
            throw new InvalidJobException(
                    field, "a job has 1 to " + StylizationJob.MAX_STYLES + " style images but has " + count);
        }
    }

    private List<ImageSource> uploads(String name, Map<String, Collection<FormValue>> parts) throws IOException {
        List<ImageSource> uploads = new ArrayList<>();
        for (FormValue part : parts.getOrDefault(name, List.of())) {
            if (!part.isFileItem()) {
                throw new InvalidJobException(
                        name, "the part " + name + " must be a file, with a file name in its Content-Disposition");
            }
            long bytes = part.getFileItem().getFileSize();
            if (bytes > limits.imageBytes()) {
                throw new HttpProblem(
                        ProblemType.BODY_TOO_LARGE,
                        "a picture may have at most " + limits.imageBytes() + " bytes but this one has " + bytes,
                        name);
            }
            if (bytes == 0) {
                throw new InvalidJobException(name, "the part " + name + " must be a picture but is empty");
            }
            uploads.add(new ImageSource.Uploaded(
                    name, new ImageUpload(part.getFileItem().getFile(), bytes)));
        }
        return uploads;
    }

    private JobRequest described(@Nullable Collection<FormValue> parts) throws IOException {
        if (parts == null || parts.isEmpty()) {
            return new JobRequest(null, null, null, null, null);
        }
        if (parts.size() > 1) {
            throw new InvalidJobException(REQUEST, "there may be one part request but there are " + parts.size());
        }
        JobRequest request = parse(bytes(parts.iterator().next()));
        if (request.content() != null || request.styles() != null) {
            throw new InvalidJobException(
                    request.content() != null ? CONTENT : "styles",
                    "in a multipart body the pictures are parts of their own");
        }
        return request;
    }

    private byte[] bytes(FormValue part) throws IOException {
        if (!part.isFileItem()) {
            return part.getValue().getBytes(UTF_8);
        }
        try (InputStream stream = part.getFileItem().getInputStream()) {
            byte[] bytes = stream.readNBytes(limits.jsonBytes() + 1);
            if (bytes.length > limits.jsonBytes()) {
                throw new HttpProblem(
                        ProblemType.BODY_TOO_LARGE,
                        "the part request may have at most " + limits.jsonBytes() + " bytes",
                        REQUEST);
            }
            return bytes;
        }
    }

    private static ImageSource stored(String field, JobRequest.@Nullable ObjectRef ref) {
        if (ref == null || ref.object() == null || ref.object().isEmpty()) {
            throw new InvalidJobException(
                    field, field + " must name an object of the store, {\"object\": \"key\"}, but names none");
        }
        return new ImageSource.Stored(field, ref.bucket(), ref.object());
    }

    private static RecipeChoice recipe(JobRequest request) {
        if (request.recipe() != null) {
            if (request.preset() != null || request.overrides() != null) {
                throw new InvalidJobException(
                        "recipe", "a complete recipe takes the place of preset and overrides, but both are given");
            }
            return new RecipeChoice.Explicit(RecipeJson.write(RecipeJson.read(text(request.recipe()))));
        }
        String preset = request.preset() == null ? Presets.names().get(0) : request.preset();
        RecipeOverrides overrides = request.overrides() == null
                ? RecipeOverrides.none()
                : RecipeOverrides.fromJson(text(request.overrides()));
        return new RecipeChoice.Preset(preset, overrides.isEmpty() ? "" : overrides.toJson());
    }

    private static String text(Map<String, Object> json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON cannot be written as JSON", e);
        }
    }

    private static JobRequest parse(byte[] json) {
        try {
            JobRequest request = MAPPER.readValue(json, JobRequest.class);
            if (request == null) {
                throw new InvalidJobException("body", "the request must be a JSON object but is null");
            }
            return request;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidJobException(
                    path(e), path(e) + " is not a field here; known are " + new TreeSet<>(e.getKnownPropertyIds()), e);
        } catch (JsonMappingException e) {
            throw new InvalidJobException(path(e), path(e) + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new InvalidJobException("body", "the request is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidJobException("body", "the request cannot be read", e);
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.length() == 0 ? "body" : path.toString();
    }

    private static @Nullable String checkedKey(@Nullable String key) {
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
