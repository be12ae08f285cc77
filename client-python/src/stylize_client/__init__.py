"""Client of a stylize gateway: submit jobs, follow them, fetch their pictures.

`Client` for ordinary code, `AsyncClient` for asyncio; both have the same methods. Every problem that the gateway
tells is a `ProblemError`, one subclass for each kind that callers handle.
"""

from ._async import AsyncClient
from ._sync import Client
from .errors import (
    AuthenticationError,
    ConflictError,
    DigestError,
    InvalidRequestError,
    JobEndedError,
    LimitedError,
    NotFoundError,
    NotPossibleError,
    PictureError,
    ProblemError,
    StylizeError,
    UnavailableError,
)
from .models import Event, Job, JobPage, Picture, Preset, Problem, Style

__all__ = [
    "AsyncClient",
    "AuthenticationError",
    "Client",
    "ConflictError",
    "DigestError",
    "Event",
    "InvalidRequestError",
    "Job",
    "JobEndedError",
    "JobPage",
    "LimitedError",
    "NotFoundError",
    "NotPossibleError",
    "Picture",
    "PictureError",
    "Preset",
    "Problem",
    "ProblemError",
    "Style",
    "StylizeError",
    "UnavailableError",
]
