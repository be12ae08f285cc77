"""What is followed over interruptions, and files that are whole or not there."""

import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from mock_gateway import MockGateway, broken, event, problem

from stylize_client import DigestError, LimitedError, NotFoundError, NotPossibleError
from stylize_client._calls.gateway import digest

OPEN = event("batch", {"id": "b", "state": "OPEN"})
COMPLETED = event("completed", {"id": "1", "type": "completed"}, "0:7")
ENDED = event("batch", {"id": "b", "state": "ENDED"})


def stream(*events: bytes) -> httpx.Response:
    return httpx.Response(200, content=b"".join(events))


class EventsTest(unittest.TestCase):
    def test_a_job_is_followed_to_its_end(self) -> None:
        gateway = MockGateway(
            broken(event("snapshot", {"state": "QUEUED"}) + event("started", {}, "3")),
            problem(503),
            stream(event("completed", {}, "4")),
        )
        names = ["snapshot", "started", "completed"]
        for events in gateway.with_both(lambda c: c.events("1")):
            self.assertEqual(names, [e.name for e in events])
        after = [request.headers.get("Last-Event-ID") for request in gateway.requests]
        self.assertEqual([None, "3", "3"] * 2, after)
        self.assertEqual({"/v1/stylizations/1/events"}, {request.url.path for request in gateway.requests})

    def test_nothing_follows_the_last_event_of_a_job(self) -> None:
        gateway = MockGateway(httpx.Response(204))
        self.assertEqual([[], []], gateway.with_both(lambda c: c.events("1", last_event_id="4")))

    def test_a_batch_ends_when_all_its_jobs_have(self) -> None:
        gateway = MockGateway(broken(OPEN + COMPLETED), stream(OPEN, ENDED))
        for events in gateway.with_both(lambda c: c.batches.events("b")):
            self.assertEqual(["batch", "completed", "batch", "batch"], [e.name for e in events])
        self.assertEqual([None, "0:7"] * 2, [request.headers.get("Last-Event-ID") for request in gateway.requests])
        gateway = MockGateway(stream(ENDED), httpx.Response(200, json={"id": "b", "state": "ENDED"}))
        for batch in gateway.with_both(lambda c: c.batches.wait("b")):
            self.assertEqual("ENDED", batch["state"])
        self.assertEqual(["/v1/batches/b/events", "/v1/batches/b"] * 2, [r.url.path for r in gateway.requests])

    def test_the_events_of_all_jobs_go_on_after_the_end_of_one(self) -> None:
        gateway = MockGateway(stream(COMPLETED), httpx.ConnectError("away"), stream(event("resync", {}, "0:9"), COMPLETED))
        for events in gateway.with_both(lambda c: c.all_events(last_event_id="0:5"), most=3):
            self.assertEqual([("completed", "0:7"), ("resync", "0:9"), ("completed", "0:7")], [(e.name, e.id) for e in events])
        after = [request.headers.get("Last-Event-ID") for request in gateway.requests]
        self.assertEqual(["0:5", "0:7", "0:7"] * 2, after)
        self.assertEqual({"/v1/events"}, {request.url.path for request in gateway.requests})

    def test_the_queue_is_followed(self) -> None:
        gateway = MockGateway(stream(event("queue", {"workers": 1})))
        for events in gateway.with_both(lambda c: c.queue_events(), most=2):
            self.assertEqual([1, 1], [e.data["workers"] for e in events])

    def test_heartbeats_show_that_the_gateway_is_there(self) -> None:
        away = [broken(b":heartbeat\n\n")] * 9
        for events in MockGateway(*away, stream(COMPLETED)).with_both(lambda c: c.all_events(), most=1):
            self.assertEqual(1, len(events))

    def test_it_gives_up_in_the_end(self) -> None:
        gateway = MockGateway(httpx.ConnectError("away"))
        with self.assertRaises(httpx.ConnectError):
            gateway.with_both(lambda c: c.all_events())
        self.assertEqual(5, len(gateway.requests))

    def test_a_limit_of_streams_is_waited_for(self) -> None:
        limited = problem(429, "rate-limited", **{"Retry-After": "0"})
        for events in MockGateway(limited, stream(COMPLETED)).with_both(lambda c: c.all_events(), most=1):
            self.assertEqual(1, len(events))
        with self.assertRaises(LimitedError):
            MockGateway(problem(429, "quota-exceeded", **{"Retry-After": "3600"})).with_both(lambda c: c.all_events())
        with self.assertRaises(NotFoundError):
            MockGateway(problem(404, "unknown-batch")).with_both(lambda c: c.batches.events("b"))


class DownloadsTest(unittest.TestCase):
    def setUp(self) -> None:
        directory = TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.file = Path(directory.name) / "results.zip"

    def files(self) -> list[Path]:
        return list(self.file.parent.iterdir())

    def test_a_download_is_begun_again_after_an_interruption(self) -> None:
        gateway = MockGateway(broken(b"PK ha"), problem(503), httpx.Response(200, content=b"PK whole"))
        gateway.with_both(lambda c: c.batches.download("b", self.file))
        self.assertEqual(b"PK whole", self.file.read_bytes())
        self.assertEqual([self.file], self.files())
        self.assertEqual({"/v1/batches/b/results.zip"}, {request.url.path for request in gateway.requests})

    def test_a_download_that_is_not_whole_leaves_nothing(self) -> None:
        for use in (
            lambda c: c.batches.download("b", self.file),
            lambda c: c.download("1", self.file),
            lambda c: c.images.download("i", self.file),
        ):
            with self.assertRaises(httpx.RemoteProtocolError):
                MockGateway(broken(b"PK ha")).with_both(use)
            with self.assertRaises(NotPossibleError):
                MockGateway(problem(409, "not-ready")).with_both(use)
            with self.assertRaises(DigestError):
                MockGateway(httpx.Response(200, content=b"a", headers={"Repr-Digest": digest(b"b")})).with_both(use)
        self.assertEqual([], self.files())

    def test_a_file_that_was_there_stays_until_the_new_one_is_whole(self) -> None:
        self.file.write_bytes(b"old")
        with self.assertRaises(httpx.RemoteProtocolError):
            MockGateway(broken(b"new")).with_both(lambda c: c.download("1", self.file))
        self.assertEqual(b"old", self.file.read_bytes())
        MockGateway(httpx.Response(200, content=b"new")).with_both(lambda c: c.download("1", self.file))
        self.assertEqual(b"new", self.file.read_bytes())


if __name__ == "__main__":
    unittest.main()
