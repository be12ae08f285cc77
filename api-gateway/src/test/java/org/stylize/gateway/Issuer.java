package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.OAuth2HttpRouterKt;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenID Connect issuer, on a port that is known before it runs. Its logins ask for no password: the next one is
 * whoever {@link #nextLogin} says. Tokens of services are signed here, with keys that the issuer publishes.
 */
public final class Issuer implements AutoCloseable {
    static final String AUDIENCE = "stylize";
    static final String CLIENT = "stylize-page";
    static final String SECRET = "a secret of the tests";
    private static final String NAME = "default";

    private final int port;
    private final AtomicReference<RSAKey> key = new AtomicReference<>(newKey());
    private @Nullable MockOAuth2Server server;

    /** Takes a port; nobody answers there before {@link #start()}. */
    public Issuer() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers from now on; it may do so already. */
    public void start() {
        if (server != null) {
            return;
        }
        server = new MockOAuth2Server(
                // The issuer's own key signs the tokens of logins, ours those of services.
                OAuth2HttpRouterKt.get(
                        "/" + NAME + "/jwks",
                        request -> new OAuth2HttpResponse(
                                Headers.of("Content-Type", "application/json"),
                                200,
                                published().toString(),
                                null)));
        server.start(InetAddress.getLoopbackAddress(), port);
    }

    private JWKSet published() {
        List<JWK> keys = new ArrayList<>(requireNonNull(server)
                .getConfig()
                .getTokenProvider()
                .publicJwkSet(NAME)
                .getKeys());
        keys.add(key.get().toPublicJWK());
        return new JWKSet(keys);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/" + NAME;
    }

    Map<String, String> settings() {
        return Map.of(
                "gateway.oidc.issuer", url(),
                "gateway.oidc.client-id", CLIENT,
                "gateway.oidc.client-secret", SECRET);
    }

    /** Whoever logs in next. */
    void nextLogin(String subject, Map<String, Object> claims) {
        requireNonNull(server)
                .enqueueCallback(new DefaultOAuth2TokenCallback(NAME, subject, "JWT", List.of(CLIENT), claims, 3600));
    }

    /** The issuer signs with another key from now on, and publishes that one only. */
    void rotate() {
        key.set(newKey());
    }

    /** A token that is valid, for a service of that tenant. */
    String token(String tenant, String scope) {
        return sign(claims(tenant, scope).build());
    }

    /** The claims of a valid token. */
    JWTClaimsSet.Builder claims(String tenant, String scope) {
        Instant now = Clock.systemUTC().instant();
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .audience(AUDIENCE)
                .subject("service-of-" + tenant)
                .claim("tenant", tenant)
                .claim("scope", scope)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    String sign(JWTClaimsSet claims) {
        return sign(claims, key.get());
    }

    /** Signed by a key that nobody published, under the id of one that the issuer did. */
    String forge(JWTClaimsSet claims) {
        return sign(
                claims, new RSAKey.Builder(newKey()).keyID(key.get().getKeyID()).build());
    }

    /** Signed as if the issuer's public key was a shared secret. */
    String confuse(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.get().getKeyID())
                            .build(),
                    claims);
            token.sign(new MACSigner(key.get().toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With {@code alg: none} and no signature. */
    static String unsigned(JWTClaimsSet claims) {
        return new PlainJWT(claims).serialize();
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.shutdown();
            server = null;
        }
    }
}
