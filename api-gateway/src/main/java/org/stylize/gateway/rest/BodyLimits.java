package org.stylize.gateway.rest;

/**
 * Size limits of a submission.
 *
 * @param imageBytes largest picture
 * @param bodyBytes largest multipart body
 * @param jsonBytes largest JSON body, or part {@code request}
 */
public record BodyLimits(long imageBytes, long bodyBytes, int jsonBytes) {}
