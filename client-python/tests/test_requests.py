"""What each method of both clients asks of a gateway."""

import hashlib
import json
import unittest
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from mock_gateway import MockGateway, problem

from stylize_client import DigestError, InvalidRequestError, NotPossibleError, Style
from stylize_client._calls.gateway import digest

PNG = b"\x89PNG picture"
SHA256 = hashlib.sha256(PNG).hexdigest()
IMAGE = {"id": SHA256, "object": f"default/images/{SHA256}"}
BEGUN = httpx.Response(
    201,
    json={
        "url": "https://store.example/stylize",
        "fields": {"key": "default/uploads/7/picture", "policy": "p"},
        "links": {"completion": "/v1/uploads/7/completion"},
    },
)


def uploading(picture: Path | bytes) -> Callable[[Any], Any]:
    return lambda client: client.images.upload(picture)


class RequestsTest(unittest.TestCase):
    def asks(self, use: Callable[[Any], Any], method: str, target: str, body: Any = None, answer: Any = None) -> None:
        """Both clients send just this request and give its answer, or its items."""
        content = {"id": "1"} if answer is None else {"items": answer}
        gateway = MockGateway(httpx.Response(204) if method == "DELETE" else httpx.Response(200, json=content))
        expected = None if method == "DELETE" else answer or content
        self.assertEqual([expected, expected], gateway.with_both(use))
        for request in gateway.requests:
            self.assertEqual((method, target), (request.method, request.url.raw_path.decode()))
            self.assertEqual("Bearer sty_key", request.headers["Authorization"])
            self.assertEqual(body, json.loads(request.content) if request.content else None)

    def fetches(self, use: Callable[[Any], Any], target: str) -> None:
        """Both clients give the bytes of this address, and no others than its digest says."""
        gateway = MockGateway(httpx.Response(200, content=PNG, headers={"Repr-Digest": digest(PNG)}))
        self.assertEqual([PNG, PNG], gateway.with_both(use))
        self.assertEqual([target, target], [request.url.raw_path.decode() for request in gateway.requests])
        with self.assertRaises(DigestError):
            MockGateway(httpx.Response(200, content=PNG, headers={"Repr-Digest": digest(b"")})).with_both(use)

    def test_jobs(self) -> None:
        self.asks(lambda c: c.get("1"), "GET", "/v1/stylizations/1")
        self.asks(lambda c: c.get("../keys?"), "GET", "/v1/stylizations/..%2Fkeys%3F")
        self.asks(lambda c: c.cancel("1"), "POST", "/v1/stylizations/1/cancel")
        self.asks(lambda c: c.finish("1"), "POST", "/v1/stylizations/1/finish")
        self.asks(lambda c: c.retry("1"), "POST", "/v1/stylizations/1/retry")
        self.asks(lambda c: c.delete("1"), "DELETE", "/v1/stylizations/1")
        self.asks(lambda c: c.presets(), "GET", "/v1/presets", answer=[{"name": "fast"}])
        self.asks(lambda c: c.manifest("1"), "GET", "/v1/stylizations/1/manifest")
        self.asks(lambda c: c.losses("1"), "GET", "/v1/stylizations/1/losses")
        self.asks(lambda c: c.result_link("1"), "GET", "/v1/stylizations/1/result/link")

    def test_pictures_of_jobs(self) -> None:
        self.fetches(lambda c: c.result("1"), "/v1/stylizations/1/result")
        self.fetches(lambda c: c.preview("1"), "/v1/stylizations/1/preview")
        self.fetches(lambda c: c.input("1", "style-0"), "/v1/stylizations/1/inputs/style-0")
        thumbnail = "/v1/stylizations/1/thumbnail?size=640&format=webp"
        self.fetches(lambda c: c.thumbnail("1", size=640, format="webp"), thumbnail)

    def test_lists_of_jobs_are_filtered(self) -> None:
        self.asks(lambda c: c.jobs(), "GET", "/v1/stylizations?limit=20")
        self.asks(lambda c: c.jobs(state=None, text=None), "GET", "/v1/stylizations?limit=20")
        since = datetime(2026, 11, 30, 12, tzinfo=UTC)
        gateway = MockGateway(httpx.Response(200, json={"items": []}))
        gateway.with_both(
            lambda c: c.jobs(
                state="FAILED",
                labels={"customer": "4711", "season": "autumn"},
                batch="b",
                preset="fast",
                since=since,
                until="2026-12-01T00:00:00Z",
                text="harbour & sea",
                limit=5,
                cursor="next",
            )
        )
        expected = [
            ("limit", "5"),
            ("cursor", "next"),
            ("label", "customer:4711"),
            ("label", "season:autumn"),
            ("state", "FAILED"),
            ("batch", "b"),
            ("preset", "fast"),
            ("since", "2026-11-30T12:00:00+00:00"),
            ("until", "2026-12-01T00:00:00Z"),
            ("text", "harbour & sea"),
        ]
        for request in gateway.requests:
            self.assertEqual(expected, request.url.params.multi_items())

    def test_a_time_without_a_zone_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            MockGateway(problem(400)).with_both(lambda c: c.jobs(since=datetime(2026, 11, 30)))

    def test_a_submission_names_objects_and_addresses(self) -> None:
        body = {
            "preset": "fast",
            "labels": {"customer": "4711"},
            "deadline": "2026-12-24T18:00:00+00:00",
            "content": {"object": "default/a.jpg"},
            "styles": [{"image": {"url": "https://pictures.example/b.jpg"}}],
            "protection": {"object": "default/face.png"},
        }
        self.asks(
            lambda c: c.submit(
                "default/a.jpg",
                ["https://pictures.example/b.jpg"],
                protection="default/face.png",
                preset="fast",
                labels={"customer": "4711"},
                deadline=datetime(2026, 12, 24, 18, tzinfo=UTC),
            ),
            "POST",
            "/v1/stylizations",
            body,
        )

    def test_a_submission_may_wait_for_the_end(self) -> None:
        gateway = MockGateway(httpx.Response(200, json={"id": "1"}))
        gateway.with_both(lambda c: c.submit(PNG, [PNG], protection=PNG, wait_seconds=30))
        for request in gateway.requests:
            self.assertEqual("wait=30", request.headers["Prefer"])
            self.assertEqual(90.0, request.extensions["timeout"]["read"])
            self.assertIn(b'name="protection"', request.content)

    def test_the_queue_and_estimates(self) -> None:
        self.asks(lambda c: c.queue(), "GET", "/v1/queue")
        body = {"preset": "quality", "width": 3000, "height": 2000, "jobs": 50}
        self.asks(lambda c: c.estimate(preset="quality", width=3000, height=2000, jobs=50), "POST", "/v1/estimates", body)

    def test_batches(self) -> None:
        self.asks(lambda c: c.batches.get("b"), "GET", "/v1/batches/b")
        self.asks(lambda c: c.batches.list(limit=2, cursor="n"), "GET", "/v1/batches?limit=2&cursor=n")
        self.asks(lambda c: c.batches.cancel("b"), "POST", "/v1/batches/b/cancel")
        self.asks(lambda c: c.batches.retry("b"), "POST", "/v1/batches/b/retry")
        self.fetches(lambda c: c.batches.contact_sheet("b"), "/v1/batches/b/contact-sheet")

    def test_a_batch_has_contents_styles_mixtures_and_recipes(self) -> None:
        body = {
            "lane": "interactive",
            "labels": {"season": "autumn"},
            "contents": [{"object": "default/a"}, {"object": "default/b"}],
            "styles": [{"image": {"object": "default/s"}}],
            "mixtures": [[{"image": {"object": "default/s"}, "share": 3}, {"image": {"object": "default/t"}}]],
            "recipes": [{"preset": "fast", "overrides": {"steps": 2}}],
        }
        self.asks(
            lambda c: c.batches.submit(
                ["default/a", "default/b"],
                ["default/s"],
                mixtures=[[Style("default/s", share=3), "default/t"]],
                recipes=[{"preset": "fast", "overrides": {"steps": 2}}],
                labels={"season": "autumn"},
                lane="interactive",
            ),
            "POST",
            "/v1/batches",
            body,
        )

    def test_files_and_bytes_of_a_batch_are_kept_first_and_once(self) -> None:
        kept = httpx.Response(201, json=IMAGE)
        gateway = MockGateway(kept, problem(503, **{"Retry-After": "0"}), httpx.Response(202, json={"id": "b"}))
        gateway.with_both(lambda c: c.batches.submit([PNG], [PNG], idempotency_key="autumn-1"))
        paths = [request.url.path for request in gateway.requests]
        self.assertEqual(["/v1/images", "/v1/batches", "/v1/batches"] * 2, paths)
        reference = {"object": IMAGE["object"]}
        for request in gateway.requests[1:3]:
            self.assertEqual("autumn-1", request.headers["Idempotency-Key"])
            self.assertEqual({"contents": [reference], "styles": [{"image": reference}]}, json.loads(request.content))

    def test_kept_pictures(self) -> None:
        self.asks(lambda c: c.images.get("i"), "GET", "/v1/images/i")
        self.asks(lambda c: c.images.list(limit=3), "GET", "/v1/images?limit=3")
        self.asks(lambda c: c.images.delete("i"), "DELETE", "/v1/images/i")
        self.fetches(lambda c: c.images.content("i"), "/v1/images/i/content")
        self.fetches(lambda c: c.images.thumbnail("i"), "/v1/images/i/thumbnail?size=320&format=jpeg")

    def test_an_upload_says_its_digest_and_is_repeated(self) -> None:
        with TemporaryDirectory() as directory:
            file = Path(directory) / "a.png"
            file.write_bytes(PNG)
            for picture in (PNG, file):
                gateway = MockGateway(httpx.ReadError("away"), httpx.Response(201, json=IMAGE))
                self.assertEqual([IMAGE, IMAGE], gateway.with_both(uploading(picture)))
                self.assertEqual(4, len(gateway.requests))
                for request in gateway.requests:
                    self.assertEqual(PNG, request.content)
                    self.assertEqual(digest(PNG), request.headers["Repr-Digest"])
                    self.assertEqual("application/octet-stream", request.headers["Content-Type"])

    def test_a_direct_upload_goes_to_the_store_without_the_key(self) -> None:
        gateway = MockGateway(BEGUN, httpx.Response(204), httpx.Response(201, json=IMAGE))
        self.assertEqual([IMAGE, IMAGE], gateway.with_both(lambda c: c.images.upload_direct(PNG)))
        for begin, post, completion in (gateway.requests[:3], gateway.requests[3:]):
            self.assertEqual({"mediaType": "image/png"}, json.loads(begin.content))
            self.assertEqual("https://store.example/stylize", str(post.url))
            self.assertNotIn("Authorization", post.headers)
            self.assertNotIn(b"sty_key", post.content)
            parts = [post.content.index(part) for part in (b'name="key"', b'name="policy"', b'name="file"', PNG)]
            self.assertEqual(sorted(parts), parts)
            self.assertEqual("http://gateway/v1/uploads/7/completion", str(completion.url))
            self.assertEqual("Bearer sty_key", completion.headers["Authorization"])
            self.assertEqual({"sha256": SHA256}, json.loads(completion.content))

    def test_a_completion_without_an_answer_is_asked_again(self) -> None:
        gateway = MockGateway(BEGUN, httpx.Response(204), httpx.ReadError("away"), httpx.Response(201, json=IMAGE))
        self.assertEqual([IMAGE, IMAGE], gateway.with_both(lambda c: c.images.upload_direct(PNG)))
        self.assertEqual({"sha256": SHA256}, json.loads(gateway.requests[-1].content))

    def test_what_the_store_refuses_is_said(self) -> None:
        words = httpx.Response(400, content=b"<Code>EntityTooLarge</Code>", headers={"Content-Type": "application/xml"})
        with self.assertRaisesRegex(InvalidRequestError, "EntityTooLarge"):
            MockGateway(BEGUN, words).with_both(lambda c: c.images.upload_direct(PNG))
        with self.assertRaises(NotPossibleError):
            MockGateway(problem(409, "not-possible")).with_both(lambda c: c.images.upload_direct(PNG))
        with self.assertRaisesRegex(ValueError, "image/webp"):
            MockGateway(BEGUN).with_both(lambda c: c.images.upload_direct(b"no picture"))

    def test_webhooks(self) -> None:
        url = "https://shop.example/hooks"
        create = {"url": url, "enabled": True, "events": ["stylize.failed"], "description": "shop"}
        self.asks(
            lambda c: c.webhooks.create(url, description="shop", events=["stylize.failed"]), "POST", "/v1/webhooks", create
        )
        self.asks(lambda c: c.webhooks.list(), "GET", "/v1/webhooks", answer=[{"id": "wh_1"}])
        self.asks(lambda c: c.webhooks.get("wh_1"), "GET", "/v1/webhooks/wh_1")
        self.asks(lambda c: c.webhooks.change("wh_1", enabled=False), "PATCH", "/v1/webhooks/wh_1", {"enabled": False})
        self.asks(lambda c: c.webhooks.delete("wh_1"), "DELETE", "/v1/webhooks/wh_1")
        self.asks(lambda c: c.webhooks.rotate("wh_1"), "POST", "/v1/webhooks/wh_1/rotate")
        self.asks(lambda c: c.webhooks.test("wh_1"), "POST", "/v1/webhooks/wh_1/test")
        deliveries = "/v1/webhooks/wh_1/deliveries"
        self.asks(lambda c: c.webhooks.deliveries("wh_1", limit=9), "GET", f"{deliveries}?limit=9", answer=[{"id": "m"}])
        self.asks(lambda c: c.webhooks.replay_message("wh_1", "msg_2"), "POST", f"{deliveries}/msg_2/replay")
        since = "2026-11-30T00:00:00Z"
        self.asks(lambda c: c.webhooks.replay("wh_1", since), "POST", "/v1/webhooks/wh_1/replay", {"since": since})

    def test_a_new_secret_is_not_asked_for_twice(self) -> None:
        gateway = MockGateway(httpx.ReadError("away"))
        with self.assertRaises(httpx.ReadError):
            gateway.with_both(lambda c: c.webhooks.rotate("wh_1"))
        self.assertEqual(1, len(gateway.requests))


if __name__ == "__main__":
    unittest.main()
