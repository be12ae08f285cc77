package org.stylize.gateway.rest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.ProblemType;

/**
 * Size limits of a request.
 *
 * @param imageBytes largest picture
 * @param bodyBytes largest multipart body
 * @param jsonBytes largest JSON body, or part {@code request}
 * @param batchBytes largest JSON body of a batch
 */
public record BodyLimits(long imageBytes, long bodyBytes, int jsonBytes, int batchBytes) {
    /**
     * Reads a JSON body whole.
     *
     * @throws HttpProblem if it is too large
     */
    byte[] json(InputStream body) throws IOException {
        return json(body, "a JSON body", null);
    }

    /**
     * Reads the JSON body of a batch whole.
     *
     * @throws HttpProblem if it is too large
     */
    byte[] batch(InputStream body) throws IOException {
        return whole(body, batchBytes, "the JSON body of a batch", null);
    }

    /**
     * Reads JSON whole.
     *
     * @param what it is, for the message
     * @param field the part of the request that it is; null for the whole
     * @throws HttpProblem if it is too large
     */
    byte[] json(InputStream stream, String what, @Nullable String field) throws IOException {
        return whole(stream, jsonBytes, what, field);
    }

    private static byte[] whole(InputStream stream, int most, String what, @Nullable String field) throws IOException {
        byte[] bytes = stream.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new HttpProblem(ProblemType.BODY_TOO_LARGE, what + " may have at most " + most + " bytes", field);
        }
        return bytes;
    }
}
