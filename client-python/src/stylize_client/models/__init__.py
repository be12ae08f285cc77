"""What the gateway answers and what it is asked, as in its OpenAPI document. Fields that may be absent are NotRequired.

Later releases of the service may add fields.
"""

from .batches import Batch, BatchCounts, BatchLinks, BatchOptions, BatchPage, BatchRetry, BatchState
from .common import Event, Lane, Output, Problem, Recipe, Size, Time
from .images import Image, ImageLinks, ImagePage, MediaType, ThumbnailFormat, ThumbnailSize, Upload, UploadLinks
from .jobs import (
    ENDED,
    Job,
    JobFilter,
    JobOptions,
    JobPage,
    Links,
    LossCurve,
    Losses,
    PlaceInQueue,
    Preset,
    SignedLink,
    State,
)
from .pictures import Picture, Style
from .queue import Estimate, EstimateRequest, LaneQueue, Queue
from .webhooks import (
    DeliveryList,
    Webhook,
    WebhookAttempt,
    WebhookChange,
    WebhookDelivery,
    WebhookList,
    WebhookReplay,
    WebhookState,
)

__all__ = [
    "ENDED",
    "Batch",
    "BatchCounts",
    "BatchLinks",
    "BatchOptions",
    "BatchPage",
    "BatchRetry",
    "BatchState",
    "DeliveryList",
    "Estimate",
    "EstimateRequest",
    "Event",
    "Image",
    "ImageLinks",
    "ImagePage",
    "Job",
    "JobFilter",
    "JobOptions",
    "JobPage",
    "Lane",
    "LaneQueue",
    "Links",
    "LossCurve",
    "Losses",
    "MediaType",
    "Output",
    "Picture",
    "PlaceInQueue",
    "Preset",
    "Problem",
    "Queue",
    "Recipe",
    "SignedLink",
    "Size",
    "State",
    "Style",
    "ThumbnailFormat",
    "ThumbnailSize",
    "Time",
    "Upload",
    "UploadLinks",
    "Webhook",
    "WebhookAttempt",
    "WebhookChange",
    "WebhookDelivery",
    "WebhookList",
    "WebhookReplay",
    "WebhookState",
]
