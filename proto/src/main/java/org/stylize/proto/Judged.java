package org.stylize.proto;

/**
 * What a gateway found when it judged a submission by the quotas of its tenant: they allow it.
 *
 * @param pixelSteps pixels of the pastiche times steps, over all scales; at least 0
 */
public record Judged(long pixelSteps) {
    public Judged {
        if (pixelSteps < 0) {
            throw new InvalidJobException("pixelSteps", "pixel-steps must be at least 0 but are " + pixelSteps);
        }
    }
}
