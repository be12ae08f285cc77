"""Calls about batches."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..models import Batch, BatchOptions, BatchPage, BatchRetry, Picture, Recipe, Style
from .events import Following, ends_batch
from .gateway import Call, Gateway, encoded, idempotency, page, path
from .images import ImageCalls
from .pictures import bytes_of, reference, style_of, style_reference

BATCHES = "/v1/batches"


class BatchCalls:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def submit(
        self,
        contents: Sequence[Picture],
        styles: Sequence[Picture | Style],
        options: BatchOptions,
        *,
        mixtures: Sequence[Sequence[Picture | Style]] = (),
        recipes: Sequence[Recipe] = (),
        idempotency_key: str | None = None,
    ) -> Call[Batch]:
        kept = Kept(ImageCalls(self._gateway))
        body: dict[str, Any] = encoded(options)
        body["contents"] = []
        for content in contents:
            body["contents"].append(reference((yield from kept.of(content))))
        if styles:
            body["styles"] = yield from kept.styles(styles)
        if mixtures:
            body["mixtures"] = []
            for mixture in mixtures:
                body["mixtures"].append((yield from kept.styles(mixture)))
        if recipes:
            body["recipes"] = list(recipes)
        request = self._gateway.request("POST", BATCHES, idempotency(idempotency_key), json=body)
        return (yield from self._gateway.json(Batch, request, repeatable=True))

    def get(self, batch: str) -> Call[Batch]:
        return self._gateway.get(Batch, path(BATCHES, batch))

    def list(self, limit: int, cursor: str | None) -> Call[BatchPage]:
        return self._gateway.get(BatchPage, BATCHES, page(limit, cursor))

    def cancel(self, batch: str) -> Call[Batch]:
        return self._gateway.json(Batch, self._gateway.request("POST", path(BATCHES, batch, "cancel")), repeatable=True)

    def retry(self, batch: str) -> Call[BatchRetry]:
        # Each job is done again once, however often this is sent.
        request = self._gateway.request("POST", path(BATCHES, batch, "retry"))
        return self._gateway.json(BatchRetry, request, repeatable=True)

    def events(self, batch: str, last_event_id: str | None) -> Following:
        return Following(self._gateway, path(BATCHES, batch, "events"), last_event_id, ends_batch)

    def download(self, batch: str, file: Path) -> Call[None]:
        return self._gateway.download(path(BATCHES, batch, "results.zip"), file)

    def contact_sheet(self, batch: str) -> Call[bytes]:
        return self._gateway.fetch(path(BATCHES, batch, "contact-sheet"))


class Kept:
    """Has the service keep the files and bytes of a batch, which names objects only: each of them once."""

    def __init__(self, images: ImageCalls) -> None:
        self._images = images
        self._objects: dict[Path | bytes, str] = {}

    def of(self, picture: Picture) -> Call[str]:
        if isinstance(picture, str):
            return picture
        if picture not in self._objects:
            self._objects[picture] = (yield from self._images.upload(bytes_of(picture)))["object"]
        return self._objects[picture]

    def styles(self, styles: Sequence[Picture | Style]) -> Call[list[dict[str, Any]]]:
        references = []
        for style in map(style_of, styles):
            mask = None if style.mask is None else (yield from self.of(style.mask))
            references.append(style_reference(Style((yield from self.of(style.picture)), style.share, mask)))
        return references
