"""The client against a real gateway with a worker: STYLIZE_URL, and SAMPLES with pictures. `python -m unittest`."""

import asyncio
import hashlib
import os
import tempfile
import unittest
import uuid
from pathlib import Path
from typing import Any

from stylize_client import (
    AsyncClient,
    Client,
    ConflictError,
    Event,
    InvalidRequestError,
    Job,
    JobEndedError,
    NotFoundError,
    NotPossibleError,
    PictureError,
    Style,
)

URL = os.environ["STYLIZE_URL"]
SAMPLES = Path(os.environ["SAMPLES"])
PHOTOGRAPH = SAMPLES / "photographs" / "coffee.jpg"
PAINTING = SAMPLES / "paintings" / "sun-over-the-sea.jpg"
NIGHT = SAMPLES / "paintings" / "night-over-the-bay.jpg"
SMALL: dict[str, Any] = {"preset": "fast", "overrides": {"longSidePixels": 64, "steps": 2}}
LONG: dict[str, Any] = {"preset": "fast", "overrides": {"longSidePixels": 256, "steps": 5000}}


class GatewayTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = Client(URL)
        self.addCleanup(self.client.close)

    def test_a_picture_is_submitted_followed_and_downloaded(self) -> None:
        job = self.client.submit(PHOTOGRAPH, [PAINTING], **SMALL)
        ended = self.client.wait(job["id"])
        self.assertEqual("COMPLETED", ended["state"])
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "pastiche.png"
            self.client.download(job["id"], file)
            self.assertTrue(file.read_bytes().startswith(b"\x89PNG"))
            self.assertEqual(ended["sha256"], hashlib.sha256(file.read_bytes()).hexdigest())
        self.client.delete(job["id"])
        with self.assertRaises(NotFoundError):
            self.client.get(job["id"])

    def test_several_styles_have_shares(self) -> None:
        job = self.client.submit(PHOTOGRAPH.read_bytes(), [Style(PAINTING, share=3), Style(NIGHT)], **SMALL)
        self.assertEqual("COMPLETED", self.client.wait(job["id"])["state"])

    def test_events_go_on_after_the_last_one_that_was_seen(self) -> None:
        job = self.client.submit(PHOTOGRAPH, [PAINTING], **SMALL)
        every = list(self.client.events(job["id"]))
        self.assertEqual("snapshot", every[0].name)
        self.assertEqual("completed", every[-1].name)
        rest = list(self.client.events(job["id"], last_event_id="2"))
        self.assertEqual("3", rest[0].id)
        self.assertEqual([], list(self.client.events(job["id"], last_event_id=rest[-1].id)))

    def test_the_same_key_is_the_same_job_and_another_request_a_conflict(self) -> None:
        key = str(uuid.uuid4())
        first = self.client.submit(PHOTOGRAPH, [PAINTING], idempotency_key=key, **SMALL)
        self.assertEqual(first["id"], self.client.submit(PHOTOGRAPH, [PAINTING], idempotency_key=key, **SMALL)["id"])
        with self.assertRaises(ConflictError):
            self.client.submit(PHOTOGRAPH, [NIGHT], idempotency_key=key, **SMALL)

    def test_problems_are_errors_of_their_kind(self) -> None:
        with self.assertRaises(InvalidRequestError) as invalid:
            self.client.submit(PHOTOGRAPH, [PAINTING], overrides={"strength": 2})
        self.assertEqual("strength", invalid.exception.problem.get("field"))
        with self.assertRaises(PictureError) as unreadable:
            self.client.submit(b"no picture", [PAINTING])
        self.assertEqual("image-unreadable", unreadable.exception.kind)
        with self.assertRaises(PictureError) as missing:
            self.client.submit("default/none.jpg", ["default/none.jpg"])
        self.assertEqual("image-not-found", missing.exception.kind)

    def test_a_cancelled_job_has_no_result_and_can_be_done_again(self) -> None:
        job = self.client.submit(PHOTOGRAPH, [PAINTING], **LONG)
        with self.assertRaises(NotPossibleError):
            self.client.result(job["id"])
        self.assertEqual("CANCELLED", self.client.cancel(job["id"])["state"])
        with self.assertRaises(JobEndedError) as ended:
            self.client.wait(job["id"])
        self.assertEqual("CANCELLED", ended.exception.job["state"])
        again = self.client.retry(job["id"])
        self.assertEqual(job["id"], again.get("retryOf"))
        self.client.cancel(again["id"])

    def test_jobs_and_presets_are_listed(self) -> None:
        self.assertIn("balanced", [preset["name"] for preset in self.client.presets()])
        self.assertLessEqual(len(self.client.jobs(limit=1)["items"]), 1)

    def test_the_same_in_asyncio(self) -> None:
        async def paint() -> tuple[list[Event], Job, bytes]:
            async with AsyncClient(URL) as client:
                job = await client.submit(PHOTOGRAPH, [PAINTING], **SMALL)
                events = [event async for event in client.events(job["id"])]
                return events, await client.wait(job["id"]), await client.result(job["id"])

        events, job, result = asyncio.run(paint())
        self.assertEqual("completed", events[-1].name)
        self.assertEqual(job.get("sha256"), hashlib.sha256(result).hexdigest())


if __name__ == "__main__":
    unittest.main()
