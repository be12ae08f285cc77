package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Tenant;

/**
 * Who a token's bearer is. Claims are those of a token that was verified. Pure functions.
 *
 * @param tenantClaim the claim that has the tenant's name; a slash leads into an object
 * @param scopesClaim the claim that has scopes or roles: a text with blanks between them, or a list
 * @param scopes what each value of that claim allows; empty: {@code stylize:read} allows {@code read}, and so on
 */
public record ClaimRules(String tenantClaim, String scopesClaim, Map<String, Set<Scope>> scopes) {
    private static final String PREFIX = "stylize:";
    private static final int LONGEST_NAME = 80;
    /** What OpenID Connect allows, without blanks and control characters. */
    private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,255}");

    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    public ClaimRules {
        requireNonNull(tenantClaim, "tenantClaim is null");
        requireNonNull(scopesClaim, "scopesClaim is null");
        scopes = scopes.isEmpty() ? namesWithPrefix() : Map.copyOf(scopes);
    }

    /**
     * Reads the claims.
     *
     * @param claims as JSON has them: texts, numbers, lists, objects
     * @return refused: {@link Refusal#TENANT} if they name no tenant, {@link Refusal#TOKEN} if they name nobody
     */
    public Verdict read(Map<String, Object> claims) {
        if (!(claims.get("sub") instanceof String subject)
                || !SUBJECT.matcher(subject).matches()) {
            return new Verdict.Refused(Refusal.TOKEN);
        }
        List<String> tenants = texts(find(claims, tenantClaim));
        if (tenants.size() != 1 || !Tenant.isName(tenants.get(0))) {
            return new Verdict.Refused(Refusal.TENANT);
        }
        Set<Scope> allowed = EnumSet.noneOf(Scope.class);
        texts(find(claims, scopesClaim)).forEach(value -> allowed.addAll(scopes.getOrDefault(value, Set.of())));
        return new Verdict.Accepted(new Principal(
                new Tenant(tenants.get(0)), "oidc:" + subject, name(claims, subject), allowed, expiry(claims)));
    }

    private static @Nullable Instant expiry(Map<String, Object> claims) {
        return claims.get("exp") instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }

    private static String name(Map<String, Object> claims, String subject) {
        String name = List.of("name", "preferred_username", "email", "client_id", "azp").stream()
                .map(claims::get)
                .filter(String.class::isInstance)
                .map(claim -> UNPRINTABLE.matcher((String) claim).replaceAll("").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(subject);
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    /** A claim of the whole name, which may be a URL, or one inside of objects. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        int slash = path.indexOf('/');
        if (whole != null || slash < 0) {
            return whole;
        }
        return claims.get(path.substring(0, slash)) instanceof Map<?, ?> inner
                ? find(inner, path.substring(slash + 1))
                : null;
    }

    private static List<String> texts(@Nullable Object claim) {
        if (claim instanceof String text) {
            return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
        }
        return claim instanceof Collection<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static Map<String, Set<Scope>> namesWithPrefix() {
        return Arrays.stream(Scope.values()).collect(Collectors.toMap(scope -> PREFIX + scope, Set::of));
    }
}
