"""Calls about kept pictures."""

import hashlib
from pathlib import Path

import httpx

from ..models import Image, ImagePage, MediaType, ThumbnailFormat, ThumbnailSize, Upload
from .gateway import USER_AGENT, Call, Gateway, digest, page, path
from .pictures import bytes_of, media_type_of

IMAGES = "/v1/images"


class ImageCalls:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def upload(self, picture: Path | bytes) -> Call[Image]:
        content = bytes_of(picture)
        headers = {"Content-Type": "application/octet-stream", "Repr-Digest": digest(content)}
        request = self._gateway.request("POST", IMAGES, headers, content=content)
        return self._gateway.json(Image, request, repeatable=True)  # the same bytes are the same picture

    def upload_direct(self, picture: Path | bytes, media_type: MediaType | None) -> Call[Image]:
        content = bytes_of(picture)
        kind = media_type or media_type_of(content)
        begin = self._gateway.request("POST", "/v1/uploads", json={"mediaType": kind})
        form = yield from self._gateway.json(Upload, begin, repeatable=True)
        # Without the headers of the gateway: the key is not for the store.
        files = {"file": ("picture", content, kind)}
        post = httpx.Request(
            "POST",
            form["url"],
            headers=USER_AGENT,
            data=form["fields"],
            files=files,
            extensions=self._gateway.extensions(),
        )
        yield from self._gateway.send(post, repeatable=True)
        sha256 = hashlib.sha256(content).hexdigest()
        completion = self._gateway.request("POST", form["links"]["completion"], json={"sha256": sha256})
        return (yield from self._gateway.json(Image, completion, repeatable=True))

    def get(self, image: str) -> Call[Image]:
        return self._gateway.get(Image, path(IMAGES, image))

    def list(self, limit: int, cursor: str | None) -> Call[ImagePage]:
        return self._gateway.get(ImagePage, IMAGES, page(limit, cursor))

    def delete(self, image: str) -> Call[None]:
        return self._gateway.delete(path(IMAGES, image))

    def content(self, image: str) -> Call[bytes]:
        return self._gateway.fetch(path(IMAGES, image, "content"))

    def download(self, image: str, file: Path) -> Call[None]:
        return self._gateway.download(path(IMAGES, image, "content"), file)

    def thumbnail(self, image: str, size: ThumbnailSize, form: ThumbnailFormat) -> Call[bytes]:
        return self._gateway.fetch(path(IMAGES, image, "thumbnail"), {"size": str(size), "format": form})
