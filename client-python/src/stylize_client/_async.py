"""The client for asyncio: the same methods as Client."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from . import errors
from ._calls import MOST_TRIES, Call, Calls, EventReader, backoff, problem
from .models import ENDED, Event, Job, JobPage, Picture, Preset, Style

T = TypeVar("T")


class AsyncClient:
    """A gateway. For one event loop; close it, or use it in an `async with`.

    :param url: such as `https://stylize.example`
    :param key: an API key; none for a gateway that asks for none
    :param timeout: seconds for connecting, and between two bytes of an answer
    """

    def __init__(self, url: str, key: str | None = None, *, timeout: float = 60.0) -> None:
        self._calls = Calls(url, key)
        self._http = httpx.AsyncClient(timeout=timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()

    async def submit(
        self,
        content: Picture,
        styles: Sequence[Picture | Style],
        *,
        start: Picture | None = None,
        idempotency_key: str | None = None,
        **options: Any,
    ) -> Job:
        """Submits a job: pictures as files and bytes (they are uploaded), or as objects of the store and addresses.

        :param options: `preset`, `overrides`, `recipe`, `ttlSeconds`, `deadline`, `reuse`, … of a request
        :param idempotency_key: the same key and request again is the same job
        """
        return await self._run(self._calls.submit(content, styles, options, idempotency_key, start))

    async def get(self, job: str) -> Job:
        return await self._run(self._calls.get(job))

    async def jobs(self, *, state: str | None = None, limit: int = 20, cursor: str | None = None) -> JobPage:
        """A page of jobs, newest first; its `next` is the cursor of the next page."""
        return await self._run(self._calls.jobs(state, limit, cursor))

    async def cancel(self, job: str) -> Job:
        return await self._run(self._calls.command(job, "cancel"))

    async def finish(self, job: str) -> Job:
        """Ends the optimization; the present picture is the result."""
        return await self._run(self._calls.command(job, "finish"))

    async def retry(self, job: str, *, idempotency_key: str | None = None) -> Job:
        """Makes a new job of one that ended without a result."""
        return await self._run(self._calls.retry(job, idempotency_key))

    async def delete(self, job: str) -> None:
        await self._run(self._calls.delete(job))

    async def presets(self) -> list[Preset]:
        return await self._run(self._calls.presets())

    async def events(self, job: str, *, last_event_id: str | None = None) -> AsyncIterator[Event]:
        """The events of a job, until it ends. After an interruption it goes on after the last durable event."""
        failures = 0
        while True:
            reader = EventReader()
            ended = False
            try:
                async with aclosing(await self._http.send(self._calls.events(job, last_event_id), stream=True)) as answer:
                    if answer.status_code == 204:
                        return
                    if not answer.is_success:
                        await answer.aread()
                        raise problem(answer)
                    async for line in answer.aiter_lines():
                        for event in reader.line(line):
                            failures = 0
                            last_event_id = event.id or last_event_id
                            ended = ended or event.name.upper() in ENDED or event.data.get("state") in ENDED
                            yield event
                if ended:
                    return
            except (httpx.TransportError, errors.UnavailableError):
                failures += 1
                if failures == MOST_TRIES:
                    raise
            await asyncio.sleep(backoff(max(1, failures)))

    async def wait(self, job: str) -> Job:
        """Waits for the end of a job.

        :raises JobEndedError: if it ends without a result
        """
        async for _ in self.events(job):
            pass
        ended = await self.get(job)
        if ended["state"] != "COMPLETED":
            raise errors.JobEndedError(ended)
        return ended

    async def result(self, job: str) -> bytes:
        """The picture of a completed job, checked by its SHA-256.

        :raises NotPossibleError: if it is not there yet
        """
        return await self._run(self._calls.result(job))

    async def download(self, job: str, file: Path) -> None:
        """Writes the picture of a completed job to a file, whole or not at all."""
        part = file.with_name(file.name + ".part")
        part.write_bytes(await self.result(job))
        part.replace(file)

    async def _run(self, call: Call[T]) -> T:
        answer: httpx.Response | httpx.TransportError | None = None
        while True:
            try:
                step = call.send(answer)
            except StopIteration as end:
                value: T = end.value
                return value
            if isinstance(step, float | int):
                await asyncio.sleep(step)
                answer = None
            else:
                try:
                    answer = await self._http.send(step)
                except httpx.TransportError as e:
                    answer = e
