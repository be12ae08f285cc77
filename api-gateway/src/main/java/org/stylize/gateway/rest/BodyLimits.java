package org.stylize.gateway.rest;

/**
 * How large the body of a submission may be.
 *
 * @param imageBytes most bytes of one picture
 * @param bodyBytes most bytes of a multipart body
 * @param jsonBytes most bytes of a JSON body, or of the part {@code request}
 */
public record BodyLimits(long imageBytes, long bodyBytes, int jsonBytes) {}
