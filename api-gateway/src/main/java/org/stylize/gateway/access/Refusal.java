package org.stylize.gateway.access;

/** Why a request is refused, for operators; callers are not told whether a key of some id exists. */
public enum Refusal {
    NO_KEY,
    /** Another form, or a wrong checksum. */
    MALFORMED,
    UNKNOWN,
    EXPIRED,
    REVOKED,
    /** The key does not have the scope. */
    SCOPE;

    /** Is told of each refusal. For any thread. */
    @FunctionalInterface
    public interface Observer {
        void refused(Refusal why);
    }
}
