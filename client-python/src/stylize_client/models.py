"""What the gateway answers and what it is asked, as in its OpenAPI document. Fields that may be absent are NotRequired."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

State = Literal["SUBMITTED", "QUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "EXPIRED"]
ENDED: frozenset[str] = frozenset({"COMPLETED", "FAILED", "CANCELLED", "EXPIRED"})


class Problem(TypedDict):
    """What went wrong, after RFC 9457. `type` is an address below `/problems/`, or `about:blank`."""

    type: str
    title: str
    status: int
    detail: str
    field: NotRequired[str]


class Size(TypedDict):
    width: int
    height: int


class Losses(TypedDict):
    content: float
    style: float
    totalVariation: float
    total: float
    layers: dict[str, float]


class Links(TypedDict):
    self: str
    events: str
    result: NotRequired[str]
    manifest: NotRequired[str]
    preview: NotRequired[str]


class Job(TypedDict):
    """A job as it is now. Later releases may add fields."""

    id: str
    state: State
    preset: str
    submittedAt: str
    updatedAt: str
    attempt: int
    step: int
    steps: int
    links: Links
    retryOf: NotRequired[str]
    reusedFrom: NotRequired[str]
    deadline: NotRequired[str]
    expiresAt: NotRequired[str]
    notBefore: NotRequired[str]
    startedAt: NotRequired[str]
    execution: NotRequired[dict[str, Any]]
    worker: NotRequired[str]
    problem: NotRequired[Problem]
    losses: NotRequired[Losses]
    size: NotRequired[Size]
    optimizationSeconds: NotRequired[float]
    finishedEarly: NotRequired[bool]
    result: NotRequired[str]
    sha256: NotRequired[str]


class JobPage(TypedDict):
    items: list[Job]
    next: NotRequired[str]


class Preset(TypedDict):
    name: str
    description: str
    recipe: dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One server-sent event: `snapshot`, `resync`, a durable event such as `started`, `progress` or `preview`.

    Only durable events have an `id`. Ignore names that you do not know.
    """

    name: str
    data: dict[str, Any]
    id: str | None = None


Picture = Path | bytes | str
"""A file, its bytes, the address of a picture (`https://…`), or the key of an object of the store."""


@dataclass(frozen=True)
class Style:
    """A painting with its share of the mixture, and a grey picture that is white where it applies."""

    picture: Picture
    share: float | None = None
    mask: Picture | None = None
