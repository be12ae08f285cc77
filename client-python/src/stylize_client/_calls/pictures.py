"""Pictures as requests have them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from ..models import MediaType, Picture, Style

STARTS: dict[bytes, MediaType] = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"BM": "image/bmp",
    b"GIF8": "image/gif",
}


def style_of(style: Picture | Style) -> Style:
    return style if isinstance(style, Style) else Style(style)


def bytes_of(picture: Path | bytes) -> bytes:
    return picture.read_bytes() if isinstance(picture, Path) else picture


def media_type_of(content: bytes) -> MediaType:
    """The media type by the first bytes.

    :raises ValueError: if it is none of those that the service takes
    """
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    for start, media_type in STARTS.items():
        if content.startswith(start):
            return media_type
    raise ValueError(f"the picture must be one of {', '.join(get_args(MediaType))} but begins with {content[:8]!r}")


def reference(picture: Picture) -> dict[str, str]:
    return {"url" if str(picture).startswith("https://") else "object": str(picture)}


def style_reference(style: Style) -> dict[str, Any]:
    body: dict[str, Any] = {"image": reference(style.picture)}
    if style.share is not None:
        body["share"] = style.share
    if style.mask is not None:
        body["mask"] = reference(style.mask)
    return body


def multipart(
    content: Picture,
    styles: Sequence[Style],
    options: dict[str, Any],
    others: dict[str, Picture],
) -> dict[str, Any]:
    """A body with the pictures themselves.

    :param others: pictures by the names of their parts
    """
    parts: list[tuple[str, tuple[str, bytes, str]]] = [("content", file(content))]
    shares: dict[str, float] = {}
    for index, style in enumerate(styles):
        name = f"s{index:02}"
        parts.append((f"style.{name}", file(style.picture)))
        if style.mask is not None:
            parts.append((f"mask.{name}", file(style.mask)))
        if style.share is not None:
            shares[name] = style.share
    parts += [(name, file(picture)) for name, picture in others.items()]
    request = json.dumps(options | ({"shares": shares} if shares else {})).encode()
    parts.append(("request", ("request.json", request, "application/json")))
    return {"files": parts}


def file(picture: Picture) -> tuple[str, bytes, str]:
    if isinstance(picture, str):
        raise TypeError("either all pictures are files or bytes, or all are objects of the store or addresses")
    return ("picture", bytes_of(picture), "application/octet-stream")
