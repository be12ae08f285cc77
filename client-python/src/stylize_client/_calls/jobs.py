"""Calls about jobs, and about the queue that they wait in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict, Unpack

from ..models import (
    Estimate,
    EstimateRequest,
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
from .events import Following, ends_job, ends_never
from .gateway import Call, Gateway, encoded, idempotency, instant, page, path
from .pictures import multipart, reference, style_of, style_reference

JOBS = "/v1/stylizations"
Presets = list[Preset]


class PresetList(TypedDict):
    items: Presets


class JobCalls:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def submit(
        self,
        content: Picture,
        styles: Sequence[Picture | Style],
        options: JobOptions,
        *,
        start: Picture | None = None,
        protection: Picture | None = None,
        idempotency_key: str | None = None,
        wait_seconds: int | None = None,
    ) -> Call[Job]:
        every = [style_of(style) for style in styles]
        named = {"start": start, "protection": protection}
        others = {name: picture for name, picture in named.items() if picture is not None}
        pictures = [content, *others.values(), *(s.picture for s in every), *(s.mask for s in every)]
        body: dict[str, Any] = encoded(options)
        request: dict[str, Any]
        if any(isinstance(picture, (Path, bytes)) for picture in pictures):
            request = multipart(content, every, body, others)
        else:
            body |= {"content": reference(content), "styles": [style_reference(style) for style in every]}
            request = {"json": body | {name: reference(picture) for name, picture in others.items()}}
        headers = idempotency(idempotency_key)
        if wait_seconds is not None:
            headers["Prefer"] = f"wait={wait_seconds}"
        post = self._gateway.request("POST", JOBS, headers, wait_seconds=wait_seconds or 0, **request)
        return self._gateway.json(Job, post, repeatable=True)

    def get(self, job: str) -> Call[Job]:
        return self._gateway.get(Job, path(JOBS, job))

    def list(self, limit: int, cursor: str | None, filters: JobFilter) -> Call[JobPage]:
        query = page(limit, cursor)
        query += [("label", f"{name}:{value}") for name, value in (filters.get("labels") or {}).items()]
        values = {
            "state": filters.get("state"),
            "batch": filters.get("batch"),
            "preset": filters.get("preset"),
            "since": filters.get("since"),
            "until": filters.get("until"),
            "text": filters.get("text"),
        }
        query += [(name, instant(value)) for name, value in values.items() if value is not None]
        return self._gateway.get(JobPage, JOBS, query)

    def command(self, job: str, name: str) -> Call[Job]:
        # A second time changes nothing.
        return self._gateway.json(Job, self._gateway.request("POST", path(JOBS, job, name)), repeatable=True)

    def retry(self, job: str, idempotency_key: str | None) -> Call[Job]:
        request = self._gateway.request("POST", path(JOBS, job, "retry"), idempotency(idempotency_key))
        return self._gateway.json(Job, request, repeatable=True)

    def delete(self, job: str) -> Call[None]:
        return self._gateway.delete(path(JOBS, job))

    def presets(self) -> Call[Presets]:
        return (yield from self._gateway.get(PresetList, "/v1/presets"))["items"]

    def result(self, job: str) -> Call[bytes]:
        return self._gateway.fetch(path(JOBS, job, "result"))

    def download(self, job: str, file: Path) -> Call[None]:
        return self._gateway.download(path(JOBS, job, "result"), file)

    def result_link(self, job: str) -> Call[SignedLink]:
        return self._gateway.get(SignedLink, path(JOBS, job, "result", "link"))

    def preview(self, job: str) -> Call[bytes]:
        return self._gateway.fetch(path(JOBS, job, "preview"))

    def thumbnail(self, job: str, size: ThumbnailSize, form: ThumbnailFormat) -> Call[bytes]:
        return self._gateway.fetch(path(JOBS, job, "thumbnail"), {"size": str(size), "format": form})

    def input(self, job: str, role: str) -> Call[bytes]:
        return self._gateway.fetch(path(JOBS, job, "inputs", role))

    def manifest(self, job: str) -> Call[dict[str, Any]]:
        return self._gateway.get(dict[str, Any], path(JOBS, job, "manifest"))

    def losses(self, job: str) -> Call[LossCurve]:
        return self._gateway.get(LossCurve, path(JOBS, job, "losses"))

    def queue(self) -> Call[Queue]:
        return self._gateway.get(Queue, "/v1/queue")

    def estimate(self, **wanted: Unpack[EstimateRequest]) -> Call[Estimate]:
        return self._gateway.json(
            Estimate, self._gateway.request("POST", "/v1/estimates", json=dict(wanted)), repeatable=True
        )

    def events(self, job: str, last_event_id: str | None) -> Following:
        return Following(self._gateway, path(JOBS, job, "events"), last_event_id, ends_job)

    def all_events(self, last_event_id: str | None) -> Following:
        return Following(self._gateway, "/v1/events", last_event_id, ends_never)

    def queue_events(self) -> Following:
        return Following(self._gateway, "/v1/queue/events", None, ends_never)
