"""Files that are there whole or not at all."""

import hashlib
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from .gateway import check, digest_of


class WholeFile:
    """A file that appears when the whole body of an answer was written to it and its digest is right.

    Until then the bytes are beside it, under its name and `.part`.
    """

    def __init__(self, file: Path, answer: httpx.Response) -> None:
        self._file = file
        self._answer = answer
        self._part = file.with_name(file.name + ".part")
        self._sha256 = hashlib.sha256()

    def __enter__(self) -> Self:
        self._to = self._part.open("wb")
        return self

    def write(self, piece: bytes) -> None:
        self._to.write(piece)
        self._sha256.update(piece)

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._to.close()
            if kind is None:
                check(self._answer, digest_of(self._sha256.digest()))
                self._part.replace(self._file)
        finally:
            self._part.unlink(missing_ok=True)
