"""Webhooks: addresses to which the service posts events."""

from typing import Literal, NotRequired, TypedDict

WebhookState = Literal["on", "failing", "paused", "disabled"]


class WebhookLinks(TypedDict):
    self: str
    deliveries: str
    test: str
    rotate: str
    replay: str


class Webhook(TypedDict):
    """A webhook as it is now. `secret` is only in the answer to the request that made it."""

    id: str
    url: str
    description: str
    events: list[str]
    state: WebhookState
    createdAt: str
    createdBy: str
    links: WebhookLinks
    failingSince: NotRequired[str]
    disabledAt: NotRequired[str]
    disabledReason: NotRequired[str]
    oldSecretUntil: NotRequired[str]
    secret: NotRequired[str]


WebhookList = list[Webhook]


class WebhookChange(TypedDict, total=False):
    """What is not named stays as it is."""

    url: str
    description: str
    events: list[str]
    enabled: bool


class WebhookAttempt(TypedDict):
    """One attempt to send a message. Without a `status`, no answer came."""

    at: str
    delivered: bool
    seconds: float
    status: NotRequired[int]
    problem: NotRequired[str]


class WebhookDeliveryLinks(TypedDict):
    replay: str


class WebhookDelivery(TypedDict):
    """A message, and what became of it so far."""

    id: str
    type: str
    happenedAt: str
    state: Literal["pending", "delivered", "given-up", "dropped"]
    attempts: int
    lastAttempts: list[WebhookAttempt]
    links: WebhookDeliveryLinks
    job: NotRequired[str]
    nextAttempt: NotRequired[str]


DeliveryList = list[WebhookDelivery]


class WebhookReplay(TypedDict):
    """How many messages are sent again now. If there are more, ask again with `next` as `since`."""

    messages: int
    next: NotRequired[str]
