package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.stylize.image.OutputFormat;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobTags;
import org.stylize.proto.JobTerms;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;

/**
 * What a caller asks for.
 *
 * @param tenant whose job it will be
 * @param name identifies the request: an earlier request with this name is the same request
 * @param terms how soon the caller wants the picture
 * @param output how the picture is written
 * @param tags what the caller says of the job for his own use
 * @param reuse whether the result of an earlier job that was asked for the same will do
 * @param trace the trace that the request belongs to
 */
public record SubmissionRequest(
        Tenant tenant,
        Name name,
        JobPictures<ImageSource> pictures,
        RecipeChoice recipe,
        JobTerms terms,
        OutputFormat output,
        JobTags tags,
        boolean reuse,
        Trace trace) {
    public SubmissionRequest {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(name, "name is null");
        requireNonNull(pictures, "pictures is null");
        requireNonNull(recipe, "recipe is null");
        requireNonNull(terms, "terms is null");
        requireNonNull(output, "output is null");
        requireNonNull(tags, "tags is null");
        requireNonNull(trace, "trace is null");
    }

    /** How a caller names a request. Two requests with the same name are one job, and must ask for the same thing. */
    public sealed interface Name {
        <R> R match(Cases<R> cases);

        /** One answer for each case. */
        interface Cases<R> {
            R none(None name);

            R id(Id name);

            R key(Key name);
        }

        /** No name: each request is a new job. */
        record None() implements Name {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.none(this);
            }
        }

        /** The id of the job, chosen by the caller. */
        record Id(JobId id) implements Name {
            public Id {
                requireNonNull(id, "id is null");
            }

            @Override
            public <R> R match(Cases<R> cases) {
                return cases.id(this);
            }
        }

        /** An idempotency key. */
        record Key(String key) implements Name {
            public Key {
                requireNonNull(key, "key is null");
            }

            @Override
            public <R> R match(Cases<R> cases) {
                return cases.key(this);
            }
        }

        /** The name for that idempotency key; no name for null. */
        static Name ofKey(@Nullable String idempotencyKey) {
            return idempotencyKey == null ? new None() : new Key(idempotencyKey);
        }
    }
}
