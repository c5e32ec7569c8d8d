"""A site in the test's own process that responds as a test says, and a TCP proxy that cuts connections."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass
class Received:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    """A response. `body_sent` below the length of the body cuts the connection there."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    body_sent: int | None = None
    #: Sends the body in chunks, without its length, as the site does.
    is_chunked: bool = False
    #: Closes the connection without a response.
    hangs_up: bool = False


def json_answer(value: object, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(status, json.dumps(value).encode(), {"content-type": "application/json", **named})


def problem(code: str, status: int, *, errors: list[object] | None = None, **headers: str) -> Answer:
    return json_answer({"title": "T", "detail": "D", "code": code, "status": status, "errors": errors or []}, status, **headers)


class FakeSite:
    """Responds to each request by `respond`, and records it."""

    def __init__(self, respond: Callable[[Received], Answer]) -> None:
        self.received: list[Received] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                names = {name.lower(): text for name, text in self.headers.items()}
                received = Received(self.command, self.path, names, body)
                site.received.append(received)
                answer = respond(received)
                self.close_connection = True
                if answer.hangs_up:
                    return
                self.send_response(answer.status)
                for name, text in answer.headers.items():
                    self.send_header(name, text)
                if answer.is_chunked:
                    self.send_header("transfer-encoding", "chunked")
                else:
                    self.send_header("content-length", str(len(answer.body)))
                self.end_headers()
                if self.command == "HEAD":
                    return
                body = answer.body[: answer.body_sent]
                if answer.is_chunked:
                    for first in range(0, len(body), 10_000):
                        chunk = body[first : first + 10_000]
                        self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
                    if answer.body_sent is None:
                        self.wfile.write(b"0\r\n\r\n")
                else:
                    self.wfile.write(body)

            do_GET = do_POST = do_HEAD = handle_any

            def handle_one_request(self) -> None:
                # A client may leave in the middle of a response.
                with contextlib.suppress(ConnectionError):
                    super().handle_one_request()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


class CuttingProxy:
    """Forwards connections to a port of this machine, and cuts each after so many bytes of the response or of the request.

    Args:
        host: the `Host` by which the site knows itself, in place of that of the proxy.
        response_bytes: bytes of each response that are forwarded.
        cut_request_once: cuts the first connection with a request body only when the whole request was forwarded, before its
            response comes back: the site has it, and the client doesn't know.
    """

    def __init__(
        self, port: int, *, host: str | None = None, response_bytes: int | None = None, cut_request_once: bool = False
    ) -> None:
        self._host = host
        self.connections = 0
        self.cuts = 0
        self._port = port
        self._response_bytes = response_bytes
        self._cuts_request = cut_request_once
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._forward, args=(near,), daemon=True).start()

    def _forward(self, near: socket.socket) -> None:
        far = socket.create_connection(("127.0.0.1", self._port))
        request = bytearray()

        def upload() -> None:
            try:
                while data := near.recv(65_536):
                    if not request and self._host is not None:
                        data = data.replace(f"127.0.0.1:{self.port}".encode(), self._host.encode(), 1)
                    request.extend(data[:10])
                    far.sendall(data)
            except OSError:
                pass

        threading.Thread(target=upload, daemon=True).start()
        left = self._response_bytes
        try:
            while data := far.recv(16_384):
                if self._cuts_request and request.startswith(b"POST"):
                    self._cuts_request = False
                    self.cuts += 1
                    break
                near.sendall(data if left is None else data[:left])
                if left is not None:
                    left -= len(data)
                    if left < 0:
                        self.cuts += 1
                        break
        except OSError:
            pass
        finally:
            for end in (near, far):
                # Wakes the other thread too, which `close` alone doesn't.
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
