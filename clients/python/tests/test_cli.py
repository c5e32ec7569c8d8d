import contextlib
import io
import json
import os
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tidemark import cli, output
from tidemark.errors import ApiError

from .fake_site import FakeSite, json_answer, problem

PACKAGE = Path(cli.__file__).resolve().parents[1]


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Command(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        environment = {name: text for name, text in os.environ.items() if not name.startswith("TIDEMARK_")}
        patched = mock.patch.dict(os.environ, {**environment, "XDG_CONFIG_HOME": folder.name}, clear=True)
        patched.start()
        self.addCleanup(patched.stop)

    def run_command(self, *arguments, respond=lambda received: json_answer({}), stdin=""):
        """Returns exit code, standard output and standard error."""
        out, err = io.StringIO(), io.StringIO()
        with FakeSite(respond) as self.site, mock.patch("sys.stdin", io.StringIO(stdin)):
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                try:
                    code = cli.main([*arguments, *self.site_options()])
                except SystemExit as end:
                    code = end.code
        return code, out.getvalue(), err.getvalue()

    def site_options(self):
        return ["--site", self.site.url, "--retry-seconds", "0"]


class ExitCodes(Command):
    def test_are_2_for_a_wrong_usage(self):
        for arguments in ([], ["nothing"], ["rounds"], ["results", "b", "--format", "xml"], ["verify"], ["verify", "--round", "1"]):
            with self.subTest(arguments):
                self.assertEqual(self.run_command(*arguments)[0], 2)

    def test_follow_the_group_of_the_problem(self):
        for kind, code in (("not_found", 2), ("file_rejected", 3), ("quota_exhausted", 4), ("token_invalid", 5), ("busy", 6)):
            with self.subTest(kind):
                code_seen, out, err = self.run_command("whoami", respond=lambda received: problem(kind, 400))
                self.assertEqual((code_seen, out), (code, ""))
                self.assertTrue(err.startswith("error: T: D"))

    def test_are_known_for_every_code_of_the_api(self):
        self.assertGreater(len(ApiError.by_code), 60)
        self.assertEqual({kind.exit_code for kind in ApiError.by_code.values()}, {2, 3, 4, 5, 6})

    def test_are_3_for_a_file_that_is_not_there_or_cannot_be_written(self):
        self.assertEqual(self.run_command("validate", "b", "missing.csv")[0], 3)
        self.assertEqual(self.run_command("download", "b", "train", "-o", str(self.folder / "no" / "f"))[0], 3)

    def test_are_6_without_a_site(self):
        self.assertEqual(cli_code(["whoami", "--site", "http://127.0.0.1:1", "--retry-seconds", "0", "--quiet"]), 6)

    def test_are_3_and_6_for_a_rejected_and_a_failed_submission(self):
        for state, code in (("scored", 0), ("rejected", 3), ("failed", 6)):
            submission = {**SUBMISSION, "state": state}
            with self.subTest(state):
                self.assertEqual(self.run_command("status", "1", respond=lambda received: json_answer(submission))[0], code)


SUBMISSION = {
    **{"id": "1", "benchmark": "b", "round": 1, "model": "M", "version": "1", "state": "queued", "withdrawn": False},
    **{"message": None, "feedback": None, "sha256": "00", "links": {"page": "/submissions/1"}, "queue_place": None},
    "score_at": None,
}


def cli_code(arguments):
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        return cli.main(arguments)


class Login(Command):
    me = staticmethod(lambda received: json_answer({"name": "Ada", "email": "ada@example.org", "teams": []}))

    def test_stores_the_token_for_its_owner_alone_and_later_commands_use_it(self):
        code, out, _ = self.run_command("login", "--token-stdin", respond=self.me, stdin="tdm_x\n")
        self.assertEqual(code, 0)
        self.assertNotIn("tdm_x", out)
        file = self.folder / "tidemark" / "credentials.json"
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        self.assertEqual(json.loads(file.read_text()), {"site": self.site.url, "tokens": {self.site.url: "tdm_x"}})
        self.assertEqual([path.name for path in file.parent.iterdir()], ["credentials.json"])

    def test_sends_a_stored_token_to_its_own_site_alone(self):
        self.run_command("login", "--token-stdin", respond=self.me, stdin="tdm_x\n")
        self.run_command("whoami", respond=self.me)
        self.assertNotIn("authorization", self.site.received[0].headers)

    def test_stores_no_token_that_the_site_refuses(self):
        code, _, _ = self.run_command("login", "--token-stdin", respond=lambda received: problem("token_invalid", 401), stdin="t")
        self.assertEqual(code, 5)
        self.assertFalse((self.folder / "tidemark").exists())

    def test_asks_nothing_off_a_terminal(self):
        with mock.patch("getpass.getpass", side_effect=AssertionError):
            code, _, err = self.run_command("login", respond=self.me)
        self.assertEqual(code, 2)
        self.assertIn("set TIDEMARK_TOKEN, or use --token-stdin", err)

    def test_takes_the_token_of_the_environment_off_a_terminal(self):
        with mock.patch.dict(os.environ, {"TIDEMARK_TOKEN": "tdm_env"}):
            self.assertEqual(self.run_command("login", respond=self.me)[0], 0)
        self.assertEqual(self.site.received[0].headers["authorization"], "Bearer tdm_env")

    def test_asks_on_a_terminal_without_showing_the_token(self):
        with mock.patch("getpass.getpass", return_value="tdm_y"), mock.patch("sys.stdin.isatty", return_value=True, create=True):
            with FakeSite(self.me) as site, mock.patch("sys.stdin", Terminal()):
                self.assertEqual(cli_code(["login", site.url]), 0)
        self.assertEqual(site.received[0].headers["authorization"], "Bearer tdm_y")


RANKING = {
    "round": 2,
    "provisional": False,
    "entries": [
        {"rank": 1, "rank_lower": 1, "rank_upper": 2, "model": "Größe, 大", "version": "1", "team": "A\033[31m", "score": 0.123456789, "interval": {"lower": 0.1, "upper": 0.2}},
        {"rank": None, "rank_lower": None, "rank_upper": None, "model": "Host", "version": "1", "team": "B", "score": 1.0, "interval": None},
    ],
}


class Results(Command):
    def results(self, *arguments):
        return self.run_command("results", "b", "--round", "2", *arguments, respond=lambda received: json_answer(RANKING))

    def test_are_a_table_with_aligned_columns_and_no_control_character(self):
        _, out, err = self.results()
        lines = out.splitlines()
        self.assertEqual(lines[0].split(), ["rank", "rank_lower", "rank_upper", "model", "version", "team", "score", "lower", "upper"])
        self.assertEqual({output.width_of(line[: line.index("0.123457")]) for line in lines[1:2]}, {lines[0].index("score") - 3})
        self.assertNotIn("\033", out)
        self.assertEqual(err, "")

    def test_are_csv_with_full_precision(self):
        _, out, _ = self.results("--format", "csv")
        self.assertIn('1,1,2,"Größe, 大",1,A\033[31m,0.123456789,0.1,0.2', out)

    def test_of_an_open_round_have_no_rank_and_say_so(self):
        open_round = {**RANKING, "provisional": True}
        _, out, err = self.run_command("results", "b", "--round", "2", "--format", "csv", respond=lambda received: json_answer(open_round))
        self.assertIn(',,,"Größe, 大",1,A\033[31m,0.123456789,0.1,0.2', out)
        self.assertIn("no model has a rank", err)

    def test_are_the_json_of_the_api(self):
        for flag in (["--json"], ["--format", "json"]):
            self.assertEqual(json.loads(self.results(*flag)[1]), RANKING)


class StandardOutput(Command):
    def test_has_only_the_result_and_standard_error_the_notices(self):
        receipt = json_answer(SUBMISSION, 202)
        (self.folder / "p.csv").write_text("id,prediction\na,1\n")
        arguments = ["submit", "b", str(self.folder / "p.csv"), "--model", "M", "--json"]
        code, out, err = self.run_command(*arguments, respond=lambda received: receipt)
        self.assertEqual((code, json.loads(out), err), (0, SUBMISSION, "received: submission 1\n"))
        self.assertEqual(self.run_command(*arguments, "--quiet", respond=lambda received: receipt)[2], "")

    def test_says_which_rules_were_not_accepted_and_sends_the_accepted_version(self):
        (self.folder / "p.csv").write_text("id,prediction\na,1\n")
        arguments = ["submit", "b", str(self.folder / "p.csv"), "--model", "M"]
        code, _, err = self.run_command(*arguments, respond=lambda received: problem("rules_not_accepted", 409))
        self.assertEqual((code, "T: D" in err), (2, True))
        self.run_command(*arguments, "--rules-version", "3", respond=lambda received: json_answer(SUBMISSION, 202))
        self.assertIn(b'"rules_version": 3', self.site.received[-1].body)

    def test_asks_for_the_training_of_an_image_only_when_told(self):
        (self.folder / "i.tar").write_bytes(b"image")
        arguments = ["submit", "b", str(self.folder / "i.tar"), "--model", "M"]
        for words, asks in [([], False), (["--trains"], True)]:
            self.run_command(*arguments, *words, respond=lambda received: json_answer(SUBMISSION, 202))
            self.assertEqual(b'"trains": true' in self.site.received[-1].body, asks)

    def test_has_the_problem_as_json_too(self):
        fault = {"code": "unknown_id", "detail": "no such item", "line": 3, "column": 1, "hint": "see inputs"}
        code, out, err = self.run_command("whoami", "--json", respond=lambda received: problem("file_rejected", 422, errors=[fault]))
        self.assertEqual(json.loads(out), {"code": "file_rejected", "detail": "T: D", "faults": [fault], "exit_code": 3})
        self.assertIn("  line 3, column 1: no such item (see inputs)", err)

    def test_of_the_dry_run_says_that_no_submission_was_used(self):
        (self.folder / "p.csv").write_text("id,prediction\na,1\n")
        checked = json_answer({"valid": True, "row_count": 1, "round": 4})
        _, out, _ = self.run_command("submit", "b", str(self.folder / "p.csv"), "--model", "M", "--dry-run", respond=lambda received: checked)
        self.assertEqual(out, "valid: 1 predictions for round 4; no submission was used\n")
        self.assertTrue(self.site.received[0].path.endswith("?dry_run=true"))


class StandardError(unittest.TestCase):
    def test_has_colours_on_a_terminal_unless_the_environment_says_no(self):
        for environment, is_coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
            with self.subTest(environment), mock.patch.dict(os.environ, {"TERM": "xterm", **environment}):
                if "NO_COLOR" not in environment:
                    os.environ.pop("NO_COLOR", None)
                stream = Terminal()
                output.Terminal(stream).fail(ApiError("T", status=400))
                self.assertEqual("\033[" in stream.getvalue(), is_coloured)

    def test_shows_progress_on_a_terminal_alone(self):
        for stream, shown in ((Terminal(), "\r 50 % of 2.0 MB\r100 % of 2.0 MB\n"), (io.StringIO(), "")):
            terminal = output.Terminal(stream)
            for done in (1_000_000, 1_000_001, 2_000_000):
                terminal.progress(done, 2_000_000)
            self.assertEqual(stream.getvalue(), shown)


class Module(unittest.TestCase):
    def test_runs_as_a_command_and_imports_nothing_but_the_standard_library(self):
        code = "import sys, tidemark.cli; print(sorted({name.split('.')[0] for name in sys.modules} - sys.stdlib_module_names))"
        for words, expected in ((["-c", code], "['__main__', 'tidemark']"), (["-m", "tidemark", "--version"], "tidemark 0.1.0")):
            ended = subprocess.run([sys.executable, "-S", "-B", *words], cwd=PACKAGE, capture_output=True, text=True, check=True)
            self.assertEqual(ended.stdout.strip(), expected)
