package org.stylize.gateway.webhook;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names of webhooks: {@code wh_} and 20 hexadecimal digits. They are no secrets. */
final class WebhookIds {
    private static final int BYTES = 10;

    private WebhookIds() {}

    static String random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return "wh_" + HexFormat.of().formatHex(bytes);
    }
}
