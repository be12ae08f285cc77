package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.DELIVERY;
import static org.stylize.client.Samples.MESSAGE_ID;
import static org.stylize.client.Samples.SECRET;
import static org.stylize.client.Samples.WEBHOOK;
import static org.stylize.client.Samples.WEBHOOK_ID;
import static org.stylize.client.Samples.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookClientTest {
    private static final URI ADDRESS = URI.create("https://shop.example/hooks");

    private final ContractServer server = ContractServer.start();
    private final WebhookClient webhooks = new StylizeClient(server.uri()).webhooks();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void createSendsWhatIsAskedForAndOnlyTextShowsTheSecret() throws Exception {
        server.answer("POST /v1/webhooks", ContractServer.json(201, webhook(",\"secret\":\"" + SECRET + "\"")));

        CreatedWebhook made = webhooks.create(NewWebhook.of(ADDRESS)
                .withDescription("shop")
                .withEvents(List.of("stylize.completed"))
                .paused());
        webhooks.create(NewWebhook.of(ADDRESS));

        assertThat(made.secret().text()).isEqualTo(SECRET);
        assertThat(made.view().state()).isEqualTo(WebhookState.ON);
        assertThat(made.view().events()).containsExactly("stylize.completed", "stylize.failed");
        assertThat(made.toString()).contains(WEBHOOK_ID).doesNotContain(SECRET);
        assertThat(server.requests())
                .extracting(ContractServer.Request::body)
                .containsExactly(
                        "{\"url\":\"" + ADDRESS + "\",\"description\":\"shop\",\"events\":[\"stylize.completed\"],"
                                + "\"enabled\":false}",
                        "{\"url\":\"" + ADDRESS + "\",\"enabled\":true}");
    }

    @Test
    void answerThatCannotBeReadDoesNotShowTheSecret() {
        server.answer(
                "POST " + WEBHOOK + "/rotate",
                ContractServer.json(
                        200, webhook(",\"secret\":\"" + SECRET + "\"").replace("\"on\"", "{}")));

        assertThatThrownBy(() -> webhooks.rotate(WEBHOOK_ID))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasNoCause()
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain(SECRET);
    }

    @Test
    void changesShowsListsAndDeletes() throws Exception {
        String paused = webhook("").replace("\"on\"", "\"paused\"");
        server.answer("PATCH " + WEBHOOK, ContractServer.json(200, paused));
        server.answer("GET " + WEBHOOK, ContractServer.json(200, webhook("").replace("\"on\"", "\"resting\"")));
        server.answer("GET /v1/webhooks", ContractServer.json(200, "{\"items\":[" + paused + "]}"));
        server.answer("DELETE " + WEBHOOK, ContractServer.bytes(204, "text/plain", new byte[0]));

        assertThat(webhooks.change(WEBHOOK_ID, WebhookChange.none().withEnabled(false))
                        .state())
                .isEqualTo(WebhookState.PAUSED);
        assertThat(webhooks.get(WEBHOOK_ID).state()).isEqualTo(WebhookState.UNKNOWN);
        assertThat(webhooks.list()).extracting(WebhookView::id).containsExactly(WEBHOOK_ID);
        webhooks.delete(WEBHOOK_ID);

        assertThat(server.requests().get(0).body()).isEqualTo("{\"enabled\":false}");
    }

    @Test
    void testsAndReplays() throws Exception {
        server.answer(
                "POST " + WEBHOOK + "/test",
                ContractServer.json(
                        200,
                        "{\"at\":\"2026-08-14T09:00:00Z\",\"delivered\":true,\"status\":204," + "\"seconds\":0.041}"));
        server.answer("GET " + WEBHOOK + "/deliveries", ContractServer.json(200, "{\"items\":[" + DELIVERY + "]}"));
        server.answer("POST " + WEBHOOK + "/deliveries/" + MESSAGE_ID + "/replay", ContractServer.json(202, DELIVERY));
        server.answer(
                "POST " + WEBHOOK + "/replay",
                ContractServer.json(202, "{\"messages\":3,\"next\":\"2026-08-14T09:00:00Z\"}"));

        assertThat(webhooks.test(WEBHOOK_ID).status()).isEqualTo(204);
        WebhookDelivery delivery = webhooks.deliveries(WEBHOOK_ID, 5).get(0);
        assertThat(delivery.state()).isEqualTo(WebhookDelivery.State.GIVEN_UP);
        assertThat(delivery.lastAttempts())
                .extracting(WebhookDelivery.Attempt::status)
                .containsExactly(500);
        assertThat(webhooks.replay(WEBHOOK_ID, MESSAGE_ID).id()).isEqualTo(MESSAGE_ID);
        Instant since = Instant.parse("2026-08-13T09:00:00Z");
        assertThat(webhooks.replaySince(WEBHOOK_ID, since))
                .isEqualTo(new WebhookReplay(3, Instant.parse("2026-08-14T09:00:00Z")));

        assertThat(server.requests().get(1).target()).isEqualTo(WEBHOOK + "/deliveries?limit=5");
        assertThat(server.requests().get(3).body()).isEqualTo("{\"since\":\"2026-08-13T09:00:00Z\"}");
    }

    @Test
    void idThatIsNoneIsNotSent() {
        assertThatThrownBy(() -> webhooks.get("../keys"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id of a webhook begins with wh_ but found '../keys'");
        assertThatThrownBy(() -> webhooks.get(SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id of a webhook begins with wh_ but found a secret");
        assertThatThrownBy(() -> webhooks.replay(WEBHOOK_ID, "x/y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id of a message begins with msg_ but found 'x/y'");
        assertThat(server.requests()).isEmpty();
    }
}
