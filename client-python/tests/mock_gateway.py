"""A gateway of prepared answers for both clients."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from typing import Any
from unittest.mock import patch

import httpx

from stylize_client import AsyncClient, Client

Answer = httpx.Response | httpx.TransportError


class MockGateway:
    """Gives its answers in turn, the last one for ever, and keeps the requests."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = answers
        self.requests: list[httpx.Request] = []

    def with_both(self, use: Callable[[Any], Any], most: int = 100) -> list[Any]:
        """What is had of the ordinary client and of that for asyncio; of a stream, so many events at most."""
        with patch("stylize_client._calls.gateway.FIRST_WAIT_SECONDS", 0.0):
            return [self._ordinary(use, most), asyncio.run(self._asyncio(use, most))]

    def _ordinary(self, use: Callable[[Any], Any], most: int) -> Any:
        with Client("http://gateway/", "sty_key", transport=self._transport()) as client:
            had = use(client)
            return list(islice(had, most)) if isinstance(had, Iterator) else had

    async def _asyncio(self, use: Callable[[Any], Any], most: int) -> Any:
        async with AsyncClient("http://gateway/", "sty_key", transport=self._transport()) as client:
            had = use(client)
            if not isinstance(had, AsyncIterator):
                return await had
            events = []
            async for event in had:
                events.append(event)
                if len(events) == most:
                    break
            return events

    def _transport(self) -> httpx.MockTransport:
        answers = list(self._answers)

        def answered(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if isinstance(answer, httpx.TransportError):
                raise answer
            stream = answer.extensions.get("broken") or httpx.ByteStream(answer.content)
            return httpx.Response(answer.status_code, headers=answer.headers, stream=stream)

        return httpx.MockTransport(answered)


class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that ends before it is whole."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content
        raise httpx.RemoteProtocolError("the connection broke")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for content in [self._content]:
            yield content
        raise httpx.RemoteProtocolError("the connection broke")


def broken(content: bytes, **headers: str) -> httpx.Response:
    return httpx.Response(200, headers=headers, extensions={"broken": Broken(content)})


def problem(status: int, kind: str = "unavailable", **headers: str) -> httpx.Response:
    body = {"type": f"/problems/{kind}", "title": "t", "status": status, "detail": "d"}
    return httpx.Response(status, json=body, headers=headers)


def event(name: str, data: dict[str, Any], id: str | None = None) -> bytes:
    return (f"id: {id}\n" if id else "").encode() + f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
