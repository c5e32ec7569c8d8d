"""API tokens, from the environment or from a file that only its owner can read."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from .errors import RequestError


class Stored(TypedDict):
    site: str | None
    #: By the origin of their site.
    tokens: dict[str, str]


def credentials_file() -> Path:
    """`tidemark/credentials.json` below `XDG_CONFIG_HOME`, or else below `~/.config`."""
    folder = os.environ.get("XDG_CONFIG_HOME")
    return (Path(folder) if folder else Path.home() / ".config") / "tidemark" / "credentials.json"


def find_token(site: str) -> str | None:
    """The token for a site: `TIDEMARK_TOKEN`, or else the one that `tidemark login` stored."""
    return os.environ.get("TIDEMARK_TOKEN") or _read()["tokens"].get(origin_of(site))


def find_site() -> str | None:
    """The site: `TIDEMARK_SITE`, or else the last one that `tidemark login` stored a token for."""
    return os.environ.get("TIDEMARK_SITE") or _read()["site"]


def store_token(site: str, token: str) -> Path:
    """Stores the token for a site, in a file of mode 0600, and remembers the site.

    Raises:
        OSError: where the file can't be written.
    """
    file = credentials_file()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = _read()
    stored["site"] = origin_of(site)
    stored["tokens"][origin_of(site)] = token
    # `mkstemp` makes the file with mode 0600, and the rename keeps a complete file at every moment.
    descriptor, temporary = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        json.dump(stored, opened, indent=2)
    os.replace(temporary, file)
    return file


def origin_of(site: str) -> str:
    """Scheme, host and port of a site's address. Without a scheme it is https."""
    address = urlsplit(site if "://" in site else f"https://{site}")
    return f"{address.scheme}://{address.netloc.lower()}"


def _read() -> Stored:
    file = credentials_file()
    if not file.exists():
        return {"site": None, "tokens": {}}
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return {"site": stored.get("site"), "tokens": dict(stored["tokens"])}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as cause:
        raise RequestError(f"{file} is unreadable; delete it and sign in again ({cause})") from cause
