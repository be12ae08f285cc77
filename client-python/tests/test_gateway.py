"""The client against a real gateway with a worker: STYLIZE_URL, and SAMPLES with pictures. `python -m unittest`."""

import asyncio
import hashlib
import os
import tempfile
import unittest
import uuid
import zipfile
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
    Recipe,
    Style,
)

URL = os.environ["STYLIZE_URL"]
SAMPLES = Path(os.environ["SAMPLES"])
PHOTOGRAPH = SAMPLES / "photographs" / "coffee.jpg"
PAINTING = SAMPLES / "paintings" / "sun-over-the-sea.jpg"
NIGHT = SAMPLES / "paintings" / "night-over-the-bay.jpg"
SMALL: dict[str, Any] = {"preset": "fast", "overrides": {"longSidePixels": 64, "steps": 2}}
RECIPE: Recipe = {"preset": "fast", "overrides": {"longSidePixels": 64, "steps": 2}}
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

    def test_a_batch_of_kept_pictures_is_done_and_fetched(self) -> None:
        kept = self.client.images.upload(PHOTOGRAPH)
        self.assertEqual(PHOTOGRAPH.read_bytes(), self.client.images.content(kept["id"]))
        self.assertEqual(kept["object"], self.client.images.get(kept["id"])["object"])
        self.assertEqual(kept["id"], self.client.images.upload_direct(PHOTOGRAPH)["id"])
        labels = {"client": str(uuid.uuid4())}
        batch = self.client.batches.submit([kept["object"]], [PAINTING, NIGHT], recipes=[RECIPE], labels=labels)
        ended = self.client.batches.wait(batch["id"])
        self.assertEqual(("ENDED", 2), (ended["state"], ended["counts"]["completed"]))
        jobs = self.client.jobs(batch=batch["id"], labels=labels, state="COMPLETED")["items"]
        self.assertEqual(2, len(jobs))
        self.assertEqual(PHOTOGRAPH.read_bytes(), self.client.input(jobs[0]["id"], "content"))
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "results.zip"
            self.client.batches.download(batch["id"], file)
            with zipfile.ZipFile(file) as pictures:
                self.assertIsNone(pictures.testzip())
                self.assertEqual(2, len(pictures.namelist()))
        self.assertTrue(self.client.batches.contact_sheet(batch["id"]).startswith(b"\xff\xd8"))
        self.assertIn(batch["id"], [listed["id"] for listed in self.client.batches.list()["items"]])

    def test_a_completed_job_tells_its_losses_and_has_a_thumbnail(self) -> None:
        job = self.client.submit(PHOTOGRAPH, [PAINTING], wait_seconds=30, **SMALL)
        self.client.wait(job["id"])
        losses = self.client.losses(job["id"])
        self.assertEqual(1, losses["steps"][0])
        self.assertEqual(len(losses["steps"]), len(losses["total"]))
        self.assertTrue(self.client.thumbnail(job["id"], size=160).startswith(b"\xff\xd8"))
        self.assertTrue(self.client.manifest(job["id"]))

    def test_the_queue_and_estimates_are_told(self) -> None:
        self.assertEqual({"interactive", "batch"}, {lane["lane"] for lane in self.client.queue()["lanes"]})
        self.assertEqual(50, self.client.estimate(preset="fast", width=3000, height=2000, jobs=50)["jobs"])

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
