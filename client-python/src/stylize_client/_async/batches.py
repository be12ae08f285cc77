"""The batches of a client."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Unpack

from .._calls.batches import BatchCalls
from .._calls.gateway import Gateway
from ..models import Batch, BatchOptions, BatchPage, BatchRetry, Event, Picture, Recipe, Style
from .transport import AsyncTransport


class AsyncBatches:
    """Jobs that are submitted together: `client.batches`."""

    def __init__(self, gateway: Gateway, transport: AsyncTransport) -> None:
        self._calls = BatchCalls(gateway)
        self._transport = transport

    async def submit(
        self,
        contents: Sequence[Picture],
        styles: Sequence[Picture | Style],
        *,
        mixtures: Sequence[Sequence[Picture | Style]] = (),
        recipes: Sequence[Recipe] = (),
        idempotency_key: str | None = None,
        **options: Unpack[BatchOptions],
    ) -> Batch:
        """Submits each content image in the manner of each style and each mixture of styles, by each recipe.

        Files and bytes are uploaded as kept pictures first, each once.

        :param recipes: none: the first preset
        :param options: of each job: `labels`, `metadata`, `lane`, `output`, `ttlSeconds`, `deadline`
        :param idempotency_key: the same key and request again is the same batch
        """
        call = self._calls.submit(
            contents, styles, options, mixtures=mixtures, recipes=recipes, idempotency_key=idempotency_key
        )
        return await self._transport.run(call)

    async def get(self, batch: str) -> Batch:
        return await self._transport.run(self._calls.get(batch))

    async def list(self, *, limit: int = 20, cursor: str | None = None) -> BatchPage:
        """A page of batches, newest first; its `next` is the cursor of the next page."""
        return await self._transport.run(self._calls.list(limit, cursor))

    async def cancel(self, batch: str) -> Batch:
        """Cancels all jobs that have not ended; they end soon after."""
        return await self._transport.run(self._calls.cancel(batch))

    async def retry(self, batch: str) -> BatchRetry:
        """Does the jobs that failed or expired again, by new jobs of the same batch, each once."""
        return await self._transport.run(self._calls.retry(batch))

    def events(self, batch: str, *, last_event_id: str | None = None) -> AsyncIterator[Event]:
        """The events of its jobs, and `batch` with the counts, until it ends.

        After an interruption it goes on after the last durable event; `resync` says that some are no longer known.
        """
        return self._transport.follow(self._calls.events(batch, last_event_id))

    async def wait(self, batch: str) -> Batch:
        """Waits for the end of all jobs; `counts` of the answer says how they ended."""
        async for _ in self.events(batch):
            pass
        return await self.get(batch)

    async def download(self, batch: str, file: Path) -> None:
        """Writes a ZIP of the pictures of all completed jobs to a file, whole or not at all."""
        await self._transport.run(self._calls.download(batch, file))

    async def contact_sheet(self, batch: str) -> bytes:
        """One JPEG with the newest 100 pictures, small.

        :raises NotPossibleError: if no job is completed yet
        """
        return await self._transport.run(self._calls.contact_sheet(batch))
