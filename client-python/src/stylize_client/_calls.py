"""Requests and answers without any input or output, for both clients.

A call is a generator: it yields what is to be done, a request to send or seconds to wait, and is sent the answer.
"""

import base64
import hashlib
import json
import random
import uuid
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import httpx

from . import errors
from .models import Event, Job, JobPage, Picture, Preset, Problem, Style

T = TypeVar("T")

MOST_TRIES = 5
LONGEST_WAIT_SECONDS = 60.0
FIRST_WAIT_SECONDS = 0.5
IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})
JOBS = "/v1/stylizations"

Step = httpx.Request | float
Call = Generator[Step, httpx.Response | httpx.TransportError | None, T]


class Calls:
    """Makes the calls of one gateway."""

    def __init__(self, url: str, key: str | None) -> None:
        self.url = httpx.URL(url.rstrip("/"))
        self.headers = {"User-Agent": "stylize-client-python"} | ({"Authorization": f"Bearer {key}"} if key else {})

    def request(self, method: str, path: str, headers: dict[str, str] | None = None, **content: Any) -> httpx.Request:
        return httpx.Request(method, f"{self.url}{path}", headers=self.headers | (headers or {}), **content)

    def send(self, request: httpx.Request, repeatable: bool = False) -> Call[httpx.Response]:
        """Sends it, again if the gateway wants that or went away, where a second time does no harm."""
        repeatable = repeatable or request.method in IDEMPOTENT
        for attempt in range(1, MOST_TRIES + 1):
            answer = yield request
            if isinstance(answer, httpx.TransportError):
                if not repeatable or attempt == MOST_TRIES:
                    raise answer
                yield backoff(attempt)
                continue
            assert answer is not None
            if answer.is_success:
                return answer
            error = problem(answer)
            # 429 says that nothing was done; after a 503 that is not known.
            waits = answer.status_code == 429 or (answer.status_code == 503 and repeatable)
            if not waits or attempt == MOST_TRIES:
                raise error
            wait = error.retry_after if error.retry_after is not None else backoff(attempt)
            if wait > LONGEST_WAIT_SECONDS:
                raise error
            yield wait
        raise AssertionError("unreachable")

    def submit(
        self,
        content: Picture,
        styles: Sequence[Picture | Style],
        options: dict[str, Any],
        idempotency_key: str | None,
        start: Picture | None,
    ) -> Call[Job]:
        # With a key of its own, a request that had no answer can be sent again without a second job.
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        every = [style if isinstance(style, Style) else Style(style) for style in styles]
        pictures = [content, start, *(s.picture for s in every), *(s.mask for s in every)]
        if any(isinstance(picture, (Path, bytes)) for picture in pictures):
            request = self.request("POST", JOBS, headers, **multipart(content, every, options, start))
        else:
            body = options | {"content": reference(content), "styles": [style_reference(style) for style in every]}
            if start is not None:
                body["start"] = reference(start)
            request = self.request("POST", JOBS, headers, json=body)
        return cast(Job, (yield from self.send(request, repeatable=True)).json())

    def get(self, job: str) -> Call[Job]:
        return cast(Job, (yield from self.send(self.request("GET", f"{JOBS}/{job}"))).json())

    def jobs(self, state: str | None, limit: int, cursor: str | None) -> Call[JobPage]:
        query = {"limit": str(limit)} | ({"state": state} if state else {}) | ({"cursor": cursor} if cursor else {})
        answer = yield from self.send(self.request("GET", JOBS, params=query))
        return cast(JobPage, answer.json())

    def command(self, job: str, name: str) -> Call[Job]:
        request = self.request("POST", f"{JOBS}/{job}/{name}")  # a second time changes nothing
        return cast(Job, (yield from self.send(request, repeatable=True)).json())

    def retry(self, job: str, idempotency_key: str | None) -> Call[Job]:
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        request = self.request("POST", f"{JOBS}/{job}/retry", headers)
        return cast(Job, (yield from self.send(request, repeatable=True)).json())

    def delete(self, job: str) -> Call[None]:
        yield from self.send(self.request("DELETE", f"{JOBS}/{job}"))

    def presets(self) -> Call[list[Preset]]:
        return cast(list[Preset], (yield from self.send(self.request("GET", "/v1/presets"))).json()["items"])

    def result(self, job: str) -> Call[bytes]:
        answer = yield from self.send(self.request("GET", f"{JOBS}/{job}/result"))
        expected = answer.headers.get("Repr-Digest")
        if expected is not None and expected != digest(answer.content):
            raise errors.DigestError(f"the digest of the result must be {expected} but is {digest(answer.content)}")
        return answer.content

    def events(self, job: str, last_event_id: str | None) -> httpx.Request:
        headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": last_event_id} if last_event_id else {})
        return self.request("GET", f"{JOBS}/{job}/events", headers)


def problem(answer: httpx.Response) -> errors.ProblemError:
    """The error of an answer that is not a good one; its body must have been read."""
    retry_after = answer.headers.get("Retry-After", "")
    try:
        told = cast(Problem, answer.json())
        told["type"], told["title"], told["detail"], told["status"]
    except (ValueError, KeyError, TypeError):
        told = {
            "type": "about:blank",
            "title": answer.reason_phrase or "Error",
            "status": answer.status_code,
            "detail": f"{answer.request.method} {answer.request.url} was answered with {answer.status_code}",
        }
    return errors.of(told, float(retry_after) if retry_after.isdigit() else None)


def backoff(attempt: int) -> float:
    """Seconds before the next try: about twice as long each time."""
    return float(FIRST_WAIT_SECONDS * 2 ** (attempt - 1)) * random.uniform(0.5, 1.5)


def digest(content: bytes) -> str:
    """As RFC 9530 writes it."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def reference(picture: Picture) -> dict[str, str]:
    return {"url" if str(picture).startswith("https://") else "object": str(picture)}


def style_reference(style: Style) -> dict[str, Any]:
    body: dict[str, Any] = {"image": reference(style.picture)}
    if style.share is not None:
        body["share"] = style.share
    if style.mask is not None:
        body["mask"] = reference(style.mask)
    return body


def multipart(
    content: Picture, styles: Sequence[Style], options: dict[str, Any], start: Picture | None
) -> dict[str, Any]:
    parts: list[tuple[str, tuple[str, bytes, str]]] = [("content", file(content))]
    shares: dict[str, float] = {}
    for index, style in enumerate(styles):
        name = f"s{index:02}"
        parts.append((f"style.{name}", file(style.picture)))
        if style.mask is not None:
            parts.append((f"mask.{name}", file(style.mask)))
        if style.share is not None:
            shares[name] = style.share
    if start is not None:
        parts.append(("start", file(start)))
    request = json.dumps(options | ({"shares": shares} if shares else {})).encode()
    parts.append(("request", ("request.json", request, "application/json")))
    return {"files": parts}


def file(picture: Picture) -> tuple[str, bytes, str]:
    if isinstance(picture, str):
        raise TypeError("either all pictures are files or bytes, or all are objects of the store or addresses")
    content = picture.read_bytes() if isinstance(picture, Path) else picture
    return ("picture", content, "application/octet-stream")


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
