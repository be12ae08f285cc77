"""Pictures of a request."""

from dataclasses import dataclass
from pathlib import Path

Picture = Path | bytes | str
"""A file, its bytes, the address of a picture (`https://…`), or the key of an object of the store."""


@dataclass(frozen=True)
class Style:
    """A painting with its share of the mixture, and a grey picture that is white where it applies."""

    picture: Picture
    share: float | None = None
    mask: Picture | None = None
