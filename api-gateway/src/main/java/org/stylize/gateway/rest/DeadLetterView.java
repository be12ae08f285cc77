package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.LetterEntry;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Problem;

/**
 * A dead letter as callers see it.
 *
 * @param content null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DeadLetter", description = "A record that could not be processed, or a job that failed.")
public record DeadLetterView(
        @Schema(examples = "0-42", description = "Names the dead letter at every gateway.")
        String id,

        @Schema(
                enumeration = {"submission", "command", "request", "report"},
                description = "What the record is. That of a failed job is its submission, with the recipe that was"
                        + " resolved.")
        String kind,

        @Schema(description = "Key of the record: the job's id, where it could be read.")
        String key,

        Instant at,
        @Schema(description = "Why it is a dead letter.") ProblemView problem,

        @Schema(description = "Number of attempts at the job so far.")
        int attempts,

        @Schema(description = "Size of the record.") int bytes,
        DeadLetterView.Links links,

        @Schema(nullable = true, description = "The record; only where one dead letter is asked for.") @Nullable
        Content content) {
    /** Where the letter is. */
    @Schema(name = "DeadLetterLinks")
    public record Links(
            String self,

            @Schema(nullable = true, description = "POST here to make a new job of it; only if it has one.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String retry) {}

    /** The record. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DeadLetterContent", description = "The value of the record.")
    public record Content(
            @Schema(description = "All its bytes, in Base64.")
            String base64,

            @Schema(
                    type = SchemaType.OBJECT,
                    nullable = true,
                    description = "The message, to be read by people; absent if the bytes are not one of its kind.")
            @Nullable
            Map<String, Object> message) {}

    static DeadLetterView of(LetterEntry letter) {
        return of(letter, letter.problem(), null);
    }

    static DeadLetterView of(LetterEntry entry, DeadLetter letter, @Nullable Map<String, Object> message) {
        String base64 = Base64.getEncoder().encodeToString(letter.request().toByteArray());
        return of(entry, letter.problem(), new Content(base64, message));
    }

    private static DeadLetterView of(LetterEntry letter, Problem problem, @Nullable Content content) {
        String self = DeadLetterResource.PATH + "/" + letter.id();
        boolean hasJob = letter.kind() == DeadLetter.Kind.SUBMISSION;
        return new DeadLetterView(
                letter.id().toString(),
                letter.kind().name().toLowerCase(Locale.ROOT),
                letter.key(),
                letter.at(),
                ProblemView.of(problem),
                letter.attempts(),
                letter.bytes(),
                new Links(self, hasJob ? self + "/retry" : null),
                content);
    }
}
