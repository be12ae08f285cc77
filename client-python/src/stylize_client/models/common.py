"""What jobs, batches and the queue have in common."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NotRequired, TypedDict

Lane = Literal["interactive", "batch"]
Time = datetime | str
"""A time with its zone, or text after RFC 3339, as answers have it."""


class Problem(TypedDict):
    """What went wrong, after RFC 9457. `type` is an address below `/problems/`, or `about:blank`."""

    type: str
    title: str
    status: int
    detail: str
    field: NotRequired[str]
    traceId: NotRequired[str]
    """Of an answer of a service that is traced: what its operator can look for."""


class Size(TypedDict):
    width: int
    height: int


class Recipe(TypedDict, total=False):
    """A preset with values that replace some of its own, or a complete `recipe` as a Preset has it."""

    preset: str
    overrides: dict[str, Any]
    recipe: dict[str, Any]


class Output(TypedDict, total=False):
    """How a picture is written; 16 bits are for png and tiff, a quality for jpeg and webp."""

    format: Literal["png", "jpeg", "webp", "tiff"]
    bitsPerSample: Literal[8, 16]
    quality: int
    exif: Literal["none", "without-gps", "all"]


@dataclass(frozen=True)
class Event:
    """One server-sent event, such as `snapshot`, `resync`, `started`, `progress`, `preview` or `batch`.

    Only durable events have an `id`, and the `resync` of streams of many jobs. Ignore names that you do not know.
    """

    name: str
    data: dict[str, Any]
    id: str | None = None
