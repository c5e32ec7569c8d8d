"""The API of a Tidemark site: its benchmarks, files, submissions and rankings."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from .credentials import find_site, find_token
from .download import Progress, download, hash_file, no_progress, require_sha256
from .errors import DownloadChanged, NoOpenRound, RequestError
from .events import watch_submission
from .predictions import Predictions, PredictionFile, make_file, make_form
from .transport import Body, Json, Request, Transport
from .verify import Report, verify_archive

#: A file to write.
Target = str | os.PathLike[str] | None


class Client:
    """A site and a person's token.

    Objects of the API are dicts with the keys that `/docs/api` of the site lists. Every method raises the exceptions of
    `tidemark.errors`.

    Args:
        site: address of the site; without it `TIDEMARK_SITE`, or the site of the last `tidemark login`.
        token: an API token from the settings page of the site; without it `TIDEMARK_TOKEN`, or the one that `tidemark login`
            stored for this site. Public data need none.
        timeout_seconds: longest silence of the site.
        retry_seconds: longest time without progress for which requests are repeated.
        notify: receives a line before each further attempt.
    """

    def __init__(
        self,
        site: str | None = None,
        token: str | None = None,
        *,
        timeout_seconds: float = 60,
        retry_seconds: float = 60,
        notify: Callable[[str], None] = lambda text: None,
    ) -> None:
        site = site or find_site()
        if site is None:
            raise RequestError("no site is named: give its address, set TIDEMARK_SITE, or run `tidemark login`")
        self.transport = Transport(
            site,
            token or find_token(site),
            timeout_seconds=timeout_seconds,
            retry_seconds=retry_seconds,
            notify=notify,
        )

    def me(self) -> Json:
        """The person whose token this is, with name, address and teams."""
        return self.get("/me")

    def benchmarks(self) -> list[Json]:
        """The public benchmarks, the newest first."""
        return self.list_all("/benchmarks")

    def benchmark(self, slug: str) -> Benchmark:
        """One benchmark, by the last part of its address. No request is made yet."""
        return Benchmark(self, slug)

    def submissions(self) -> list[Json]:
        """The submissions of the person's teams in all benchmarks, the newest first."""
        return self.list_all("/submissions")

    def submission(self, submission_id: str) -> Json:
        """One submission."""
        return self.get(f"/submissions/{quote(submission_id, safe='')}")

    def watch(self, submission_id: str) -> Iterator[Json]:
        """The submission now and after each change, until it is finished and has its feedback."""
        return watch_submission(self.transport, quote(submission_id, safe=""))

    def get(self, path: str, **query: str | int | None) -> Json:
        """The JSON at a path below `/api/v1`."""
        return self.transport.call(Request("GET", path, query))

    def list_all(self, path: str) -> list[Json]:
        """The items of all pages of a list."""
        items: list[Json] = []
        cursor: str | None = None
        while True:
            page = self.get(path, limit=200, cursor=cursor)
            items += page["items"]
            cursor = page["next"]
            if cursor is None:
                return items


class Benchmark:
    """One benchmark of a site. Round numbers count from 1."""

    def __init__(self, client: Client, slug: str) -> None:
        self.client = client
        self.slug = slug
        self._path = f"/benchmarks/{quote(slug, safe='')}"

    def info(self) -> Json:
        """Description, task, classes, metric, quotas and current rounds."""
        return self.client.get(self._path)

    def accept_rules(self, version: int) -> Json:
        """Accepts a version of the rules in your name, once you have read it: `info()` has `rules` and `rules_version`.

        Needed before the first submission and after each change; `submit(…, rules_version=…)` does the same.

        Raises:
            RulesNotAccepted: where another version is in force.
        """
        body = Body.of_json({"version": version})
        return self.client.transport.call(Request("POST", f"{self._path}/rules/accept", body=body))

    def rounds(self) -> list[Json]:
        """The rounds without drafts, the newest first."""
        return self.client.list_all(f"{self._path}/rounds")

    def round(self, number: int) -> Json:
        """One round, with its commitment and the list of its archive's files."""
        return self.client.get(f"{self._path}/rounds/{number}")

    def train(self, path: Target = None, *, progress: Progress = no_progress) -> Path:
        """Downloads the labelled items of all revealed rounds: `id`, the input columns, `label` and `round`.

        Args:
            path: file to write; by default `train.csv`, or `train.jsonl` for JSON Lines, in the working folder.

        Raises:
            NotFound: where no round is revealed yet.
        """
        return self._download("/training-data", path, "train", progress)

    def inputs(
        self, number: int | None = None, path: Target = None, *, progress: Progress = no_progress
    ) -> Path:
        """Downloads the items of a round without their labels.

        Args:
            number: the round; by default the open one.
            path: file to write; by default `inputs.csv`, or `inputs.jsonl` for JSON Lines, in the working folder.

        Raises:
            InputsNotPublic, NoOpenRound.
        """
        return self._download(f"/rounds/{self._or_open(number)}/inputs", path, "inputs", progress)

    def sample(self, number: int | None = None, path: Target = None) -> Path:
        """Downloads a valid prediction file of a round, with the same prediction for every item.

        Args:
            number: the round; by default the open one.
            path: file to write; by default `sample-submission.csv` in the working folder.
        """
        return self._download(f"/rounds/{self._or_open(number)}/sample-submission", path, "sample-submission")

    def archive(
        self, number: int, path: Target = None, *, progress: Progress = no_progress
    ) -> Path:
        """Downloads the archive of a revealed round as a zip, and compares its SHA-256 with the site's list.

        Args:
            path: file to write; by default `<slug>-round-<number>.zip` in the working folder. A complete one stays as it is.

        Raises:
            NotRevealed.
            DownloadChanged: where the bytes aren't those of the list.
        """
        target = Path(path or f"{self.slug}-round-{number}.zip")
        listed = {file["name"]: file["sha256"] for file in self.round(number)["archive"]}
        sha256 = listed.get("archive.zip")
        if sha256 is not None and target.is_file() and hash_file(target) == sha256:
            return target
        self._download(f"/rounds/{number}/archive/files/archive.zip", target, "", progress)
        if sha256 is None:
            raise DownloadChanged("the site lists no SHA-256 of archive.zip")
        require_sha256(target, sha256)
        return target

    def validate(
        self,
        predictions: Predictions,
        *,
        ids: Sequence[object] | None = None,
        model: str | None = None,
        version: str = "1",
        team: str | None = None,
    ) -> Json:
        """Checks predictions for free; no submission is used. With `model`, its name is checked too.

        Returns:
            `row_count`, `sha256` and `round` for predictions; the dry run, which is still under way, for an ONNX file or a container image.

        Raises:
            FileRejected: with the faults by line.
        """
        file = self._make_file(predictions, ids)
        metadata = {"kind": file.kind, "version": version, **_given(model=model, team=team)}
        return self._send(file, metadata, query={"dry_run": "true"})

    def submit(
        self,
        predictions: Predictions,
        *,
        model: str,
        version: str = "1",
        ids: Sequence[object] | None = None,
        team: str | None = None,
        disclosure: Mapping[str, object] | None = None,
        rules_version: int | None = None,
        trains: bool | None = None,
        wait: bool = True,
        idempotency_key: str | None = None,
    ) -> Json:
        """Submits predictions, an ONNX file or a container image to the open round.

        The same call, also repeated by another process after an interruption, never makes a second submission: its idempotency
        key is computed from benchmark, fields and file.

        Args:
            predictions: the path of a file; rows as dicts with `id` and the columns of the sample submission; a data frame of
                pandas or Polars with these columns; or an array with `ids`.
            model: name of the model, which no other team of the benchmark has.
            version: name of this version. A version is one file.
            ids: the ids of the items in the order of an array.
            team: slug of the team; needed by members of several teams.
            disclosure: what the team says about the version, such as `{"notes": "…"}`; the API reference lists its keys.
            rules_version: the version of the rules that you accept with it; needed unless you have accepted it before.
            trains: True for a container image that is trained on the revealed rounds.
            wait: waits until the submission is finished and has its feedback.
            idempotency_key: a key of your own, up to 200 characters.

        Returns:
            the submission: finished, or with `wait=False` the receipt. `state` is `scored`, `rejected` (a fault of the file;
            `message` names it) or `failed` (a fault of the site).

        Raises:
            FileRejected, RulesNotAccepted, EntryNeeded, QuotaExhausted, NoOpenRound, NameTaken, VersionTaken and others.
        """
        file = self._make_file(predictions, ids)
        given = _given(team=team, disclosure=disclosure, rules_version=rules_version, trains=trains)
        metadata = {"kind": file.kind, "model": model, "version": version, **given}
        key = idempotency_key or _key_of(self.slug, metadata, file)
        submission = self._send(file, metadata, headers={"idempotency-key": key})
        if wait:
            for submission in self.watch(submission["id"]):
                pass
        return submission

    def watch(self, submission_id: str) -> Iterator[Json]:
        """The submission now and after each change, until it is finished and has its feedback."""
        return self.client.watch(submission_id)

    def quota(self, *, team: str | None = None) -> Json:
        """Used and remaining submissions and feedback of the team in the open round."""
        return self.client.get(f"{self._path}/quota", team=team)

    def results(self, number: int | None = None) -> Json:
        """The ranking of a round: its `entries` are the rows, the first rank first.

        Args:
            number: the round; by default the open one, or else the newest one that has a ranking.

        Raises:
            NotPublishedYet.
        """
        return self.client.get(f"{self._path}/rounds/{self._or_newest(number)}/leaderboard")

    def verify(self, number: int, path: Target = None, *, root: str | None = None) -> Report:
        """Verifies the archive of a revealed round by its hashes. Scores are not computed.

        Args:
            path: a downloaded archive; without it the archive is downloaded.
            root: the root of a receipt, or as noted before the round opened; without it the one that the site shows now.
        """
        listed = {file["name"]: file["sha256"] for file in self.round(number)["archive"]}
        commitment = self.client.get(f"{self._path}/rounds/{number}/commitment")
        if root is not None:
            commitment["root"] = root
        return verify_archive(Path(path) if path else self.archive(number), commitment=commitment, listed=listed)

    def _make_file(self, predictions: Predictions, ids: Sequence[object] | None) -> PredictionFile:
        classes = self.info()["classes"] if getattr(predictions, "ndim", 1) == 2 else ()
        return make_file(predictions, ids=ids, classes=classes)

    def _send(
        self, file: PredictionFile, metadata: Json, *, query: Mapping[str, str] = {}, headers: Mapping[str, str] = {}
    ) -> Json:
        body = make_form(file, metadata)
        return self.client.transport.call(Request("POST", f"{self._path}/submissions", query, headers, body))

    def _download(self, path: str, to: Target, stem: str, progress: Progress = no_progress) -> Path:
        target = Path(stem if to is None else to)
        return download(self.client.transport, self._path + path, target, adds_suffix=to is None, progress=progress)

    def _or_open(self, number: int | None) -> int:
        if number is not None:
            return number
        open_round = self.info()["open_round"]
        if open_round is None:
            raise NoOpenRound("No round is open", status=409, detail=f"{self.slug} has no open round now; name a round")
        return int(open_round["number"])

    def _or_newest(self, number: int | None) -> int:
        if number is not None:
            return number
        info = self.info()
        newest = info["open_round"] or info["newest_closed_round"]
        if newest is None:
            raise RequestError(f"{self.slug} has no round with a ranking yet")
        return int(newest["number"])


def _given(**fields: object) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


def _key_of(slug: str, metadata: Json, file: PredictionFile) -> str:
    request = json.dumps([slug, metadata, file.sha256()], sort_keys=True)
    return hashlib.sha256(request.encode()).hexdigest()
