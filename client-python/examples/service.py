"""A service that paints what it is sent: POST a photograph to it and get the painting."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from stylize_client import Client, JobEndedError, ProblemError

PAINTING = Path(os.environ["PAINTING"])
client = Client(os.environ["STYLIZE_URL"], os.environ.get("STYLIZE_KEY"))


class Painter(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        photograph = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            job = client.submit(photograph, [PAINTING], preset="fast", overrides={"longSidePixels": 64, "steps": 2})
            self.answer(200, "image/png", client.result(client.wait(job["id"])["id"]))
        except ProblemError as e:
            self.answer(e.problem["status"], "text/plain", str(e).encode())
        except JobEndedError as e:
            self.answer(502, "text/plain", str(e).encode())

    def answer(self, status: int, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Painter).serve_forever()
