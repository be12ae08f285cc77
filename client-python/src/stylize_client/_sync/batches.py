"""The batches of a client."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Unpack

from .._calls.batches import BatchCalls
from .._calls.gateway import Gateway
from ..models import Batch, BatchOptions, BatchPage, BatchRetry, Event, Picture, Recipe, Style
from .transport import Transport


class Batches:
    """Jobs that are submitted together: `client.batches`."""

    def __init__(self, gateway: Gateway, transport: Transport) -> None:
        self._calls = BatchCalls(gateway)
        self._transport = transport

    def submit(
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
        return self._transport.run(call)

    def get(self, batch: str) -> Batch:
        return self._transport.run(self._calls.get(batch))

    def list(self, *, limit: int = 20, cursor: str | None = None) -> BatchPage:
        """A page of batches, newest first; its `next` is the cursor of the next page."""
        return self._transport.run(self._calls.list(limit, cursor))

    def cancel(self, batch: str) -> Batch:
        """Cancels all jobs that have not ended; they end soon after."""
        return self._transport.run(self._calls.cancel(batch))

    def retry(self, batch: str) -> BatchRetry:
        """Does the jobs that failed or expired again, by new jobs of the same batch, each once."""
        return self._transport.run(self._calls.retry(batch))

    def events(self, batch: str, *, last_event_id: str | None = None) -> Iterator[Event]:
        """The events of its jobs, and `batch` with the counts, until it ends.

        After an interruption it goes on after the last durable event; `resync` says that some are no longer known.
        """
        return self._transport.follow(self._calls.events(batch, last_event_id))

    def wait(self, batch: str) -> Batch:
        """Waits for the end of all jobs; `counts` of the answer says how they ended."""
        for _ in self.events(batch):
            pass
        return self.get(batch)

    def download(self, batch: str, file: Path) -> None:
        """Writes a ZIP of the pictures of all completed jobs to a file, whole or not at all."""
        self._transport.run(self._calls.download(batch, file))

    def contact_sheet(self, batch: str) -> bytes:
        """One JPEG with the newest 100 pictures, small.

        :raises NotPossibleError: if no job is completed yet
        """
        return self._transport.run(self._calls.contact_sheet(batch))
