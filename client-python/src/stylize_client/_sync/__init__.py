"""The client for ordinary code."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

import httpx

from .. import errors
from .._calls.gateway import Gateway
from .._calls.jobs import JobCalls
from ..models import (
    Estimate,
    EstimateRequest,
    Event,
    Job,
    JobFilter,
    JobOptions,
    JobPage,
    LossCurve,
    Picture,
    Preset,
    Queue,
    SignedLink,
    Style,
    ThumbnailFormat,
    ThumbnailSize,
)
from .batches import Batches
from .images import Images
from .transport import Transport
from .webhooks import Webhooks


class Client:
    """A gateway. For any number of threads; close it, or use it in a `with`.

    :param url: such as `https://stylize.example`
    :param key: an API key; none for a gateway that asks for none
    :param timeout: seconds for connecting, and between two bytes of an answer
    :param transport: what sends requests, for proxies, certificates and tests; of httpx if absent
    """

    batches: Batches
    images: Images
    webhooks: Webhooks

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        timeout: float = 60.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        gateway = Gateway(url, key, timeout)
        self._calls = JobCalls(gateway)
        self._transport = Transport(httpx.Client(timeout=timeout, transport=transport))
        self.batches = Batches(gateway, self._transport)
        self.images = Images(gateway, self._transport)
        self.webhooks = Webhooks(gateway, self._transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._transport.close()

    def submit(
        self,
        content: Picture,
        styles: Sequence[Picture | Style],
        *,
        start: Picture | None = None,
        protection: Picture | None = None,
        idempotency_key: str | None = None,
        wait_seconds: int | None = None,
        **options: Unpack[JobOptions],
    ) -> Job:
        """Submits a job: pictures as files and bytes (they are uploaded), or as objects of the store and addresses.

        :param protection: a grey picture that is white where the photograph stays
        :param idempotency_key: the same key and request again is the same job
        :param wait_seconds: the answer waits so long at most for the end of the job; the service allows 60
        :param options: `preset`, `overrides`, `recipe`, `labels`, `lane`, `output`, `ttlSeconds`, `reuse`, … of a request
        """
        call = self._calls.submit(
            content,
            styles,
            options,
            start=start,
            protection=protection,
            idempotency_key=idempotency_key,
            wait_seconds=wait_seconds,
        )
        return self._transport.run(call)

    def get(self, job: str) -> Job:
        return self._transport.run(self._calls.get(job))

    def jobs(self, *, limit: int = 20, cursor: str | None = None, **filters: Unpack[JobFilter]) -> JobPage:
        """A page of jobs, newest first; its `next` is the cursor of the next page. A page may be short, or empty.

        :param filters: `state`, `labels`, `batch`, `preset`, `since`, `until`, `text`
        """
        return self._transport.run(self._calls.list(limit, cursor, filters))

    def cancel(self, job: str) -> Job:
        return self._transport.run(self._calls.command(job, "cancel"))

    def finish(self, job: str) -> Job:
        """Ends the optimization; the present picture is the result."""
        return self._transport.run(self._calls.command(job, "finish"))

    def retry(self, job: str, *, idempotency_key: str | None = None) -> Job:
        """Makes a new job of one that ended without a result."""
        return self._transport.run(self._calls.retry(job, idempotency_key))

    def delete(self, job: str) -> None:
        self._transport.run(self._calls.delete(job))

    def presets(self) -> list[Preset]:
        return self._transport.run(self._calls.presets())

    def events(self, job: str, *, last_event_id: str | None = None) -> Iterator[Event]:
        """The events of a job, until it ends. After an interruption it goes on after the last durable event."""
        return self._transport.follow(self._calls.events(job, last_event_id))

    def all_events(self, *, last_event_id: str | None = None) -> Iterator[Event]:
        """The durable events of all jobs of the tenant, from now on or after an earlier one, without an end.

        After an interruption it goes on after the last event. `resync` says that some are no longer known: look at the
        list of jobs. An event may come twice.
        """
        return self._transport.follow(self._calls.all_events(last_event_id))

    def wait(self, job: str) -> Job:
        """Waits for the end of a job.

        :raises JobEndedError: if it ends without a result
        """
        for _ in self.events(job):
            pass
        ended = self.get(job)
        if ended["state"] != "COMPLETED":
            raise errors.JobEndedError(ended)
        return ended

    def result(self, job: str) -> bytes:
        """The picture of a completed job, checked by its SHA-256.

        :raises NotPossibleError: if it is not there yet
        """
        return self._transport.run(self._calls.result(job))

    def download(self, job: str, file: Path) -> None:
        """Writes the picture of a completed job to a file, whole or not at all."""
        self._transport.run(self._calls.download(job, file))

    def result_link(self, job: str) -> SignedLink:
        """An address of the picture that needs no key, for some minutes.

        :raises NotPossibleError: if there is no result, or callers do not reach the store
        """
        return self._transport.run(self._calls.result_link(job))

    def preview(self, job: str) -> bytes:
        """The latest preview, a JPEG."""
        return self._transport.run(self._calls.preview(job))

    def thumbnail(self, job: str, *, size: ThumbnailSize = 320, format: ThumbnailFormat = "jpeg") -> bytes:
        """The picture of a completed job with a long side of so many pixels at most."""
        return self._transport.run(self._calls.thumbnail(job, size, format))

    def input(self, job: str, role: str) -> bytes:
        """A picture that the job was asked for with.

        :param role: `content`, `start`, `protection`, `style-0`, `mask-0`, `style-1`, …
        """
        return self._transport.run(self._calls.input(job, role))

    def manifest(self, job: str) -> dict[str, Any]:
        """What made the picture of a completed job: recipe, versions, digests, …"""
        return self._transport.run(self._calls.manifest(job))

    def losses(self, job: str) -> LossCurve:
        """The losses over the steps of a completed job; empty if a worker of an earlier release did it."""
        return self._transport.run(self._calls.losses(job))

    def queue(self) -> Queue:
        """What waits of the tenant, what runs, and how long a new job would wait."""
        return self._transport.run(self._calls.queue())

    def queue_events(self) -> Iterator[Event]:
        """`queue` with the queue, now and whenever it has changed, without an end."""
        return self._transport.follow(self._calls.queue_events())

    def estimate(self, **wanted: Unpack[EstimateRequest]) -> Estimate:
        """What jobs would cost and when they would be done. Nothing is submitted.

        :param wanted: `preset`, `overrides`, `recipe`, `width` and `height` of the photograph, `lane`, `jobs`
        """
        return self._transport.run(self._calls.estimate(**wanted))
