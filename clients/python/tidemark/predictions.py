"""Predictions as a file: a path, rows, a data frame or an array, recognised by their methods without importing a package."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

from .errors import FileError, RequestError
from .transport import Body


@runtime_checkable
class PandasFrame(Protocol):
    """A data frame of pandas, as far as it is used here."""

    columns: Any
    index: Any

    def to_csv(self, *, index: bool) -> str: ...

    def reset_index(self) -> PandasFrame: ...


@runtime_checkable
class PolarsFrame(Protocol):
    """A data frame of Polars, as far as it is used here."""

    def write_csv(self) -> str: ...


@runtime_checkable
class Array(Protocol):
    """An array of NumPy, PyTorch or another package: one prediction for each id, or one row of probabilities."""

    ndim: int

    def tolist(self) -> list[Any]: ...


Rows: TypeAlias = Iterable[Mapping[str, object]]
Predictions: TypeAlias = str | os.PathLike[str] | Rows | PandasFrame | PolarsFrame | Array


@dataclass(frozen=True)
class PredictionFile:
    """A file to send: on disk, or in memory."""

    name: str
    source: Path | bytes

    @property
    def kind(self) -> str:
        """The kind of submission, as in the benchmark's `accepts`."""
        if self.name.endswith(".onnx"):
            return "onnx"
        return "container" if self.name.endswith((".tar", ".tar.gz", ".tgz")) else "predictions"

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as file:
            while chunk := file.read(65_536):
                yield chunk

    def sha256(self) -> str:
        """In lower-case hexadecimal, as on the receipt."""
        hash = hashlib.sha256()
        for chunk in self.chunks():
            hash.update(chunk)
        return hash.hexdigest()


def make_file(predictions: Predictions, *, ids: Sequence[object] | None = None, classes: Sequence[str] = ()) -> PredictionFile:
    """The predictions as a file.

    Args:
        predictions: the path of a file, which is sent as it is; mappings of column names to values, such as dicts; a data frame
            of pandas or Polars; or an array with `ids`.
        ids: the ids of the items, in the order of the array. Only for an array.
        classes: the classes of the benchmark, in its order. Columns of an array with two dimensions are their probabilities.

    Raises:
        FileError: for predictions without a column `id`, or an array of another shape than ids and classes.
    """
    if isinstance(predictions, Array) and not isinstance(predictions, (PandasFrame, PolarsFrame)):
        return _make_csv(_rows_of_array(predictions, ids, classes))
    if ids is not None:
        raise RequestError("`ids` belongs to an array; other predictions have a column `id`")
    if isinstance(predictions, (str, os.PathLike)):
        return _find_file(Path(predictions))
    if isinstance(predictions, PandasFrame):
        frame = predictions if "id" in predictions.columns else predictions.reset_index()
        return _require_id(frame.to_csv(index=False))
    if isinstance(predictions, PolarsFrame):
        return _require_id(predictions.write_csv())
    return _make_csv(iter(predictions))


def _find_file(path: Path) -> PredictionFile:
    if not path.is_file():
        raise FileError(f"there is no file {path}")
    return PredictionFile(path.name, path)


def _rows_of_array(array: Array, ids: Sequence[object] | None, classes: Sequence[str]) -> Iterator[Mapping[str, object]]:
    if ids is None:
        raise RequestError("an array needs `ids`, the id of each of its rows")
    if not 1 <= array.ndim <= 2:
        raise FileError(f"the array has {array.ndim} dimensions; expected one, or two with a column for each class")
    values = array.tolist()
    if len(values) != len(ids):
        raise FileError(f"the array has {len(values)} rows, and there are {len(ids)} ids")
    if array.ndim == 1:
        columns = ["prediction"]
        values = [[value] for value in values]
    else:
        columns = [f"p_{name}" for name in classes]
        if any(len(row) != len(columns) for row in values):
            raise FileError(f"a row of the array has {len(values[0])} values; the benchmark has {len(columns)} classes")
    for item_id, row in zip(ids, values, strict=True):
        yield {"id": item_id, **dict(zip(columns, row, strict=True))}


def _make_csv(rows: Iterator[Mapping[str, object]]) -> PredictionFile:
    first = next(rows, None)
    if first is None:
        raise FileError("there is no prediction")
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(first), lineterminator="\n")
    writer.writeheader()
    try:
        writer.writerow(first)
        writer.writerows(rows)
    except (ValueError, AttributeError) as fault:
        raise FileError(f"the rows differ in their columns, or aren't mappings such as dicts ({fault})") from None
    return _require_id(text.getvalue())


def _require_id(text: str) -> PredictionFile:
    header = next(csv.reader(io.StringIO(text)), [])
    if "id" not in header:
        raise FileError(f"there is no column `id`; the columns are {', '.join(header)}")
    return PredictionFile("predictions.csv", text.encode())


def make_form(file: PredictionFile, metadata: Mapping[str, object]) -> Body:
    """The file and its metadata as multipart/form-data (RFC 7578). A file on disk is read while it is sent."""
    boundary = secrets.token_hex(16)
    before = (
        f'--{boundary}\r\ncontent-disposition: form-data; name="metadata"\r\n\r\n{json.dumps(metadata)}\r\n'
        f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="file"\r\n'
        "content-type: application/octet-stream\r\n\r\n"
    ).encode()
    after = f"\r\n--{boundary}--\r\n".encode()

    def chunks() -> Iterator[bytes]:
        yield before
        yield from file.chunks()
        yield after

    return Body(f"multipart/form-data; boundary={boundary}", len(before) + file.size + len(after), chunks)
