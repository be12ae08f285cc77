"""Requests to a gateway, and what is done with its answers."""

import base64
import hashlib
import random
import uuid
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import quote

import httpx

from .. import errors
from ..models import Problem, Time

T = TypeVar("T")

MOST_TRIES = 5
LONGEST_WAIT_SECONDS = 60.0
FIRST_WAIT_SECONDS = 0.5
IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})
TEXTS = ("text/plain", "text/xml", "application/xml")
USER_AGENT = {"User-Agent": "stylize-client-python"}


@dataclass(frozen=True)
class Download:
    """A request whose good answer is written to a file as it comes, whole or not at all."""

    request: httpx.Request
    file: Path


Step = httpx.Request | Download | float
Call = Generator[Step, httpx.Response | httpx.TransportError | None, T]


class Gateway:
    """Makes the requests to one gateway.

    :param timeout: seconds for connecting, and between two bytes of an answer
    """

    def __init__(self, url: str, key: str | None, timeout: float = 60.0) -> None:
        self.url = httpx.URL(url.rstrip("/"))
        self.timeout = timeout
        self.headers = USER_AGENT | ({"Authorization": f"Bearer {key}"} if key else {})

    def request(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        *,
        wait_seconds: float = 0.0,
        **content: Any,
    ) -> httpx.Request:
        """A request with the headers of the gateway.

        :param wait_seconds: how much later its answer may begin than others
        """
        headers = self.headers | (headers or {})
        return httpx.Request(
            method, f"{self.url}{path}", headers=headers, extensions=self.extensions(wait_seconds), **content
        )

    def extensions(self, wait_seconds: float = 0.0) -> dict[str, Any]:
        # Not every release of httpx gives requests that are made beforehand the timeouts of its client.
        return {"timeout": httpx.Timeout(self.timeout, read=self.timeout + wait_seconds).as_dict()}

    def send(self, step: httpx.Request | Download, repeatable: bool = False) -> Call[httpx.Response]:
        """Sends it, again if the gateway wants that or went away, where a second time does no harm."""
        request = step.request if isinstance(step, Download) else step
        repeatable = repeatable or request.method in IDEMPOTENT
        for attempt in range(1, MOST_TRIES + 1):
            answer = yield step
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

    def json(self, kind: type[T], request: httpx.Request, repeatable: bool = False) -> Call[T]:
        """Sends it for an answer of this kind. Only the type checker knows the kind."""
        return cast(T, (yield from self.send(request, repeatable)).json())

    def get(self, kind: type[T], path: str, query: list[tuple[str, str]] | None = None) -> Call[T]:
        return self.json(kind, self.request("GET", path, params=query))

    def fetch(self, path: str, query: dict[str, str] | None = None) -> Call[bytes]:
        """Fetches bytes, checked by their digest if the gateway tells it."""
        answer = yield from self.send(self.request("GET", path, params=query))
        check(answer, digest(answer.content))
        return answer.content

    def download(self, path: str, file: Path) -> Call[None]:
        yield from self.send(Download(self.request("GET", path), file))

    def delete(self, path: str) -> Call[None]:
        yield from self.send(self.request("DELETE", path))


def path(*parts: str) -> str:
    """The path of a resource: the first part is that of its collection, the others are names."""
    return "/".join([parts[0], *(quote(part, safe="") for part in parts[1:])])


def idempotency(key: str | None) -> dict[str, str]:
    """The header of a request that may be sent again if it had no answer: with a key of its own if it has none."""
    return {"Idempotency-Key": key or str(uuid.uuid4())}


def page(limit: int, cursor: str | None) -> list[tuple[str, str]]:
    return [("limit", str(limit))] + ([("cursor", cursor)] if cursor else [])


def instant(time: Time) -> str:
    """As RFC 3339 writes it."""
    if isinstance(time, str):
        return time
    if time.utcoffset() is None:
        raise ValueError(f"a time needs a time zone, but {time.isoformat()} has none")
    return time.isoformat()


def encoded(options: Any) -> dict[str, Any]:
    """Options of a request as JSON has them."""
    return {name: instant(value) if isinstance(value, datetime) else value for name, value in options.items()}


def problem(answer: httpx.Response) -> errors.ProblemError:
    """The error of an answer that is not a good one; its body must have been read."""
    retry_after = answer.headers.get("Retry-After", "")
    try:
        told = cast(Problem, answer.json())
        told["type"], told["title"], told["detail"], told["status"]
    except (ValueError, KeyError, TypeError):
        # The store explains itself in XML.
        why = f": {answer.text[:500]}" if answer.headers.get("Content-Type", "").startswith(TEXTS) else ""
        told = {
            "type": "about:blank",
            "title": answer.reason_phrase or "Error",
            "status": answer.status_code,
            "detail": f"{answer.request.method} {answer.request.url} was answered with {answer.status_code}{why}",
        }
    return errors.of(told, float(retry_after) if retry_after.isdigit() else None)


def backoff(attempt: int) -> float:
    """Seconds before the next try: about twice as long each time."""
    return float(FIRST_WAIT_SECONDS * 2 ** (attempt - 1)) * random.uniform(0.5, 1.5)


def digest(content: bytes) -> str:
    """As RFC 9530 writes it."""
    return digest_of(hashlib.sha256(content).digest())


def digest_of(sha256: bytes) -> str:
    return f"sha-256=:{base64.b64encode(sha256).decode()}:"


def check(answer: httpx.Response, came: str) -> None:
    """Compares the digest of what came with that of the header.

    :raises DigestError: if they differ
    """
    expected = answer.headers.get("Repr-Digest")
    if expected is not None and expected != came:
        raise errors.DigestError(f"the digest of {answer.request.url.path} must be {expected} but is {came}")
