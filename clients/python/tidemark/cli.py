"""The command `tidemark`. Results go to standard output, everything else to standard error."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from . import __version__
from .client import Benchmark, Client
from .credentials import find_site, store_token
from .errors import FileError, RequestError, SignInError, TidemarkError
from .output import FORMATS, Terminal, format_facts, format_json, format_rows, standard_error
from .transport import Json, is_loopback
from .verify import SCORES_NOT_COMPUTED, Report, verify_archive

EXIT_CODES = """\
exit codes:
  0  done
  2  usage: a wrong argument, name or state of the round; of verify: not everything could be compared
  3  file: faults in a file, or a file that can't be read; of verify: a difference
  4  quota: a limit is reached
  5  sign-in: no valid token, or a missing right
  6  server: the site doesn't respond or has failed

environment:
  TIDEMARK_SITE   address of the site
  TIDEMARK_TOKEN  API token, instead of the stored one
  NO_COLOR        no colours
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns its exit code; a wrong usage of the command line raises SystemExit(2)."""
    options = make_parser().parse_args(arguments)
    terminal = standard_error(options.quiet)
    try:
        code: int | None = options.run(options, terminal)
        sys.stdout.flush()
        return code or 0
    except TidemarkError as error:
        if options.json:
            print(format_json(_json_of_error(error)))
        terminal.fail(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of the output, such as `head`, has enough. Python would fail again at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        terminal.fail(FileError(str(error)))
        return FileError.exit_code
    except KeyboardInterrupt:
        terminal.note("interrupted; the same command continues")
        return 130


def make_parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--site", help="address of the site")
    common.add_argument("--json", action="store_true", help="print JSON, with the keys of the API")
    common.add_argument("--quiet", action="store_true", help="print no progress and no notices")
    common.add_argument(
        "--retry-seconds", type=float, default=60, metavar="S", help="repeat requests for so long without progress (60)"
    )
    parser = argparse.ArgumentParser(
        prog="tidemark",
        description="Takes part in a Tidemark site: data, submissions, rankings.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"tidemark {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")

    def add(name: str, run: Any, help: str, *, slug: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[common], help=help, description=help)
        command.set_defaults(run=run)
        if slug:
            command.add_argument("benchmark", help="the last part of the benchmark's address")
        return command

    login = add("login", run_login, "Store a token for a site.", slug=False)
    login.add_argument("address", nargs="?", help="address of the site")
    login.add_argument("--token-stdin", action="store_true", help="read the token from standard input")
    add("whoami", run_whoami, "Show whose token this is.", slug=False)
    add("benchmarks", run_benchmarks, "List the benchmarks.", slug=False)
    add("rounds", run_rounds, "List the rounds of a benchmark.")

    fetch = add("download", run_download, "Download a file; a broken download continues.")
    fetch.add_argument("what", choices=("train", "inputs", "sample", "archive"))
    fetch.add_argument("--round", type=int, metavar="N", help="the round; by default the open one")
    fetch.add_argument("-o", "--output", metavar="FILE", help="file to write")

    for name, help in (("validate", "Check a file for free."), ("submit", "Submit a file to the open round.")):
        send = add(name, run_validate if name == "validate" else run_submit, help)
        send.add_argument("file", help="predictions as CSV, JSON Lines, Parquet or .npz, an ONNX model, or a container image (.tar, .tar.gz)")
        send.add_argument("--model", required=name == "submit", help="name of the model")
        send.add_argument("--version", default="1", help="name of the version (1)")
        send.add_argument("--team", help="slug of the team, for members of several")
        if name == "submit":
            send.add_argument("--rules-version", type=int, metavar="N", help="accept this version of the rules")
            send.add_argument("--trains", action="store_true", help="have a container image trained at each reveal")
            send.add_argument("--notes", help="notes that only the team sees")
            send.add_argument("--dry-run", action="store_true", help="check the file only, as `validate` does")
            send.add_argument("--wait", action="store_true", help="wait for the feedback")

    status = add("status", run_status, "Show a submission.", slug=False)
    status.add_argument("submission", nargs="?", help="its id; by default the newest one of your teams")
    status.add_argument("--watch", action="store_true", help="wait until it is finished")

    quota = add("quota", run_quota, "Show what your team has left in the open round.")
    quota.add_argument("--team", help="slug of the team, for members of several")

    results = add("results", run_results, "Show the ranking of a round.")
    results.add_argument("--round", type=int, metavar="N", help="the round; by default the open or newest closed one")
    results.add_argument("--format", choices=FORMATS, default="table")

    verify = add("verify", run_verify, "Verify an archive by its hashes. No score is computed.", slug=False)
    verify.add_argument("archive", nargs="?", help="archive.zip or archive.json; without it the round's is downloaded")
    verify.add_argument("--benchmark", help="compare with what the site shows of this benchmark")
    verify.add_argument("--round", type=int, metavar="N", help="… and of this round")
    verify.add_argument("--root", help="the root that was published before the round opened")
    return parser


def _client(options: argparse.Namespace, terminal: Terminal, *, token: str | None = None) -> Client:
    return Client(options.site, token, retry_seconds=options.retry_seconds, notify=terminal.note)


def _benchmark(options: argparse.Namespace, terminal: Terminal) -> Benchmark:
    return _client(options, terminal).benchmark(options.benchmark)


def _print(options: argparse.Namespace, value: object, text: str) -> None:
    print(format_json(value) if options.json else text)


def run_login(options: argparse.Namespace, terminal: Terminal) -> None:
    options.site = options.address or options.site or find_site()
    if not options.site:
        raise RequestError("give the address of the site: tidemark login https://tidemark.example.org")
    if options.site.startswith("http://") and not is_loopback(urlsplit(options.site).hostname or ""):
        terminal.note(f"{options.site} is not encrypted: others on the way can read the token.")
    token = _read_token(options, terminal)
    client = _client(options, terminal, token=token)
    person = client.me()
    file = store_token(client.transport.site, token)
    terminal.note(f"The token for {client.transport.site} is stored in {file}.")
    _print_person(options, person)


def _read_token(options: argparse.Namespace, terminal: Terminal) -> str:
    if options.token_stdin:
        token = sys.stdin.readline().strip()
    elif sys.stdin.isatty():
        terminal.note(f"Make a token of scope “submit” at {options.site.rstrip('/')}/settings#tokens.")
        token = getpass.getpass("Token: ").strip()
    else:
        token = os.environ.get("TIDEMARK_TOKEN", "")
        if not token:
            raise RequestError("there is no terminal to ask on: set TIDEMARK_TOKEN, or use --token-stdin")
    if not token:
        raise SignInError("no token was given")
    return token


def run_whoami(options: argparse.Namespace, terminal: Terminal) -> None:
    _print_person(options, _client(options, terminal).me())


def _print_person(options: argparse.Namespace, person: Json) -> None:
    teams = ", ".join(f"{team['name']} ({team['slug']})" for team in person["teams"])
    token = person.get("token") or {}
    facts = {
        "name": person["name"],
        "e-mail": person["email"],
        "teams": teams or None,
        "token": token.get("scope"),
        "only in": token.get("benchmark"),
        "only for": token.get("team"),
    }
    _print(options, person, format_facts(facts))


def run_benchmarks(options: argparse.Namespace, terminal: Terminal) -> None:
    benchmarks = _client(options, terminal).benchmarks()
    rows = [
        {
            "benchmark": benchmark["slug"],
            "title": benchmark["title"],
            "task": benchmark["task"],
            "metric": benchmark["metric"],
            "open round": (benchmark["open_round"] or {}).get("number"),
            "closes": (benchmark["open_round"] or {}).get("closes_at"),
        }
        for benchmark in benchmarks
    ]
    _print(options, benchmarks, format_rows(["benchmark", "title", "task", "metric", "open round", "closes"], rows, "table"))


def run_rounds(options: argparse.Namespace, terminal: Terminal) -> None:
    rounds = _benchmark(options, terminal).rounds()
    columns = ["number", "title", "state", "item_count", "opens_at", "closes_at"]
    _print(options, rounds, format_rows(columns, rounds, "table"))


def run_download(options: argparse.Namespace, terminal: Terminal) -> None:
    benchmark = _benchmark(options, terminal)
    to, number, progress = options.output, options.round, terminal.progress
    if options.what == "train":
        file = benchmark.train(to, progress=progress)
    elif options.what == "inputs":
        file = benchmark.inputs(number, to, progress=progress)
    elif options.what == "sample":
        file = benchmark.sample(number, to)
    elif number is None:
        raise RequestError("name the round of the archive: --round N")
    else:
        file = benchmark.archive(number, to, progress=progress)
    _print(options, {"file": str(file), "byte_count": file.stat().st_size}, str(file))


def run_validate(options: argparse.Namespace, terminal: Terminal) -> None:
    benchmark = _benchmark(options, terminal)
    checked = benchmark.validate(options.file, model=options.model, version=options.version, team=options.team)
    if "row_count" in checked:
        text = f"valid: {checked['row_count']} predictions for round {checked['round']}; no submission was used"
    else:
        text = f"the dry run is {checked['state']}: {benchmark.client.transport.site}{checked['links']['page']}"
    _print(options, checked, text)


def run_submit(options: argparse.Namespace, terminal: Terminal) -> int:
    if options.dry_run:
        run_validate(options, terminal)
        return 0
    benchmark = _benchmark(options, terminal)
    submission = benchmark.submit(
        options.file,
        model=options.model,
        version=options.version,
        team=options.team,
        disclosure={"notes": options.notes} if options.notes else None,
        rules_version=options.rules_version,
        trains=options.trains or None,
        wait=False,
    )
    terminal.note(f"received: submission {submission['id']}")
    return _show_submission(options, terminal, benchmark.client, submission, waits=options.wait)


def run_status(options: argparse.Namespace, terminal: Terminal) -> int:
    client = _client(options, terminal)
    if options.submission is not None:
        submission = client.submission(options.submission)
    else:
        newest = client.get("/submissions", limit=1)["items"]
        if not newest:
            raise RequestError("your teams have no submission yet")
        submission = newest[0]
    return _show_submission(options, terminal, client, submission, waits=options.watch)


def _show_submission(
    options: argparse.Namespace, terminal: Terminal, client: Client, submission: Json, *, waits: bool
) -> int:
    if waits:
        for submission in client.watch(submission["id"]):
            terminal.note(f"{submission['state']}{_describe_queue(submission)}")
    feedback = submission["feedback"] or {}
    facts = {
        "submission": submission["id"],
        "benchmark": f"{submission['benchmark']}, round {submission['round']}",
        "model": f"{submission['model']}, version {submission['version']}",
        "state": "withdrawn" if submission["withdrawn"] else submission["state"],
        "message": submission["message"],
        "feedback": feedback.get("outcome"),
        "reason": feedback.get("reason"),
        "score": feedback.get("score"),
        "sha256": submission["sha256"],
        "page": f"{client.transport.site}{submission['links']['page']}",
    }
    _print(options, submission, format_facts({name: fact for name, fact in facts.items() if fact is not None}))
    return {"rejected": 3, "failed": 6}.get(submission["state"], 0)


def _describe_queue(submission: Json) -> str:
    place = submission["queue_place"]
    return f", {place} before it" if place else ""


def run_quota(options: argparse.Namespace, terminal: Terminal) -> None:
    quota = _benchmark(options, terminal).quota(team=options.team)
    spans = {"this round": quota["round"], "today (UTC)": quota["day"]}
    facts = {name: f"{span['left']} of {span['limit']} submissions left" for name, span in spans.items()}
    if quota["feedback"] is not None:
        facts["feedback"] = f"{quota['feedback']['used']} used, at least {quota['feedback']['left']} left"
    _print(options, quota, format_facts(facts))


def run_results(options: argparse.Namespace, terminal: Terminal) -> None:
    ranking = _benchmark(options, terminal).results(options.round)
    if ranking["provisional"]:
        terminal.note(f"Round {ranking['round']} is open: scores are provisional, and no model has a rank.")
    columns = ["rank", "rank_lower", "rank_upper", "model", "version", "team", "score", "lower", "upper"]
    # The API orders provisional entries by "rank" too.
    no_rank = dict.fromkeys(["rank", "rank_lower", "rank_upper"]) if ranking["provisional"] else {}
    rows = [
        {**entry, **no_rank, "lower": (entry["interval"] or {}).get("lower"), "upper": (entry["interval"] or {}).get("upper")}
        for entry in ranking["entries"]
    ]
    is_json = options.json or options.format == "json"
    print(format_json(ranking) if is_json else format_rows(columns, rows, options.format))


def run_verify(options: argparse.Namespace, terminal: Terminal) -> int:
    if (options.benchmark is None) != (options.round is None):
        raise RequestError("--benchmark and --round belong together")
    if options.benchmark is not None:
        report = _benchmark(options, terminal).verify(options.round, options.archive, root=options.root)
    elif options.archive is not None:
        commitment = {"root": options.root} if options.root else {}
        report = verify_archive(Path(options.archive), commitment=commitment)
    else:
        raise RequestError("give an archive, or --benchmark and --round")
    _print(options, _json_of_report(report), _describe(report))
    return 3 if report.faults else 0 if report.is_verified else 2


def _json_of_report(report: Report) -> Json:
    return {
        "verified": report.is_verified,
        "checked": report.checked,
        "faults": report.faults,
        "not_compared": report.not_compared,
        "note": SCORES_NOT_COMPUTED,
    }


def _describe(report: Report) -> str:
    lines = [f"equal         {line}" for line in report.checked]
    lines += [f"not compared  {line}" for line in report.not_compared]
    lines += [f"DIFFERENT     {line}" for line in report.faults]
    return "\n".join([*lines, SCORES_NOT_COMPUTED])


def _json_of_error(error: TidemarkError) -> Json:
    known: dict[str, Any] = {"code": getattr(error, "code", "") or None, "detail": str(error)}
    return {**known, "faults": getattr(error, "faults", []), "exit_code": error.exit_code}
