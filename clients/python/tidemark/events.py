"""The states of a submission as they change, by server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterable, Iterator

from .errors import ApiError, ConnectionFailed, StreamsFull, TooManyStreams
from .transport import Json, Request, Retry, Transport

#: Pause between requests where the site has no event stream left, in seconds.
POLL_SECONDS = 5.0


def is_finished(submission: Json) -> bool:
    """True if the submission changes no more, or only at the close of its round."""
    return submission["state"] in ("scored", "rejected", "failed") or submission["score_at"] is not None


def watch_submission(transport: Transport, submission_id: str) -> Iterator[Json]:
    """The submission now and after each change, until it is finished and has its feedback.

    A stream that breaks off is opened again.

    Raises:
        ApiError, ConnectionFailed: where the site doesn't respond within the time limit of the transport.
    """
    path = f"/submissions/{submission_id}"
    stream = Request("GET", f"{path}/events", headers={"accept": "text/event-stream"})
    retry = transport.retry()
    last: Json | None = None
    while True:
        try:
            for submission in _read_stream(transport, stream, retry):
                if submission != last:
                    yield submission
                    last = submission
                if is_finished(submission):
                    return
            # A stream ends after some minutes, or with its process.
            raise ConnectionFailed(f"the event stream of {transport.site} ended")
        except (TooManyStreams, StreamsFull):
            time.sleep(POLL_SECONDS)
            submission = transport.call(Request("GET", path))
            if submission != last:
                yield submission
                last = submission
            if is_finished(submission):
                return
        except (ApiError, ConnectionFailed) as error:
            retry.wait(error)


def _read_stream(transport: Transport, request: Request, retry: Retry) -> Iterator[Json]:
    with transport.open(request) as response:

        def lines() -> Iterator[bytes]:
            for line in iter(response.readline, b""):
                # The site also sends comments, while nothing changes.
                retry.progressed()
                yield line

        try:
            yield from parse_events(lines())
        except (OSError, http.client.HTTPException) as cause:
            raise ConnectionFailed(f"the event stream of {transport.site} broke off") from cause


def parse_events(lines: Iterable[bytes]) -> Iterator[Json]:
    """The JSON of each complete event. An incomplete last one is dropped."""
    data: list[str] = []
    for line in lines:
        text = line.decode().rstrip("\r\n")
        if text == "":
            if data:
                yield json.loads("\n".join(data))
            data = []
        elif text.startswith("data:"):
            data.append(text.removeprefix("data:").removeprefix(" "))
