"""Batches: jobs that are submitted together."""

from typing import Literal, NotRequired, TypedDict

from .common import Lane, Output, Time

BatchState = Literal["SUBMITTING", "OPEN", "ENDED"]


class BatchCounts(TypedDict):
    """Jobs by state; a job that was done again counts only as the new one. `gone` are deleted or forgotten."""

    submitted: int
    queued: int
    running: int
    completed: int
    failed: int
    cancelled: int
    expired: int
    gone: int


class BatchLinks(TypedDict):
    self: str
    jobs: str
    events: str
    results: str
    contactSheet: str


class Batch(TypedDict):
    """A batch as it is now. If it stays `SUBMITTING`, send the submission again with its idempotency key."""

    id: str
    state: BatchState
    jobs: int
    counts: BatchCounts
    submittedAt: str
    lane: Lane
    links: BatchLinks
    cancelledAt: NotRequired[str]
    expectedEndAt: NotRequired[str]
    labels: NotRequired[dict[str, str]]
    metadata: NotRequired[dict[str, str]]


class BatchPage(TypedDict):
    items: list[Batch]
    next: NotRequired[str]


class BatchRetry(TypedDict):
    """How many new jobs were made now."""

    retried: int
    batch: Batch


class BatchOptions(TypedDict, total=False):
    """What is asked of each job. Without a lane it is `batch`."""

    ttlSeconds: float
    deadline: Time
    lane: Lane
    output: Output
    labels: dict[str, str]
    metadata: dict[str, str]
