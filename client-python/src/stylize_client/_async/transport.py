"""Does what calls want done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TypeVar

import httpx

from .._calls.events import Following
from .._calls.files import WholeFile
from .._calls.gateway import Call, Download
from ..models import Event

T = TypeVar("T")


class AsyncTransport:
    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def close(self) -> None:
        await self._http.aclose()

    async def run(self, call: Call[T]) -> T:
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
                    answer = await self._download(step) if isinstance(step, Download) else await self._http.send(step)
                except httpx.TransportError as e:
                    answer = e

    async def follow(self, following: Following) -> AsyncIterator[Event]:
        while not following.ended:
            outcome: httpx.Response | httpx.TransportError
            try:
                async with aclosing(await self._http.send(following.request(), stream=True)) as outcome:
                    if outcome.is_success:
                        async for line in outcome.aiter_lines():
                            for event in following.line(line):
                                yield event
                    else:
                        await outcome.aread()
            except httpx.TransportError as e:
                outcome = e
            await asyncio.sleep(following.pause(outcome))

    async def _download(self, step: Download) -> httpx.Response:
        async with aclosing(await self._http.send(step.request, stream=True)) as answer:
            if answer.is_success:
                with WholeFile(step.file, answer) as file:
                    async for piece in answer.aiter_bytes():
                        file.write(piece)
            else:
                await answer.aread()
        return answer
