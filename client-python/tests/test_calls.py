"""What is repeated and how long it is waited, without a gateway."""

import unittest

import httpx

from stylize_client._calls.events import EventReader
from stylize_client._calls.gateway import Gateway, digest
from stylize_client._calls.jobs import JobCalls
from stylize_client.errors import LimitedError, UnavailableError


def answer(status: int, **headers: str) -> httpx.Response:
    request = httpx.Request("GET", "http://gateway/")
    body = {"type": "/problems/unavailable", "title": "t", "status": status, "detail": "d"}
    return httpx.Response(status, json=body, headers=headers, request=request)


class CallsTest(unittest.TestCase):
    calls = JobCalls(Gateway("http://gateway/", "sty_key"))

    def test_the_gateway_says_how_long_to_wait(self) -> None:
        call = self.calls.get("1")
        request = next(call)
        assert isinstance(request, httpx.Request)
        self.assertEqual("Bearer sty_key", request.headers["Authorization"])
        self.assertEqual(7.0, call.send(answer(429, **{"Retry-After": "7"})))
        self.assertIs(request, call.send(None))
        self.assertEqual(5.0, call.send(answer(503, **{"Retry-After": "5"})))

    def test_too_long_a_wait_is_an_error(self) -> None:
        call = self.calls.get("1")
        next(call)
        with self.assertRaises(LimitedError) as limited:
            call.send(answer(429, **{"Retry-After": "3600"}))
        self.assertEqual(3600.0, limited.exception.retry_after)

    def test_a_submission_is_repeated_under_one_idempotency_key(self) -> None:
        call = self.calls.submit(b"content", [b"style"], {})
        first = next(call)
        call.send(httpx.ConnectError("away"))
        second = call.send(None)
        assert isinstance(first, httpx.Request) and isinstance(second, httpx.Request)
        self.assertEqual(first.headers["Idempotency-Key"], second.headers["Idempotency-Key"])

    def test_it_gives_up_in_the_end(self) -> None:
        call = self.calls.get("1")
        step = next(call)
        with self.assertRaises(UnavailableError):
            for _ in range(20):
                step = call.send(answer(503, **{"Retry-After": "0"}) if isinstance(step, httpx.Request) else None)

    def test_events_are_read_as_the_format_has_them(self) -> None:
        reader = EventReader()
        lines = ["event:queued", "id: 2", 'data:{"sequence":', "data: 2}", ":heartbeat", "", ":heartbeat", ""]
        events = [event for line in lines for event in reader.line(line)]
        self.assertEqual([("queued", {"sequence": 2}, "2")], [(e.name, e.data, e.id) for e in events])

    def test_the_digest_is_that_of_rfc_9530(self) -> None:
        self.assertEqual("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", digest(b""))


if __name__ == "__main__":
    unittest.main()
