"""Errors. What the gateway tells is a ProblemError; `problem` has its words."""

from .models import Job, Problem


class StylizeError(Exception):
    """Any error of this package."""


class ProblemError(StylizeError):
    """The gateway answered with a problem."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(f"{problem['title']}: {problem['detail']}")
        self.problem = problem
        self.retry_after = retry_after

    @property
    def kind(self) -> str:
        """The type of the problem without its path, such as `image-not-found`."""
        return self.problem["type"].rsplit("/", 1)[-1]


class InvalidRequestError(ProblemError):
    """The request or its recipe is not valid; `problem["field"]` names the part."""


class AuthenticationError(ProblemError):
    """The key does not count, or does not allow this."""


class NotFoundError(ProblemError):
    """There is no such job, batch, picture, webhook or address."""


class NotPossibleError(ProblemError):
    """The state of the job does not allow it, its picture is not there yet, or this service does not do it."""


class ConflictError(ProblemError):
    """The id or idempotency key was used for another request."""


class PictureError(ProblemError):
    """A picture cannot be used; `kind` says why."""


class LimitedError(ProblemError):
    """A limit or a quota is used up; `retry_after` has the seconds to wait."""


class UnavailableError(ProblemError):
    """The service could not do it, however often it was asked. It is not known whether a command was carried out."""


class DigestError(StylizeError):
    """What came is not what the service stored."""


class JobEndedError(StylizeError):
    """The job ended without a result: `job` has its state, and its problem if it failed."""

    def __init__(self, job: Job) -> None:
        why = f": {job['problem']['detail']}" if "problem" in job else ""
        super().__init__(f"job {job['id']} is {job['state']}{why}")
        self.job = job


def of(problem: Problem, retry_after: float | None) -> ProblemError:
    """The error of a problem, by its type and else by its status."""
    kind = problem["type"].rsplit("/", 1)[-1]
    status = problem["status"]
    if kind == "conflicting-job":
        return ConflictError(problem, retry_after)
    by_status: dict[int, type[ProblemError]] = {
        400: InvalidRequestError,
        401: AuthenticationError,
        403: AuthenticationError,
        404: NotFoundError,
        409: NotPossibleError,
        413: PictureError,
        415: InvalidRequestError,
        422: PictureError,
        429: LimitedError,
    }
    if status >= 500:
        return UnavailableError(problem, retry_after)
    return by_status.get(status, ProblemError)(problem, retry_after)
