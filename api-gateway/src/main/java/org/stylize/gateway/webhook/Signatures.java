package org.stylize.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.stylize.proto.WebhookRecord;

/** Signs messages after Standard Webhooks 1.0.0, with HMAC-SHA256. */
public final class Signatures {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int KEY_BYTES = 32;

    private Signatures() {}

    /** A new key. */
    static WebhookRecord.Secret newSecret(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new WebhookRecord.Secret(Base64.getEncoder().encodeToString(key), null);
    }

    /** The secret as its owner needs it. */
    public static String reveal(WebhookRecord.Secret secret) {
        return PREFIX + secret.key();
    }

    /** The headers of one attempt to send a message, signed with each of the secrets. */
    static Map<String, String> headers(List<WebhookRecord.Secret> secrets, String messageId, Instant at, String body) {
        String time = String.valueOf(at.getEpochSecond());
        byte[] content = (messageId + "." + time + "." + body).getBytes(UTF_8);
        return Map.of(
                "webhook-id",
                messageId,
                "webhook-timestamp",
                time,
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + signature(secret, content))
                        .collect(Collectors.joining(" ")));
    }

    private static String signature(WebhookRecord.Secret secret, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.key()), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
