"""The kept pictures of a client."""

from pathlib import Path

from .._calls.gateway import Gateway
from .._calls.images import ImageCalls
from ..models import Image, ImagePage, MediaType, ThumbnailFormat, ThumbnailSize
from .transport import AsyncTransport


class AsyncImages:
    """Pictures that the service keeps for jobs to come: `client.images`. Submissions name them by their `object`."""

    def __init__(self, gateway: Gateway, transport: AsyncTransport) -> None:
        self._calls = ImageCalls(gateway)
        self._transport = transport

    async def upload(self, picture: Path | bytes) -> Image:
        """Has the service keep a picture. The same bytes are the same picture."""
        return await self._transport.run(self._calls.upload(picture))

    async def upload_direct(self, picture: Path | bytes, *, media_type: MediaType | None = None) -> Image:
        """The same, but the bytes go straight to the store.

        :param media_type: what the first bytes say, if absent
        :raises NotPossibleError: if callers do not reach the store
        """
        return await self._transport.run(self._calls.upload_direct(picture, media_type))

    async def get(self, image: str) -> Image:
        return await self._transport.run(self._calls.get(image))

    async def list(self, *, limit: int = 20, cursor: str | None = None) -> ImagePage:
        """A page of pictures, in the order of their ids; its `next` is the cursor of the next page."""
        return await self._transport.run(self._calls.list(limit, cursor))

    async def delete(self, image: str) -> None:
        """Deletes a picture. A job that has ended and names it keeps its result, but cannot be done again.

        :raises NotPossibleError: if a job that has not ended needs it
        """
        await self._transport.run(self._calls.delete(image))

    async def content(self, image: str) -> bytes:
        """The picture as it came, checked by its SHA-256."""
        return await self._transport.run(self._calls.content(image))

    async def download(self, image: str, file: Path) -> None:
        """Writes the picture to a file, whole or not at all."""
        await self._transport.run(self._calls.download(image, file))

    async def thumbnail(self, image: str, *, size: ThumbnailSize = 320, format: ThumbnailFormat = "jpeg") -> bytes:
        """The picture with a long side of so many pixels at most."""
        return await self._transport.run(self._calls.thumbnail(image, size, format))
