"""The commitment of a round: leaves, splits and Merkle root, as docs/commitment.md specifies them.

Section numbers in this file are those of docs/commitment.md. `research/golden/make-commitment.py` makes the golden values of
the site's own implementation with these functions.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unicodedata import normalize

Item = Mapping[str, Any]


def utf16(text: str) -> bytes:
    """A sort key by UTF-16 code unit, the order of section 1."""
    return text.encode("utf-16-be", "surrogatepass")


def format_number(number: float) -> str:
    """A number as ECMAScript writes it (Number::toString).

    Both ECMAScript and `repr` choose the shortest digits that give the double back; only their layout differs.
    """
    number = float(number)
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = f"{point - 1:+d}"
    return sign + digits[0] + ("." + digits[1:] if count > 1 else "") + "e" + power


def format_canonical(value: object) -> str:
    """The text of a JSON value by RFC 8785. Every number is written as a double."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return format_number(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(format_canonical, value)) + "]"
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: utf16(member[0]))
        return "{" + ",".join(f"{format_canonical(key)}:{format_canonical(child)}" for key, child in members) + "}"
    raise TypeError(f"{type(value).__name__} is no type of JSON")


def leaf_text(item: Item) -> str:
    """Section 2."""
    keys = [key for key in ("id", "input", "label", "slices", "split") if key in item]
    return normalize("NFC", format_canonical({key: item[key] for key in keys}))


def leaf_of(nonce: bytes, item: Item) -> bytes:
    """Section 3."""
    return hashlib.sha256(b"\x00" + nonce + leaf_text(item).encode()).digest()


def nonce_of(secret: bytes, item_id: str) -> bytes:
    """Section 3."""
    return hmac.digest(secret, item_id.encode(), "sha256")


def split_key_of(secret: bytes, item_id: str) -> bytes:
    """Section 4, as 8 bytes."""
    return hmac.digest(secret, b"split\x00" + item_id.encode(), "sha256")[:8]


def draw_splits(secret: bytes, ids: Sequence[str], feedback_count: int) -> list[str]:
    """The split of each item, by section 4."""
    order = sorted(range(len(ids)), key=lambda position: (split_key_of(secret, ids[position]), position))
    feedback = set(order[:feedback_count])
    return ["feedback" if position in feedback else "final" for position in range(len(ids))]


def order_of(secret: bytes, ids: Sequence[str]) -> list[int]:
    """Positions in the order in which the inputs are published, by section 4."""
    keys = [hmac.digest(secret, b"order\x00" + item_id.encode(), "sha256")[:8] for item_id in ids]
    return sorted(range(len(ids)), key=lambda position: (keys[position], position))


def drawn_id_of(secret: bytes, original_id: str) -> str:
    """The id of an item with a drawn id, by section 4."""
    drawn = hmac.digest(secret, b"id\x00" + original_id.encode(), "sha256")[:12]
    return base64.b32encode(drawn).decode().rstrip("=").lower()


def node_of(left: bytes, right: bytes) -> bytes:
    """Section 3."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of the Merkle tree of RFC 6962, section 2.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        last = level[len(level) & ~1 :]
        level = [node_of(left, right) for left, right in zip(level[::2], level[1::2])] + last
    return level[0]


def find_faults(archive: Mapping[str, Any]) -> Iterator[str]:
    """The differences between the items of an archive and its commitment, by the steps of section 6.

    Args:
        archive: the content of archive.json, with every number as a double (`parse_int=float`).

    Raises:
        KeyError, TypeError, ValueError: for an archive that lacks a key or has a value of another type.
    """
    items, commitment = archive["items"], archive["commitment"]
    secret = bytes.fromhex(archive["secret"])
    ids = [item["id"] for item in items]
    for before, after in zip(ids, ids[1:]):
        if utf16(before) >= utf16(after):
            yield f"order: {after!r} comes after {before!r}"
    for item_id in ids:
        if item_id != normalize("NFC", item_id):
            yield f"id: {item_id!r} is not in NFC"
    if commitment.get("ids") == "drawn":
        for item in items:
            if "original_id" not in item or item["id"] != drawn_id_of(secret, item["original_id"]):
                yield f"id: {item['id']!r} is not drawn from its original_id"
    counts = {
        "item_count": len(items),
        "feedback_count": sum(item["split"] == "feedback" for item in items),
        "final_count": sum(item["split"] == "final" for item in items),
    }
    for name, count in counts.items():
        if commitment[name] != count:
            yield f"count: {name} is {commitment[name]:.0f} in the commitment, {count} in the items"
    leaves = []
    for item, split in zip(items, draw_splits(secret, ids, int(commitment["feedback_count"]))):
        nonce = nonce_of(secret, item["id"])
        leaf = leaf_of(nonce, item)
        leaves.append(leaf)
        if item["nonce"] != nonce.hex():
            yield f"nonce: {item['id']!r} has another one by the secret"
        if item["split"] != split:
            yield f"split: {item['id']!r} is drawn into {split}"
        if item["leaf"] != leaf.hex():
            yield f"leaf: {item['id']!r} does not give its leaf"
    root = root_of(leaves).hex()
    if root != commitment["root"]:
        yield f"root: the items give {root}"
