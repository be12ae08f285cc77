"""Does what calls want done."""

import time
from collections.abc import Iterator
from contextlib import closing
from typing import TypeVar

import httpx

from .._calls.events import Following
from .._calls.files import WholeFile
from .._calls.gateway import Call, Download
from ..models import Event

T = TypeVar("T")


class Transport:
    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def close(self) -> None:
        self._http.close()

    def run(self, call: Call[T]) -> T:
        answer: httpx.Response | httpx.TransportError | None = None
        while True:
            try:
                step = call.send(answer)
            except StopIteration as end:
                value: T = end.value
                return value
            if isinstance(step, float | int):
                time.sleep(step)
                answer = None
            else:
                try:
                    answer = self._download(step) if isinstance(step, Download) else self._http.send(step)
                except httpx.TransportError as e:
                    answer = e

    def follow(self, following: Following) -> Iterator[Event]:
        while not following.ended:
            outcome: httpx.Response | httpx.TransportError
            try:
                with closing(self._http.send(following.request(), stream=True)) as outcome:
                    if outcome.is_success:
                        for line in outcome.iter_lines():
                            yield from following.line(line)
                    else:
                        outcome.read()
            except httpx.TransportError as e:
                outcome = e
            time.sleep(following.pause(outcome))

    def _download(self, step: Download) -> httpx.Response:
        with closing(self._http.send(step.request, stream=True)) as answer:
            if answer.is_success:
                with WholeFile(step.file, answer) as file:
                    for piece in answer.iter_bytes():
                        file.write(piece)
            else:
                answer.read()
        return answer
