"""The commitment of a round in Python's standard library alone, written from docs/commitment.md.

    python3 research/golden/make-commitment.py verify archive.json

checks the items of a revealed round against its commitment: prints OK, or the faults and exits with 1.

    python3 research/golden/make-commitment.py make && npx biome format --write lib/core/commitment/golden-commitment.json

writes small rounds with their nonces, split keys, splits, leaf texts, leaves, roots and audit paths, from the root of the
repository. lib/core/commitment is tested against them.
"""

import base64
import hashlib
import hmac
import json
import sys
from pathlib import Path
from unicodedata import normalize


def utf16(text):
    return text.encode("utf-16-be", "surrogatepass")


def format_number(number):
    """ECMAScript's Number::toString: the shortest digits that give the double back, which repr finds too."""
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


def format_canonical(value):
    """The text of a JSON value by RFC 8785."""
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
    members = sorted(value.items(), key=lambda member: utf16(member[0]))
    return "{" + ",".join(format_canonical(key) + ":" + format_canonical(child) for key, child in members) + "}"


def leaf_text(item):
    keys = [key for key in ("id", "input", "label", "slices", "split") if key in item]
    return normalize("NFC", format_canonical({key: item[key] for key in keys}))


def leaf_of(nonce, item):
    return hashlib.sha256(b"\x00" + nonce + leaf_text(item).encode()).digest()


def node_of(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def nonce_of(secret, item_id):
    return hmac.digest(secret, item_id.encode(), "sha256")


def split_key_of(secret, item_id):
    return hmac.digest(secret, b"split\x00" + item_id.encode(), "sha256")[:8]


def order_of(secret, ids):
    """Positions in the order in which inputs are published."""
    key = lambda position: (hmac.digest(secret, b"order\x00" + ids[position].encode(), "sha256")[:8], position)
    return sorted(range(len(ids)), key=key)


def drawn_id_of(secret, original_id):
    drawn = hmac.digest(secret, b"id\x00" + original_id.encode(), "sha256")[:12]
    return base64.b32encode(drawn).decode().rstrip("=").lower()


def draw_splits(secret, ids, feedback_count):
    order = sorted(range(len(ids)), key=lambda position: (split_key_of(secret, ids[position]), position))
    feedback = set(order[:feedback_count])
    return ["feedback" if position in feedback else "final" for position in range(len(ids))]


def split_of(count):
    """The largest power of two below the count."""
    return 1 << (count - 1).bit_length() - 1


def root_of(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split_of(len(leaves))
    return node_of(root_of(leaves[:k]), root_of(leaves[k:]))


def path_of(leaves, position):
    if len(leaves) == 1:
        return []
    k = split_of(len(leaves))
    if position < k:
        return path_of(leaves[:k], position) + [root_of(leaves[k:])]
    return path_of(leaves[k:], position - k) + [root_of(leaves[:k])]


# Verify.


def find_faults(archive):
    items, commitment = archive["items"], archive["commitment"]
    secret = bytes.fromhex(archive["secret"])
    ids = [item["id"] for item in items]
    for before, after in zip(ids, ids[1:]):
        if utf16(before) >= utf16(after):
            yield f"order: {after!r} stands behind {before!r}"
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
            yield f"count: {name} is {commitment[name]} in the commitment, {count} in the items"
    leaves = []
    for item, split in zip(items, draw_splits(secret, ids, commitment["feedback_count"])):
        nonce = nonce_of(secret, item["id"])
        leaf = leaf_of(nonce, item)
        leaves.append(leaf)
        if item["nonce"] != nonce.hex():
            yield f"nonce: {item['id']!r} has another one by the secret"
        if item["split"] != split:
            yield f"split: {item['id']!r} is drawn into {split}"
        if item["leaf"] != leaf.hex():
            yield f"leaf: {item['id']!r} does not give its leaf"
    if root_of(leaves).hex() != commitment["root"]:
        yield f"root: the items give {root_of(leaves).hex()}"


# Make.


def make_case(name, items, feedback_count, slices=None):
    """slices: of each item by its id; none where not given."""
    secret = hashlib.sha256(name.encode()).digest()
    items = sorted(
        ({"id": normalize("NFC", item_id), "input": value, "label": label} for item_id, value, label in items),
        key=lambda item: utf16(item["id"]),
    )
    ids = [item["id"] for item in items]
    for item, split in zip(items, draw_splits(secret, ids, feedback_count)):
        nonce = nonce_of(secret, item["id"])
        item["split"] = split
        if slices is not None:
            item["slices"] = slices[item["id"]]
        item.update(nonce=nonce.hex(), leaf=leaf_of(nonce, item).hex())
    leaves = [bytes.fromhex(item["leaf"]) for item in items]
    return {
        "name": name,
        "secret": secret.hex(),
        "items": items,
        "commitment": {
            "root": root_of(leaves).hex(),
            "item_count": len(items),
            "feedback_count": feedback_count,
            "final_count": len(items) - feedback_count,
        },
        "order": order_of(secret, ids),
        "drawn_ids": [drawn_id_of(secret, item_id) for item_id in ids],
        "split_keys": [split_key_of(secret, item_id).hex() for item_id in ids],
        "leaf_texts": [leaf_text(item) for item in items],
        "paths": [[node.hex() for node in path_of(leaves, position)] for position in range(len(leaves))],
    }


def make():
    numbers = [0.1, -0.0, 0, 1e21, 1e20, 123456789012345680000, 1e-6, 1e-7, -1.5e-9, 5e-324, 1.7976931348623157e308]
    numbers += [333333333.33333329, 9007199254740992, -42, 1.0, 100, 0.000001234, 4.35, 2.5e21, -1e22]
    cases = [
        make_case(
            "three items",
            [
                ("a1", {"text": "The film was long."}, "negative"),
                ("a2", {"text": "A joy."}, "positive"),
                ("a3", {"text": "Fine, I suppose."}, "positive"),
            ],
            1,
        ),
        make_case("one item, all final", [("only", "x", "yes")], 0),
        make_case("two items, all feedback", [("b", 1, "yes"), ("a", 2, "no")], 2),
        make_case(
            "ids in every script, sorted by UTF-16 unit",
            [
                (item_id, {"n": str(i)}, "yes" if i % 2 else "no")
                for i, item_id in enumerate(
                    ["z", "Z", "10", "9", "é", "e\u0301a", "ﬀ", "\ufb33", "😀", "𝒳", "€", "漢字", "한국", "ק", "a b", '"q"', "\\", "\u212b", "\u007e", "split"]
                )
            ],
            7,
        ),
        make_case(
            "decomposed Unicode in inputs, keys and labels",
            [
                ("1", {"e\u0301": "e\u0301", "é!": "é"}, "caf\u0065\u0301"),
                ("2", "a newline\n\u0303 before a tilde, a tab\t\u0323", "no"),
                ("3", {"\u1100\u1161": ["\u1112\u1161\u11ab", "a\u0323\u0307", "a\u0307\u0323"]}, "no"),
                ("4", "\u0301 first, = \u0338 and =\u0338, \u2126 \u212b \uf900 \ufb2a", "no"),
                ("5", "quote\"\u0308 backslash\\\u0338 control\u0001\u0300 delete\u007f separators\u2028\u2029", "no"),
            ],
            2,
        ),
        make_case(
            "nested inputs",
            [
                ("a", [[], {}, [[1, [2, [3]]]], None, True, False, ""], "x"),
                ("b", {"b": {"d": 1, "c": [{"z": 0, "y": -1}]}, "a": None, "10": 1, "9": 2, "": 3}, "y"),
                ("c", {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, "ö": 7}, "x"),
                ("d", None, "y"),
                ("e", True, "x"),
                ("f", "/ \\ \" \b\f\n\r\t \u0000 \u001f <>&", "y"),
                ("g", [], "x"),
                ("h", {}, "y"),
            ],
            3,
        ),
        make_case(
            "items with slices",
            [("a", {"text": "x"}, "yes"), ("b", {"text": "y"}, "no"), ("c", {"text": "z"}, "no")],
            1,
            {
                "a": {"region": "Nord-Süd", "day_part": "Morning, 5–9 h"},
                "b": {"day_part": "\"night\"", "region": "e\u0301té"},
                "c": {"region": "unknown", "day_part": "a\\b"},
            },
        ),
        make_case("numbers as inputs and labels", [(f"n{i:02}", [n, {"v": n}], n) for i, n in enumerate(numbers)], 8),
        make_case("a hundred and one items", [(f"id-{i}", {"x": i / 7, "y": i * 1e18}, i % 3 / 10) for i in range(101)], 40),
    ]
    for case in cases:
        assert not list(find_faults(case)), case["name"]
    root = Path(__file__).resolve().parents[2]
    text = ",\n".join(json.dumps(case, ensure_ascii=True) for case in cases)
    (root / "lib/core/commitment/golden-commitment.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
    print(len(cases), "cases")


def verify(path):
    # Every number of JSON is a double, as in RFC 8785.
    archive = json.loads(Path(path).read_text(encoding="utf-8"), parse_int=float)
    commitment = archive["commitment"]
    for name in ("item_count", "feedback_count", "final_count"):
        commitment[name] = int(commitment[name])
    try:
        faults = list(find_faults(archive))
    except (KeyError, ValueError) as error:
        faults = [f"unreadable: {error!r}"]
    for fault in faults[:100]:
        print(fault)
    if len(faults) > 100:
        print("and", len(faults) - 100, "more")
    if faults:
        sys.exit(1)
    print("OK")


if sys.argv[1:] == ["make"]:
    make()
elif len(sys.argv) == 3 and sys.argv[1] == "verify":
    verify(sys.argv[2])
else:
    sys.exit(__doc__)
