"""Calls about webhooks."""

from collections.abc import Sequence
from typing import Any, TypedDict

from ..models import (
    DeliveryList,
    Time,
    Webhook,
    WebhookAttempt,
    WebhookChange,
    WebhookDelivery,
    WebhookList,
    WebhookReplay,
)
from .gateway import Call, Gateway, instant, path

WEBHOOKS = "/v1/webhooks"


class WebhookItems(TypedDict):
    items: WebhookList


class DeliveryItems(TypedDict):
    items: DeliveryList


class WebhookCalls:
    """What makes, rotates or sends something is not sent again if it had no answer: it may have been done."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def create(
        self, url: str, description: str | None, events: Sequence[str] | None, enabled: bool
    ) -> Call[Webhook]:
        body: dict[str, Any] = {"url": url, "enabled": enabled}
        if description is not None:
            body["description"] = description
        if events is not None:
            body["events"] = list(events)
        return self._gateway.json(Webhook, self._gateway.request("POST", WEBHOOKS, json=body))

    def list(self) -> Call[WebhookList]:
        return (yield from self._gateway.get(WebhookItems, WEBHOOKS))["items"]

    def get(self, webhook: str) -> Call[Webhook]:
        return self._gateway.get(Webhook, path(WEBHOOKS, webhook))

    def change(self, webhook: str, change: WebhookChange) -> Call[Webhook]:
        request = self._gateway.request("PATCH", path(WEBHOOKS, webhook), json=change)
        return self._gateway.json(Webhook, request, repeatable=True)

    def delete(self, webhook: str) -> Call[None]:
        return self._gateway.delete(path(WEBHOOKS, webhook))

    def rotate(self, webhook: str) -> Call[Webhook]:
        return self._gateway.json(Webhook, self._gateway.request("POST", path(WEBHOOKS, webhook, "rotate")))

    def test(self, webhook: str) -> Call[WebhookAttempt]:
        return self._gateway.json(WebhookAttempt, self._gateway.request("POST", path(WEBHOOKS, webhook, "test")))

    def deliveries(self, webhook: str, limit: int) -> Call[DeliveryList]:
        query = [("limit", str(limit))]
        return (yield from self._gateway.get(DeliveryItems, path(WEBHOOKS, webhook, "deliveries"), query))["items"]

    def replay_message(self, webhook: str, message: str) -> Call[WebhookDelivery]:
        request = self._gateway.request("POST", path(WEBHOOKS, webhook, "deliveries", message, "replay"))
        return self._gateway.json(WebhookDelivery, request)

    def replay(self, webhook: str, since: Time) -> Call[WebhookReplay]:
        request = self._gateway.request("POST", path(WEBHOOKS, webhook, "replay"), json={"since": instant(since)})
        return self._gateway.json(WebhookReplay, request)
