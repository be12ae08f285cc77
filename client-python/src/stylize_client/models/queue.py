"""What waits, and what jobs would cost."""

from typing import NotRequired, TypedDict

from .common import Lane, Problem, Recipe, Size


class LaneQueue(TypedDict):
    """Jobs of the tenant that wait in one lane. Expectations are absent without workers or measurements."""

    lane: Lane
    waiting: int
    pixelSteps: int
    expectedWaitSeconds: NotRequired[float]


class Queue(TypedDict):
    """`running` and `pixelStepsPerSecond` are by kind of device, of all tenants and of one worker."""

    lanes: list[LaneQueue]
    workers: int
    running: dict[str, int]
    pixelStepsPerSecond: dict[str, float]
    allWaiting: NotRequired[int]


class EstimateRequest(Recipe, total=False):
    """Jobs that might be submitted: their recipe, the size of the photograph, and how many (1 if absent)."""

    width: int
    height: int
    lane: Lane
    jobs: int


class Estimate(TypedDict):
    """`refusal` is the quota that would refuse the jobs now."""

    jobs: int
    steps: int
    pixelSteps: int
    waiting: int
    size: NotRequired[Size]
    workerSeconds: NotRequired[float]
    expectedStartAt: NotRequired[str]
    expectedEndAt: NotRequired[str]
    refusal: NotRequired[Problem]
