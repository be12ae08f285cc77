"""Jobs."""

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict

from .common import Lane, Output, Problem, Recipe, Size, Time

State = Literal["SUBMITTED", "QUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "EXPIRED"]
ENDED: frozenset[str] = frozenset({"COMPLETED", "FAILED", "CANCELLED", "EXPIRED"})


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


class PlaceInQueue(TypedDict):
    """How many jobs of the same tenant and lane go first."""

    ahead: int
    expectedStartAt: NotRequired[str]


class Job(TypedDict):
    """A job as it is now."""

    id: str
    state: State
    preset: str
    lane: Lane
    output: Output
    submittedAt: str
    updatedAt: str
    attempt: int
    step: int
    steps: int
    links: Links
    batch: NotRequired[str]
    labels: NotRequired[dict[str, str]]
    metadata: NotRequired[dict[str, str]]
    queue: NotRequired[PlaceInQueue]
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


class JobOptions(Recipe, total=False):
    """What a submission may ask for besides its pictures."""

    ttlSeconds: float
    deadline: Time
    lane: Lane
    output: Output
    labels: dict[str, str]
    metadata: dict[str, str]
    reuse: bool


class JobFilter(TypedDict, total=False):
    """Which jobs a list has: those that fit all of it. `since` and `until` are times of admission."""

    state: State | None
    labels: Mapping[str, str] | None
    batch: str | None
    preset: str | None
    since: Time | None
    until: Time | None
    text: str | None


class LossCurve(TypedDict):
    """Weighted losses before the update of each of these `steps`. All lists have the same length."""

    steps: list[int]
    content: list[float]
    style: list[float]
    totalVariation: list[float]
    total: list[float]


class SignedLink(TypedDict):
    """An address of the store that needs no key: whoever has it may fetch the file."""

    url: str
    expiresAt: str
