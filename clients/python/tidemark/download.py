"""Downloads that continue where they broke off, by `Range` and `If-Range` (RFC 9110, sections 13.1.5 and 14)."""

from __future__ import annotations

import hashlib
import http.client
import os
import re
from collections.abc import Callable
from pathlib import Path

from .errors import ApiError, ConnectionFailed, DownloadChanged
from .transport import Request, Transport

#: Receives the bytes that are there, and the size of the file in bytes.
Progress = Callable[[int, int], None]

_CHUNK_BYTES = 65_536


def no_progress(done: int, total: int) -> None:
    """Reports nothing."""


def download(
    transport: Transport, path: str, to: Path, *, adds_suffix: bool = False, progress: Progress = no_progress
) -> Path:
    """Downloads a file of the API.

    The bytes are collected in a file `<name>.<version>.part` beside the target, which has its name only once it is complete. An
    interrupted download, also of an earlier process, continues there as long as the site has the same bytes.

    Args:
        path: path of the file below `/api/v1`.
        to: file to write. An existing one is replaced.
        adds_suffix: appends `.csv` or `.jsonl` to its name, by the media type of the response.

    Returns:
        the file.

    Raises:
        ApiError, ConnectionFailed: where the attempts bring no further byte within the time limit.
        OSError: where the target can't be written.
    """
    retry = transport.retry()

    def advance(done: int, total: int) -> None:
        retry.progressed()
        progress(done, total)

    while True:
        try:
            # A range from the first byte on tells the size, which a chunked response alone doesn't.
            response = transport.open(Request("GET", path, headers={"range": "bytes=0-"}))
            etag = response.headers.get("etag", "")
            is_lines = "ndjson" in response.headers.get("content-type", "")
            target = to.with_name(to.name + (".jsonl" if is_lines else ".csv")) if adds_suffix else to
            part = _part_of(target, etag)
            if etag and part.exists():
                response.close()
                response = _continue(transport, path, part, etag)
            if _append(response, part, advance):
                os.replace(part, target)
                return target
            raise ConnectionFailed(f"the download of {target.name} broke off")
        except (ApiError, ConnectionFailed) as error:
            retry.wait(error)


def _part_of(to: Path, etag: str) -> Path:
    # The hash of the ETag, since a site could name another folder by it.
    version = hashlib.sha256(etag.encode()).hexdigest()[:16]
    return to.with_name(f"{to.name}.{version}.part")


def _continue(transport: Transport, path: str, part: Path, etag: str) -> http.client.HTTPResponse:
    """The rest of a file, or the whole of it where the site has other bytes by now."""
    headers = {"range": f"bytes={part.stat().st_size}-", "if-range": etag}
    try:
        return transport.open(Request("GET", path, headers=headers))
    except ApiError as error:
        if error.status == 416:
            part.unlink()
            raise ConnectionFailed(f"{part.name} has no byte left to load, and begins anew") from error
        raise


def _append(response: http.client.HTTPResponse, part: Path, advance: Progress) -> bool:
    """Writes the bytes that one attempt brings. Returns True if the file is complete."""
    with response:
        first = re.match(r"bytes (\d+)-", response.headers.get("content-range") or "")
        done = int(first[1]) if first and response.status == 206 else 0
        total = _size_in(response)
        with part.open("ab" if done else "wb") as file:
            try:
                # `read` would lose a chunk of the response that arrives in part.
                while chunk := response.read1(_CHUNK_BYTES):
                    file.write(chunk)
                    done += len(chunk)
                    advance(done, total or 0)
            except (ConnectionError, TimeoutError, http.client.HTTPException):
                # The next attempt continues behind the bytes that have arrived.
                return False
    return total is None or done == total


def _size_in(response: http.client.HTTPResponse) -> int | None:
    """The size of the whole file in bytes; None where the response doesn't say it, and ends with its last chunk."""
    name = "content-range" if response.status == 206 else "content-length"
    size = (response.headers.get(name) or "").rpartition("/")[2]
    return int(size) if size.isdecimal() else None


def require_sha256(file: Path, sha256: str) -> None:
    """Raises DownloadChanged, and deletes the file, if its hash is another one."""
    if hash_file(file) != sha256:
        file.unlink()
        raise DownloadChanged(f"{file.name} doesn't have the SHA-256 {sha256} that the site lists; it was deleted")


def hash_file(file: Path) -> str:
    """The SHA-256 of a file in lower-case hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
