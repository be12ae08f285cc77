"""Streams of server-sent events."""

import json
from collections.abc import Callable, Iterator

import httpx

from .. import errors
from ..models import ENDED, Event
from .gateway import LONGEST_WAIT_SECONDS, MOST_TRIES, Gateway, backoff, problem


class EventReader:
    """Turns the lines of an event stream into events."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def line(self, text: str) -> Iterator[Event]:
        if text:
            name, _, value = text.partition(":")
            value = value.removeprefix(" ")
            if name == "data" and "data" in self._fields:
                value = f"{self._fields['data']}\n{value}"
            if name:  # else it is a comment: a heartbeat
                self._fields[name] = value
        elif self._fields:
            fields, self._fields = self._fields, {}
            if "data" in fields:
                yield Event(fields.get("event", "message"), json.loads(fields["data"]), fields.get("id"))


class Following:
    """A stream that is followed over interruptions: where it is, and whether it has ended."""

    def __init__(
        self, gateway: Gateway, path: str, last_event_id: str | None, is_last: Callable[[Event], bool]
    ) -> None:
        self.ended = False
        self._gateway = gateway
        self._path = path
        self._last_event_id = last_event_id
        self._is_last = is_last
        self._failures = 0
        self._reader = EventReader()

    def request(self) -> httpx.Request:
        """The request for what comes after the last durable event."""
        self._reader = EventReader()
        after = {"Last-Event-ID": self._last_event_id} if self._last_event_id else {}
        return self._gateway.request("GET", self._path, {"Accept": "text/event-stream"} | after)

    def line(self, text: str) -> Iterator[Event]:
        self._failures = 0  # a heartbeat will do
        for event in self._reader.line(text):
            self._last_event_id = event.id or self._last_event_id
            self.ended = self.ended or self._is_last(event)
            yield event

    def pause(self, outcome: httpx.Response | httpx.TransportError) -> float:
        """Seconds to wait after an answer, which must have been read, or a broken connection."""
        error: httpx.TransportError | errors.ProblemError
        if isinstance(outcome, httpx.Response):
            self.ended = self.ended or outcome.status_code == 204
            if self.ended:
                return 0.0
            if outcome.is_success:
                return backoff(1)
            error = problem(outcome)
            if not isinstance(error, (errors.UnavailableError, errors.LimitedError)):
                raise error
        else:
            error = outcome
        if self.ended:
            return 0.0
        self._failures += 1
        told = error.retry_after if isinstance(error, errors.ProblemError) else None
        wait = told if told is not None else backoff(self._failures)
        if self._failures == MOST_TRIES or wait > LONGEST_WAIT_SECONDS:
            raise error
        return wait


def ends_job(event: Event) -> bool:
    return event.name.upper() in ENDED or event.data.get("state") in ENDED


def ends_batch(event: Event) -> bool:
    return event.name == "batch" and event.data.get("state") == "ENDED"


def ends_never(event: Event) -> bool:
    return False
