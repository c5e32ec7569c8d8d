import json
import tempfile
import unittest
import zipfile
from hashlib import sha256
from pathlib import Path

from tidemark.commitment import draw_splits, drawn_id_of, format_number, leaf_of, leaf_text, nonce_of, order_of, root_of, split_key_of
from tidemark.errors import FileError
from tidemark.verify import verify_archive

GOLDEN = Path(__file__).resolve().parents[3] / "lib/core/commitment/golden-commitment.json"


class GoldenRounds(unittest.TestCase):
    def test_give_nonces_splits_leaves_and_roots(self):
        rounds = json.loads(GOLDEN.read_text(encoding="utf-8"), parse_int=float)
        self.assertGreater(len(rounds), 5)
        for golden in rounds:
            with self.subTest(golden["name"]):
                secret, items = bytes.fromhex(golden["secret"]), golden["items"]
                ids = [item["id"] for item in items]
                self.assertEqual([nonce_of(secret, one).hex() for one in ids], [item["nonce"] for item in items])
                self.assertEqual([split_key_of(secret, one).hex() for one in ids], golden["split_keys"])
                count = int(golden["commitment"]["feedback_count"])
                self.assertEqual(draw_splits(secret, ids, count), [item["split"] for item in items])
                self.assertEqual([leaf_text(item) for item in items], golden["leaf_texts"])
                self.assertEqual(order_of(secret, ids), golden["order"])
                self.assertEqual([drawn_id_of(secret, one) for one in ids], golden["drawn_ids"])
                leaves = [leaf_of(bytes.fromhex(item["nonce"]), item) for item in items]
                self.assertEqual([leaf.hex() for leaf in leaves], [item["leaf"] for item in items])
                self.assertEqual(root_of(leaves).hex(), golden["commitment"]["root"])


class MerkleTree(unittest.TestCase):
    def test_has_the_root_of_the_test_leaves_of_certificate_transparency(self):
        hexes = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        leaves = [sha256(b"\x00" + bytes.fromhex(text)).digest() for text in hexes]
        self.assertEqual(root_of(leaves).hex(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
        self.assertEqual(root_of([]).hex(), sha256(b"").hexdigest())


class Numbers(unittest.TestCase):
    def test_are_written_as_ecmascript_writes_them(self):
        # RFC 8785, appendix B.
        for number, text in (
            (0, "0"),
            (-0.0, "0"),
            (5e-324, "5e-324"),
            (-1.7976931348623157e308, "-1.7976931348623157e+308"),
            (9007199254740992, "9007199254740992"),
            (295147905179352830000, "295147905179352830000"),
            (9.999999999999997e22, "9.999999999999997e+22"),
            (1e23, "1e+23"),
            (999999999999999700000, "999999999999999700000"),
            (1e21, "1e+21"),
            (9.999999999999997e-7, "9.999999999999997e-7"),
            (0.000001, "0.000001"),
            (333333333.3333332, "333333333.3333332"),
            (-0.0000033333333333333333, "-0.0000033333333333333333"),
        ):
            with self.subTest(text):
                self.assertEqual(format_number(number), text)


def make_archive() -> dict:
    secret = sha256(b"archive").digest()
    ids = ["a", "b", "c"]
    items = [{"id": one, "input": {"x": "1"}, "label": "yes"} for one in ids]
    for item, split in zip(items, draw_splits(secret, ids, 1)):
        item["split"] = split
        nonce = nonce_of(secret, item["id"])
        item |= {"nonce": nonce.hex(), "leaf": leaf_of(nonce, item).hex()}
    root = root_of([bytes.fromhex(item["leaf"]) for item in items]).hex()
    commitment = {"root": root, "item_count": 3, "feedback_count": 1, "final_count": 2}
    predictions = {"predictions": "predictions/1.csv", "predictions_sha256": sha256(b"id,prediction\n").hexdigest()}
    return {"secret": secret.hex(), "items": items, "commitment": commitment, "evaluations": [predictions]}


class VerifyArchive(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "archive.zip"
        self.archive = make_archive()
        self.root = self.archive["commitment"]["root"]

    def verify(self, *, root=True, files=None, listed=None):
        content = json.dumps(self.archive).encode()
        files = {"archive.json": content, "predictions/1.csv": b"id,prediction\n"} | (files or {})
        with zipfile.ZipFile(self.path, "w") as archive:
            for name, text in files.items():
                if text is not None:
                    archive.writestr(name, text)
        known = {name: sha256(text).hexdigest() for name, text in files.items() if text is not None}
        known |= {"archive.zip": sha256(self.path.read_bytes()).hexdigest()}
        published = {"root": self.root, "item_count": 3, "feedback_count": 1} if root else {}
        return verify_archive(self.path, commitment=published, listed=known | listed if listed is not None else known)

    def test_finds_no_fault_in_an_unchanged_archive(self):
        report = self.verify()
        self.assertEqual(report.faults + report.not_compared, [])
        self.assertTrue(report.is_verified)

    def test_finds_a_changed_label_input_split_and_id(self):
        for key, value in (("label", "no"), ("input", {"x": "2"}), ("split", "none"), ("id", "aa")):
            with self.subTest(key):
                self.archive = make_archive()
                self.archive["items"][0][key] = value
                self.assertTrue(any("leaf" in fault or "nonce" in fault for fault in self.verify().faults))

    def test_finds_a_missing_item(self):
        self.archive["items"].pop()
        faults = self.verify().faults
        self.assertIn("count: item_count is 3 in the commitment, 2 in the items", faults)

    def test_finds_another_root_than_the_published_one(self):
        self.root = "0" * 64
        self.assertRegex(self.verify().faults[0], "the root is the published one: expected 0+, found")

    def test_finds_a_file_that_is_not_the_listed_one_and_one_that_is_not_listed(self):
        faults = self.verify(listed={"archive.json": "0" * 64}).faults
        self.assertIn("archive.json: its SHA-256 is not the one that the site lists", faults)
        with zipfile.ZipFile(self.path, "a") as archive:
            archive.writestr("more.txt", "")
        report = verify_archive(self.path, commitment={"root": self.root}, listed={"archive.json": ""})
        self.assertIn("more.txt: the site lists no such file", report.faults)

    def test_finds_a_changed_prediction_file(self):
        faults = self.verify(files={"predictions/1.csv": b"changed"}).faults
        self.assertEqual(faults, ["predictions/1.csv: it is not the file that archive.json names"])

    def test_is_incomplete_without_a_root_a_list_or_a_prediction_file(self):
        self.assertRegex(self.verify(root=False).not_compared[0], "the root")
        self.assertFalse(self.verify(root=False).is_verified)
        self.assertRegex(self.verify(files={"predictions/1.csv": None}).not_compared[0], "1 prediction files")
        self.assertRegex(verify_archive(self.path, commitment={"root": self.root}).not_compared[0], "the files")

    def test_refuses_a_file_that_is_no_archive(self):
        for content in (b"", b"[]", b"{}", b'{"items": 1}', b"PK\x03\x04"):
            self.path.write_bytes(content)
            with self.subTest(content), self.assertRaisesRegex(FileError, "is no archive"):
                verify_archive(self.path)
