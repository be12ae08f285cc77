"""The webhooks of a client."""

from collections.abc import Sequence
from typing import Unpack

from .._calls.gateway import Gateway
from .._calls.webhooks import WebhookCalls
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
from .transport import AsyncTransport


class AsyncWebhooks:
    """Addresses to which the service posts events: `client.webhooks`. Whoever changes them needs the scope admin."""

    def __init__(self, gateway: Gateway, transport: AsyncTransport) -> None:
        self._calls = WebhookCalls(gateway)
        self._transport = transport

    async def create(
        self, url: str, *, description: str | None = None, events: Sequence[str] | None = None, enabled: bool = True
    ) -> Webhook:
        """Makes a webhook. Keep the `secret` of the answer: nobody can see it again.

        :param events: types such as `stylize.completed`; if absent, how jobs end, and `stylize.webhook.disabled`
        """
        return await self._transport.run(self._calls.create(url, description, events, enabled))

    async def list(self) -> WebhookList:
        """All webhooks of the tenant, newest first."""
        return await self._transport.run(self._calls.list())

    async def get(self, webhook: str) -> Webhook:
        return await self._transport.run(self._calls.get(webhook))

    async def change(self, webhook: str, **change: Unpack[WebhookChange]) -> Webhook:
        """Changes `url`, `description`, `events` or `enabled`. One that is switched on again no longer fails."""
        return await self._transport.run(self._calls.change(webhook, change))

    async def delete(self, webhook: str) -> None:
        """Deletes a webhook, with all that waits for it."""
        await self._transport.run(self._calls.delete(webhook))

    async def rotate(self, webhook: str) -> Webhook:
        """Gives it a new `secret`, which nobody can see again. The old one signs beside it for a day."""
        return await self._transport.run(self._calls.rotate(webhook))

    async def test(self, webhook: str) -> WebhookAttempt:
        """Sends `stylize.test` at once, and tells what came of it, good or bad."""
        return await self._transport.run(self._calls.test(webhook))

    async def deliveries(self, webhook: str, *, limit: int = 50) -> DeliveryList:
        """Messages that wait and the last that are done with; those that changed last first."""
        return await self._transport.run(self._calls.deliveries(webhook, limit))

    async def replay_message(self, webhook: str, message: str) -> WebhookDelivery:
        """Sends a message again, at once and under the same id.

        :raises NotPossibleError: if the webhook is off
        """
        return await self._transport.run(self._calls.replay_message(webhook, message))

    async def replay(self, webhook: str, since: Time) -> WebhookReplay:
        """Sends all kept events since a time again, 10,000 at most: `next` of the answer says from where to go on.

        :raises NotPossibleError: if the webhook is off
        """
        return await self._transport.run(self._calls.replay(webhook, since))
