package org.stylize.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stylize.proto.WebhookRecord;

/** The golden signatures are those of the reference libraries: webhook_signatures_golden.py, webhook_signatures_check.mjs. */
class SignaturesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @ParameterizedTest
    @CsvFileSource(resources = "signatures.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void areThoseOfTheReferenceLibraries(String secret, String id, long seconds, String body, String signature) {
        String text = body == null ? "" : new String(Base64.getDecoder().decode(body), UTF_8);
        WebhookRecord.Secret kept = new WebhookRecord.Secret(secret.replaceFirst("whsec_", ""), null);

        Map<String, String> headers = Signatures.headers(List.of(kept), id, Instant.ofEpochSecond(seconds), text);

        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        String.valueOf(seconds),
                        "webhook-signature",
                        "v1," + signature));
        assertThat(Signatures.reveal(kept)).isEqualTo(secret);
    }

    @Test
    void oldAndNewSecretSignSideBySide() {
        WebhookRecord.Secret present = Signatures.newSecret(new SecureRandom());
        WebhookRecord.Secret old = new WebhookRecord.Secret(
                Signatures.newSecret(new SecureRandom()).key(), NOW);

        String both = signature(List.of(present, old));

        assertThat(both.split(" "))
                .containsExactly(signature(List.of(present)), signature(List.of(old)))
                .allMatch(one -> one.startsWith("v1,"));
    }

    @Test
    void aNewSecretHas32RandomBytes() {
        String one = Signatures.reveal(Signatures.newSecret(new SecureRandom()));
        String other = Signatures.reveal(Signatures.newSecret(new SecureRandom()));

        assertThat(one).startsWith("whsec_").isNotEqualTo(other);
        assertThat(Base64.getDecoder().decode(one.substring("whsec_".length()))).hasSize(32);
    }

    private static String signature(List<WebhookRecord.Secret> secrets) {
        return String.valueOf(Signatures.headers(secrets, "msg_1", NOW, "{}").get("webhook-signature"));
    }
}
