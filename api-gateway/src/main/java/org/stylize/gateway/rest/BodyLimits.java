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
 */
public record BodyLimits(long imageBytes, long bodyBytes, int jsonBytes) {
    /**
     * Reads a JSON body whole.
     *
     * @throws HttpProblem if it is too large
     */
    byte[] json(InputStream body) throws IOException {
        return json(body, "a JSON body", null);
    }

    /**
     * Reads JSON whole.
     *
     * @param what it is, for the message
     * @param field the part of the request that it is; null for the whole
     * @throws HttpProblem if it is too large
     */
    byte[] json(InputStream stream, String what, @Nullable String field) throws IOException {
        byte[] bytes = stream.readNBytes(jsonBytes + 1);
        if (bytes.length > jsonBytes) {
            throw new HttpProblem(
                    ProblemType.BODY_TOO_LARGE, what + " may have at most " + jsonBytes + " bytes", field);
        }
        return bytes;
    }
}
