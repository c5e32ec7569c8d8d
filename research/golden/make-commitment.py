"""Golden values of the commitment of a round, from the Python client's implementation of docs/commitment.md.

    python3 research/golden/make-commitment.py && npx biome format --write lib/core/commitment/golden-commitment.json

writes small rounds with their nonces, split keys, splits, leaf texts, leaves, roots and audit paths, from the root of the
repository. lib/core/commitment, which has no line in common with the client, is tested against them.
"""

import hashlib
import json
import sys
from pathlib import Path
from unicodedata import normalize

root = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "clients/python"))

from tidemark.commitment import draw_splits, drawn_id_of, find_faults, leaf_of, leaf_text, nonce_of, order_of, root_of, split_key_of, utf16


def path_of(leaves, position):
    """The audit path of a leaf (RFC 6962, section 2.1.1)."""
    if len(leaves) == 1:
        return []
    # The largest power of two below the number of leaves.
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if position < k:
        return path_of(leaves[:k], position) + [root_of(leaves[k:])]
    return path_of(leaves[k:], position - k) + [root_of(leaves[:k])]


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
    text = ",\n".join(json.dumps(case, ensure_ascii=True) for case in cases)
    (root / "lib/core/commitment/golden-commitment.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
    print(len(cases), "cases")


make()
