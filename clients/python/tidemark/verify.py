"""Verification of a downloaded archive by its hashes alone."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .commitment import find_faults
from .errors import FileError

#: Faults that a report names; more are counted.
FAULTS_NAMED_MAX = 100

#: Files that the site lists for an archive, and that are not in its zip.
FILES_BESIDE_ZIP = {"archive.zip", "train.csv", "train.jsonl"}

SCORES_NOT_COMPUTED = "Scores were not computed: `npm run score` and `npm run verify` of the site's source code do that."


@dataclass
class Report:
    """The outcome of a verification."""

    #: What was compared and is equal, in words.
    checked: list[str] = field(default_factory=list)
    #: Differences. An archive with one is not the one that was sealed.
    faults: list[str] = field(default_factory=list)
    #: What could not be compared, and why.
    not_compared: list[str] = field(default_factory=list)

    @property
    def is_verified(self) -> bool:
        return not self.faults and not self.not_compared

    def compare(self, what: str, found: str, expected: str) -> None:
        if found == expected:
            self.checked.append(what)
        else:
            self.faults.append(f"{what}: expected {expected}, found {found}")


def verify_archive(
    path: Path, *, commitment: Mapping[str, Any] | None = None, listed: Mapping[str, str] | None = None
) -> Report:
    """Compares an archive with what the site published.

    Items, nonces, splits and leaves are computed again and must give the root; each file must have the SHA-256 that the site
    lists. Scores and rankings are not computed (see SCORES_NOT_COMPUTED).

    Args:
        path: archive.zip, or archive.json alone.
        commitment: `root` and counts as published before the round opened, from the site or a receipt. Keys that are missing
            are not compared; without a root the report is incomplete.
        listed: SHA-256 of each file by its name in the archive, from the site.

    Raises:
        FileError: for a file that is no archive.
    """
    report = Report()
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                if len(set(names)) != len(names):
                    report.faults.append("the zip has a name twice")
                _verify_files(archive.read, set(names), commitment, listed, report)
                if listed is not None and "archive.zip" in listed:
                    sha256 = _sha256(path.read_bytes())
                    report.compare("archive.zip has the SHA-256 that the site lists", sha256, listed["archive.zip"])
        else:
            content = path.read_bytes()
            _verify_files(lambda name: content, {"archive.json"}, commitment, listed, report)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError, AttributeError) as cause:
        raise FileError(f"{path} is no archive of a round ({cause!r})") from cause
    return report


def _verify_files(
    read: Callable[[str], bytes],
    names: set[str],
    commitment: Mapping[str, Any] | None,
    listed: Mapping[str, str] | None,
    report: Report,
) -> None:
    content = read("archive.json")
    # Every number of JSON is a double (docs/commitment.md, section 1).
    archive = json.loads(content, parse_int=float)
    faults = list(find_faults(archive))
    report.faults += faults[:FAULTS_NAMED_MAX]
    if len(faults) > FAULTS_NAMED_MAX:
        report.faults.append(f"and {len(faults) - FAULTS_NAMED_MAX} more")
    if not faults:
        report.checked.append(f"{len(archive['items'])} items give the root {archive['commitment']['root']}")
    _compare_commitment(archive["commitment"], commitment or {}, report)
    _compare_listed(read, names, listed, report)
    _compare_predictions(read, names, archive["evaluations"], report)


def _compare_commitment(found: Mapping[str, Any], published: Mapping[str, Any], report: Report) -> None:
    if "root" not in published:
        report.not_compared.append("the root: give the one that was published before the round opened, or name the round")
    for name, what in (("root", "root"), ("item_count", "number of items"), ("feedback_count", "number of feedback items")):
        if name in published:
            shown = found[name] if name == "root" else f"{found[name]:.0f}"
            report.compare(f"the {what} is the published one", str(shown), str(published[name]))


def _compare_listed(
    read: Callable[[str], bytes], names: set[str], listed: Mapping[str, str] | None, report: Report
) -> None:
    if listed is None:
        report.not_compared.append("the files: their SHA-256 is on the site; name the round")
        return
    unknown = sorted(names - set(listed))
    report.faults += [f"{name}: the site lists no such file" for name in unknown]
    known = sorted(names & set(listed))
    missing = sorted(set(listed) - names - FILES_BESIDE_ZIP) if len(names) > 1 else []
    report.not_compared += [f"{name}: it is missing" for name in missing]
    different = [name for name in known if _sha256(read(name)) != listed[name]]
    report.faults += [f"{name}: its SHA-256 is not the one that the site lists" for name in different]
    if not different:
        report.checked.append(f"{len(known)} of the files have the SHA-256 that the site lists")


def _compare_predictions(
    read: Callable[[str], bytes], names: set[str], evaluations: list[dict[str, Any]], report: Report
) -> None:
    present = [evaluation for evaluation in evaluations if evaluation["predictions"] in names]
    different = [
        evaluation["predictions"]
        for evaluation in present
        if _sha256(read(evaluation["predictions"])) != evaluation["predictions_sha256"]
    ]
    report.faults += [f"{name}: it is not the file that archive.json names" for name in different]
    if len(present) < len(evaluations):
        report.not_compared.append(f"{len(evaluations) - len(present)} prediction files, which are in archive.zip")
    if present and not different:
        report.checked.append(f"{len(present)} prediction files are those that archive.json names")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
