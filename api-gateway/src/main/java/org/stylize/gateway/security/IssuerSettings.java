package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.ClaimRules;

/**
 * The OpenID Connect issuer whose tokens count.
 *
 * @param issuer its URL, where its configuration is published; null: there is none, and only keys count
 * @param audience what tokens of services must be meant for
 * @param clientId as what the page is known to the issuer; null: nobody logs in there
 * @param clientSecret with which the gateway shows that it is that client; null: none, the client is a public one
 * @param requestScopes what is asked for at a login, besides {@code openid}
 * @param claims who a token's bearer is
 */
public record IssuerSettings(
        @Nullable String issuer,
        String audience,
        @Nullable String clientId,
        @Nullable String clientSecret,
        List<String> requestScopes,
        ClaimRules claims) {
    public IssuerSettings {
        requireNonNull(audience, "audience is null");
        requestScopes = List.copyOf(requestScopes);
        requireNonNull(claims, "claims is null");
    }

    /** Whether tokens count. */
    public boolean isKnown() {
        return issuer != null;
    }

    /** Whether people log in there for the page. */
    public boolean hasLogin() {
        return issuer != null && clientId != null;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "issuer " + issuer + ", client " + clientId;
    }
}
