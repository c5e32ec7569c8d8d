"""What the command prints: tables, CSV, JSON, and progress on standard error."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from .errors import ApiError, TidemarkError

FORMATS = ("table", "csv", "json")


def format_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def format_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns with a header, two spaces apart. Numbers are on the right."""
    cells = [list(columns), *([format_cell(value) for value in row] for row in rows)]
    widths = [max(map(width_of, column)) for column in zip(*cells)]
    is_number = [
        bool(rows) and all(value is None or isinstance(value, (int, float)) for value in column) for column in zip(*rows)
    ] or [False] * len(columns)
    lines = []
    for line in cells:
        padded = [
            " " * (width - width_of(cell)) + cell if right else cell + " " * (width - width_of(cell))
            for cell, width, right in zip(line, widths, is_number)
        ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def format_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().rstrip("\n")


def format_cell(value: object) -> str:
    """A value on one line, without characters that control a terminal."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    return clean(str(value))


def clean(text: str) -> str:
    """Text from a site without control and format characters, which could change what a terminal shows."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") else char for char in text)


def width_of(text: str) -> int:
    """Columns of a terminal that the text takes (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def format_rows(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], format: str) -> str:
    """Rows in one of FORMATS, by the keys that head the columns."""
    if format == "json":
        return format_json([{name: row.get(name) for name in columns} for row in rows])
    values = [[row.get(name) for name in columns] for row in rows]
    return format_csv(columns, values) if format == "csv" else format_table(columns, values)


def format_facts(facts: Mapping[str, object]) -> str:
    """One fact a line, its name in front."""
    width = max(map(len, facts), default=0)
    return "\n".join(f"{name:<{width}}  {format_cell(value)}" for name, value in facts.items())


@dataclass
class Terminal:
    """Standard error: notices, errors and the progress of downloads."""

    stream: IO[str]
    is_quiet: bool = False

    def __post_init__(self) -> None:
        self._is_terminal = self.stream.isatty()
        # https://no-color.org
        self._has_colour = self._is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self._percent = -1

    def note(self, text: str) -> None:
        if not self.is_quiet:
            print(clean(text), file=self.stream, flush=True)

    def progress(self, done: int, total: int) -> None:
        """The share of a download, on one line that is written over. Off a terminal nothing."""
        percent = 100 * done // total if total else self._percent
        if self.is_quiet or not self._is_terminal or percent == self._percent:
            return
        self._percent = percent
        end = "\n" if done >= total else ""
        print(f"\r{percent:3d} % of {total / 1e6:.1f} MB", end=end, file=self.stream, flush=True)

    def fail(self, error: TidemarkError) -> None:
        """An error with the faults of a file, one a line."""
        label = "\033[1;31merror:\033[0m" if self._has_colour else "error:"
        print(f"{label} {clean(str(error))}", file=self.stream)
        for fault in error.faults if isinstance(error, ApiError) else []:
            print(f"  {clean(describe_fault(fault))}", file=self.stream)
        self.stream.flush()


def describe_fault(fault: Mapping[str, Any]) -> str:
    """A fault with its place in front and its hint behind."""
    place = [f"{name} {fault[name]}" for name in ("line", "column") if fault.get(name) is not None]
    where = fault.get("field") or ", ".join(place)
    hint = f" ({fault['hint']})" if fault.get("hint") else ""
    return f"{where}: {fault.get('detail', '')}{hint}" if where else f"{fault.get('detail', '')}{hint}"


def standard_error(is_quiet: bool) -> Terminal:
    return Terminal(sys.stderr, is_quiet)
