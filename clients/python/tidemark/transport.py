"""HTTP to one site: requests with a token, problem documents as exceptions, and repeated attempts bounded in time."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

from .errors import ApiError, ConnectionFailed, QuotaExhausted, RequestError, ServerError

#: A JSON object, with the keys that `/docs/api` of the site lists.
Json = dict[str, Any]

#: Statuses of requests that may succeed later: a limit (RFC 6585), a proxy without a site behind it, and a busy site.
RETRIED_STATUSES = frozenset({429, 502, 503})
#: Pause before the second attempt, in seconds. It doubles with each attempt.
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0


@dataclass(frozen=True)
class Body:
    """A request body of known length, which can be sent again."""

    content_type: str
    length: int
    chunks: Callable[[], Iterable[bytes]]

    @staticmethod
    def of_json(value: object) -> Body:
        content = json.dumps(value).encode()
        return Body("application/json", len(content), lambda: [content])


@dataclass(frozen=True)
class Request:
    method: str
    #: Below `/api/v1`.
    path: str
    query: Mapping[str, str | int | None] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body | None = None


class Retry:
    """Time limit of the attempts at one task. It starts anew when an attempt has made progress."""

    def __init__(self, seconds: float, notify: Callable[[str], None] = lambda text: None) -> None:
        self._seconds = seconds
        self._notify = notify
        self.progressed()

    def progressed(self) -> None:
        self._deadline = time.monotonic() + self._seconds
        self._pause = FIRST_PAUSE_SECONDS

    def wait(self, error: ApiError | ConnectionFailed) -> None:
        """Sleeps until the next attempt.

        Raises:
            the error itself, where another attempt can't help or would begin after the limit.
        """
        pause = self._pause
        if isinstance(error, ApiError):
            if error.status not in RETRIED_STATUSES or isinstance(error, QuotaExhausted):
                raise error
            pause = max(pause, error.retry_after_seconds or 0)
        elif isinstance(error.__cause__, (ssl.SSLCertVerificationError, socket.gaierror)):
            raise error
        if time.monotonic() + pause > self._deadline:
            raise error
        self._notify(f"{error}; trying again in {pause:.1f} s")
        time.sleep(pause)
        self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)


class Transport:
    """Requests to one site. It follows no redirect, so that a token reaches no other host.

    Args:
        site: address of the site, such as `https://tidemark.example.org`.
        timeout_seconds: longest silence of the site.
        retry_seconds: longest time without progress after which an error is raised. 0 allows one attempt.
        notify: receives a line before each further attempt.
    """

    def __init__(
        self,
        site: str,
        token: str | None = None,
        *,
        timeout_seconds: float = 60,
        retry_seconds: float = 60,
        notify: Callable[[str], None] = lambda text: None,
    ) -> None:
        address = urlsplit(site if "://" in site else f"https://{site}")
        try:
            port = address.port
        except ValueError:
            raise RequestError(f"{site!r} has no valid port") from None
        if address.scheme not in ("http", "https") or not address.hostname:
            raise RequestError(f"{site!r} is no address of a site; expected one such as https://tidemark.example.org")
        if token is not None and not (token.isascii() and token.isprintable() and token.strip() == token):
            raise RequestError("the token has characters that no token has; copy it again")
        self.site = f"{address.scheme}://{address.netloc}"
        self._is_secure = address.scheme == "https"
        self._host, self._port = address.hostname, port
        self._token = token
        self._timeout_seconds = timeout_seconds
        self._retry_seconds = retry_seconds
        self._notify = notify

    def retry(self) -> Retry:
        return Retry(self._retry_seconds, self._notify)

    def call(self, request: Request) -> Json:
        """The JSON of the response, after as many attempts as needed. The request must be one that may be repeated.

        Raises:
            ApiError, ConnectionFailed.
            ServerError: for a response that is no JSON object.
        """
        retry = self.retry()
        while True:
            try:
                content = self.read(request)
            except (ApiError, ConnectionFailed) as error:
                retry.wait(error)
            else:
                return self._parse(content)

    def _parse(self, content: bytes) -> Json:
        try:
            value = json.loads(content)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise ServerError(f"the response of {self.site} is no JSON object; is it a Tidemark site?")
        return value

    def read(self, request: Request) -> bytes:
        """The body of the response, by one attempt."""
        with self.open(request) as response:
            try:
                return response.read()
            except (OSError, http.client.HTTPException) as cause:
                raise ConnectionFailed(f"the response of {self.site} broke off") from cause

    def open(self, request: Request) -> http.client.HTTPResponse:
        """The response of one attempt, whose body the caller reads and closes.

        Raises:
            ApiError: for status 400 or above.
            ConnectionFailed: without a response.
        """
        try:
            response = self._send(request)
            if response.status < 300:
                return response
            with response:
                content = response.read(1_000_000)
        except (OSError, http.client.HTTPException) as cause:
            reason = str(cause) or type(cause).__name__
            raise ConnectionFailed(f"no response from {self.site} ({reason})") from cause
        if response.status < 400:
            location = response.headers.get("location", "another address")
            raise RequestError(f"{self.site} redirects to {location}; give the address that it redirects to")
        headers = {name.lower(): text for name, text in response.headers.items()}
        raise ApiError.from_response(response.status, headers, content)

    def _send(self, request: Request) -> http.client.HTTPResponse:
        query = urlencode({name: value for name, value in request.query.items() if value is not None})
        target = f"/api/v1{request.path}" + (f"?{query}" if query else "")
        headers = {"accept": "application/json, */*;q=0.5", "connection": "close", **request.headers}
        if self._token is not None:
            headers["authorization"] = f"Bearer {self._token}"
        body = request.body
        if body is not None:
            headers |= {"content-type": body.content_type, "content-length": str(body.length)}
        connection, prefix = self._connect()
        try:
            try:
                connection.request(request.method, prefix + target, body.chunks() if body else None, headers)
            except (BrokenPipeError, ConnectionResetError):
                # A site that refuses an upload may respond and close before it has read all of it.
                pass
            return connection.getresponse()
        except BaseException:
            connection.close()
            raise

    def _connect(self) -> tuple[http.client.HTTPConnection, str]:
        """A connection, by a proxy of the environment where there is one, and the prefix of targets on it."""
        kind = http.client.HTTPSConnection if self._is_secure else http.client.HTTPConnection
        scheme = "https" if self._is_secure else "http"
        proxy = None if is_loopback(self._host) or proxy_bypass(self._host) else getproxies().get(scheme)
        if not proxy:
            return kind(self._host, self._port, timeout=self._timeout_seconds), ""
        address = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        connection = kind(address.hostname or "", address.port, timeout=self._timeout_seconds)
        if not self._is_secure:
            return connection, self.site
        connection.set_tunnel(self._host, self._port)
        return connection, ""


def is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


