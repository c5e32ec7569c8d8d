"""The client and its command against a real site, which e2e/python-client.spec.ts prepares.

The site has a benchmark `TIDEMARK_TEST_BENCHMARK`, with classes `green` and `ripe`, ranked by accuracy, two submissions a day, a
revealed round 1 and an open round 2. `TIDEMARK_TEST_TOKENS` are tokens of persons who have submitted nothing; each test takes one.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import urlsplit

import tidemark
from tidemark import errors

from .fake_site import CuttingProxy

SITE = os.environ.get("TIDEMARK_TEST_SITE", "")
SLUG = os.environ.get("TIDEMARK_TEST_BENCHMARK", "")
TOKENS = os.environ.get("TIDEMARK_TEST_TOKENS", "").split(",")
PACKAGE = Path(__file__).resolve().parents[1]


@unittest.skipUnless(SITE, "no site: e2e/python-client.spec.ts starts one")
class SiteTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.token = TOKENS.pop()
        self.client = tidemark.Client(SITE, self.token, retry_seconds=20)
        self.benchmark = self.client.benchmark(SLUG)

    def run_command(self, *arguments, site=SITE, token=None, stdin=""):
        """Returns exit code, standard output and standard error of a process of its own."""
        environment = {
            **os.environ,
            "XDG_CONFIG_HOME": str(self.folder),
            "TIDEMARK_SITE": site,
            "TIDEMARK_TOKEN": self.token if token is None else token,
            "PYTHONPATH": str(PACKAGE),
        }
        command = [sys.executable, "-B", "-m", "tidemark", *map(str, arguments)]
        ended = subprocess.run(command, env=environment, cwd=self.folder, input=stdin, capture_output=True, text=True, timeout=300)
        return ended.returncode, ended.stdout, ended.stderr

    def rows(self, *, wrong_every=3):
        """Predictions of the open round; a file of its own for each person."""
        with self.benchmark.inputs(path=self.folder / "inputs.csv").open(newline="") as file:
            items = list(csv.DictReader(file))
        salt = len(TOKENS)
        for i, item in enumerate(items):
            is_ripe = int(item["weight"]) % 2 == 1
            is_wrong = (i + salt) % wrong_every == 0
            yield {"id": item["id"], "prediction": "ripe" if is_ripe != is_wrong else "green"}

    def write_rows(self, name="predictions.csv", **how):
        with (self.folder / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, ["id", "prediction"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows(**how))
        return self.folder / name

    def proxy(self, **how):
        return CuttingProxy(urlsplit(SITE).port, host=urlsplit(SITE).netloc, **how)

    @property
    def model(self):
        return f"Model of {self.id().rsplit('.', 1)[1]}"

    def count_submissions(self):
        return len(self.client.submissions()), self.benchmark.quota()["day"]["used"]


class ExitCodes(SiteTest):
    def test_0_for_every_command_that_succeeds(self):
        file = self.write_rows()
        code, out, err = self.run_command("submit", SLUG, file, "--model", self.model, "--wait", "--json")
        self.assertEqual(code, 0, err)
        submission = json.loads(out)
        self.assertEqual((submission["state"], submission["model"]), ("scored", self.model))
        self.assertIsNotNone(submission["feedback"])
        for arguments in (
            ["whoami"],
            ["benchmarks"],
            ["rounds", SLUG],
            ["quota", SLUG],
            ["status"],
            ["status", submission["id"], "--watch"],
            ["download", SLUG, "train"],
            ["download", SLUG, "sample"],
            ["download", SLUG, "inputs", "--round", "1", "-o", "first.csv"],
            ["validate", SLUG, self.write_rows("other.csv", wrong_every=4)],
            ["submit", SLUG, self.folder / "other.csv", "--model", self.model, "--version", "2", "--dry-run"],
            ["results", SLUG, "--round", "1"],
            ["results", SLUG, "--round", "1", "--format", "csv"],
            ["verify", "--benchmark", SLUG, "--round", "1"],
        ):
            with self.subTest(arguments):
                code, out, err = self.run_command(*arguments)
                self.assertEqual(code, 0, err)
                self.assertNotEqual(out, "")
        self.assertEqual(self.count_submissions(), (1, 1))
        code, out, _ = self.run_command("login", SITE, "--token-stdin", token="", stdin=self.token)
        self.assertEqual(code, 0)
        self.assertEqual(self.run_command("whoami", token="")[1], out)

    def test_2_for_a_benchmark_that_is_not_there_and_a_round_that_is_not_revealed(self):
        self.assertEqual(self.run_command("rounds", "no-such-benchmark")[0], 2)
        self.assertEqual(self.run_command("download", SLUG, "archive", "--round", "2")[0], 2)
        self.assertEqual(self.run_command("results", SLUG, "--format", "xml")[0], 2)

    def test_3_for_a_file_with_faults_which_are_named_by_line(self):
        file = self.write_rows()
        lines = file.read_text().splitlines()
        file.write_text("\n".join([lines[0], "nobody,ripe", *lines[2:]]))
        for arguments in (["validate", SLUG, file], ["submit", SLUG, file, "--model", self.model]):
            code, _, err = self.run_command(*arguments)
            self.assertEqual(code, 3)
            self.assertIn("line 2", err)
        self.assertEqual(self.count_submissions(), (0, 0))

    def test_4_for_a_quota_that_is_used_up(self):
        for version, code in (("1", 0), ("2", 0), ("3", 4)):
            file = self.write_rows(wrong_every=5 + int(version))
            ended = self.run_command("submit", SLUG, file, "--model", self.model, "--version", version)
            self.assertEqual(ended[0], code, ended[2])
        self.assertIn("No submission left", ended[2])

    def test_5_for_a_token_that_is_missing_or_wrong(self):
        for token in ("", "tdm_wrong"):
            self.assertEqual(self.run_command("whoami", token=token)[0], 5)

    def test_6_for_a_site_that_is_not_there(self):
        self.assertEqual(self.run_command("whoami", "--retry-seconds", "0", site="http://127.0.0.1:1")[0], 6)


class CutConnections(SiteTest):
    def test_at_every_64_kb_leave_a_download_whole(self):
        archive = self.benchmark.archive(1, self.folder / "archive.zip")
        train = self.benchmark.train(self.folder / "train.csv")
        self.assertGreater(archive.stat().st_size, 3 * 65_536)
        with self.proxy(response_bytes=65_536) as proxy:
            cut = tidemark.Client(f"http://127.0.0.1:{proxy.port}", self.token).benchmark(SLUG)
            self.assertEqual(cut.archive(1, self.folder / "cut.zip").read_bytes(), archive.read_bytes())
            self.assertEqual(cut.train(self.folder / "cut.csv").read_bytes(), train.read_bytes())
        self.assertGreater(proxy.cuts, 3)
        self.assertTrue(self.benchmark.verify(1, self.folder / "cut.zip").is_verified)

    def test_after_a_submission_was_sent_make_one_submission(self):
        with self.proxy(cut_request_once=True) as proxy:
            cut = tidemark.Client(f"http://127.0.0.1:{proxy.port}", self.token).benchmark(SLUG)
            submission = cut.submit(self.rows(), model=self.model)
        self.assertEqual(proxy.cuts, 1)
        self.assertEqual(submission["state"], "scored")
        self.assertEqual(self.count_submissions(), (1, 1))

    def test_that_end_a_command_let_the_same_command_show_the_first_receipt(self):
        command = ["submit", SLUG, self.write_rows(), "--model", self.model, "--json"]
        with self.proxy(cut_request_once=True) as proxy:
            code, _, err = self.run_command(*command, "--retry-seconds", "0", site=f"http://127.0.0.1:{proxy.port}")
        self.assertEqual((code, proxy.cuts), (6, 1), err)
        receipts = [json.loads(self.run_command(*command)[1])["id"] for _ in range(2)]
        self.assertEqual(len(set(receipts)), 1)
        self.assertEqual(self.count_submissions(), (1, 1))


class Library(SiteTest):
    def test_watches_a_submission_from_the_receipt_to_the_feedback(self):
        receipt = self.benchmark.submit(self.rows(), model=self.model, wait=False)
        states = [submission["state"] for submission in self.benchmark.watch(receipt["id"])]
        self.assertEqual(states[-1], "scored")
        self.assertEqual(self.benchmark.results()["round"], 2)

    def test_raises_the_exception_of_a_code_with_its_faults(self):
        with self.assertRaises(errors.FileRejected) as raised:
            self.benchmark.validate([{"id": "nobody", "prediction": "ripe"}])
        self.assertTrue(raised.exception.faults)
        with self.assertRaises(errors.NotRevealed):
            self.benchmark.archive(2, self.folder / "a.zip")
        with self.assertRaises(errors.NotFound):
            self.client.benchmark("no-such-benchmark").info()
