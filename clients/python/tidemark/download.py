"""Downloads that continue where they broke off, by `Range` and `If-Range` (RFC 9110, sections 13.1.5 and 14)."""

from __future__ import annotations

import hashlib
import http.client
import os
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
            with transport.open(Request("HEAD", path)) as head:
                etag = head.headers.get("etag", "")
                total = int(head.headers.get("content-length") or 0)
                is_lines = "ndjson" in head.headers.get("content-type", "")
            target = to.with_name(to.name + (".jsonl" if is_lines else ".csv")) if adds_suffix else to
            part = _part_of(target, etag)
            if _size_of(part) > total:
                part.unlink()
            if _size_of(part) < total or total == 0:
                _append(transport, path, part, etag, advance)
            if _size_of(part) == total:
                os.replace(part, target)
                return target
            raise ConnectionFailed(f"the download of {target.name} broke off")
        except (ApiError, ConnectionFailed) as error:
            retry.wait(error)


def _part_of(to: Path, etag: str) -> Path:
    # The hash of the ETag, since a site could name another folder by it.
    version = hashlib.sha256(etag.encode()).hexdigest()[:16]
    return to.with_name(f"{to.name}.{version}.part")


def _size_of(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _append(transport: Transport, path: str, part: Path, etag: str, advance: Progress) -> None:
    """Appends the bytes that one attempt brings, or begins anew where the site has other bytes by now."""
    done = _size_of(part) if etag else 0
    headers = {"range": f"bytes={done}-", "if-range": etag} if done > 0 else {}
    with transport.open(Request("GET", path, headers=headers)) as response:
        if response.status != 206:
            done = 0
        total = done + int(response.headers.get("content-length") or 0)
        with part.open("ab" if done else "wb") as file:
            try:
                while chunk := response.read(_CHUNK_BYTES):
                    file.write(chunk)
                    done += len(chunk)
                    advance(done, total)
            except http.client.IncompleteRead as cut:
                file.write(cut.partial)
            except (ConnectionError, TimeoutError, http.client.HTTPException):
                # The next attempt continues with the bytes that have arrived.
                pass


def require_sha256(file: Path, sha256: str) -> None:
    """Raises DownloadChanged, and deletes the file, if its hash is another one."""
    if hash_file(file) != sha256:
        file.unlink()
        raise DownloadChanged(f"{file.name} doesn't have the SHA-256 {sha256} that the site lists; it was deleted")


def hash_file(file: Path) -> str:
    """The SHA-256 of a file in lower-case hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
