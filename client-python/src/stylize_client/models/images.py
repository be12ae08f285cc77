"""Kept pictures, and uploads straight to the store."""

from typing import Literal, NotRequired, TypedDict

MediaType = Literal["image/png", "image/jpeg", "image/webp", "image/tiff", "image/bmp", "image/gif"]
ThumbnailSize = Literal[160, 320, 640, 1280]
ThumbnailFormat = Literal["jpeg", "webp"]


class ImageLinks(TypedDict):
    self: str
    content: str
    thumbnail: str


class Image(TypedDict):
    """A picture that the service keeps. Submissions name it by `object`; `id` is the SHA-256 of its bytes.

    Format and size are absent in lists.
    """

    id: str
    object: str
    bytes: int
    storedAt: str
    links: ImageLinks
    format: NotRequired[str]
    width: NotRequired[int]
    height: NotRequired[int]


class ImagePage(TypedDict):
    items: list[Image]
    next: NotRequired[str]


class UploadLinks(TypedDict):
    completion: str


class Upload(TypedDict):
    """A form that the store takes without a key, until it expires."""

    id: str
    url: str
    fields: dict[str, str]
    mostBytes: int
    expiresAt: str
    links: UploadLinks
