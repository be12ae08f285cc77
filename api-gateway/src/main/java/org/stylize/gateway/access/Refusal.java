package org.stylize.gateway.access;

/** Why a request is refused, for operators; callers are not told whether a key of some id exists. */
public enum Refusal {
    NO_KEY,
    /** Another form, or a wrong checksum. */
    MALFORMED,
    UNKNOWN,
    EXPIRED,
    REVOKED,
    /** The issuer's token is not valid, or names nobody. */
    TOKEN,
    /** The issuer's token names no tenant. */
    TENANT,
    /** The issuer cannot be asked for its keys. */
    ISSUER,
    /** The page's session is unknown or has ended. */
    SESSION,
    /** A page of another site sent the request. */
    CROSS_SITE,
    /** The request was sent to another host name than those of this machine. */
    HOST,
    /** The key does not have the scope. */
    SCOPE;

    /** Is told of each refusal. For any thread. */
    @FunctionalInterface
    public interface Observer {
        void refused(Refusal why);
    }
}
