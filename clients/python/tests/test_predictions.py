import os
import tempfile
import unittest
from importlib.util import find_spec
from pathlib import Path

from tidemark.errors import FileError, RequestError
from tidemark.predictions import PredictionFile, make_file, make_form


class Frame:
    """A data frame, as pandas has it."""

    def __init__(self, columns, rows, index_name=None):
        self.columns, self.rows, self.index, self.index_name = columns, rows, range(len(rows)), index_name

    def reset_index(self):
        rows = [[f"row{i}", *row] for i, row in enumerate(self.rows)]
        return Frame([self.index_name or "index", *self.columns], rows)

    def to_csv(self, *, index):
        assert index is False
        return "\n".join(",".join(map(str, line)) for line in [self.columns, *self.rows]) + "\n"


class PolarsLike:
    def write_csv(self):
        return "id,prediction\na,1\n"


class Array:
    def __init__(self, values, ndim):
        self.values, self.ndim = values, ndim

    def tolist(self):
        return self.values


def text_of(file: PredictionFile) -> str:
    return b"".join(file.chunks()).decode()


class MakeFile(unittest.TestCase):
    def test_sends_a_file_by_its_path_as_it_is(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "p.jsonl"
            path.write_bytes(b'{"id": "a"}\r\n')
            for given in (path, str(path)):
                file = make_file(given)
                self.assertEqual(text_of(file), '{"id": "a"}\r\n')
                self.assertEqual((file.kind, file.size), ("predictions", 13))

    def test_names_a_missing_file(self):
        with self.assertRaisesRegex(FileError, "there is no file missing.csv"):
            make_file("missing.csv")

    def test_recognises_a_model_by_its_suffix(self):
        self.assertEqual(PredictionFile("model.onnx", b"").kind, "onnx")

    def test_recognises_an_image_by_its_suffix(self):
        for name in ("mine.tar", "mine.tar.gz", "mine.tgz"):
            self.assertEqual(PredictionFile(name, b"").kind, "container")
        for name in ("predictions.csv.gz", "predictions.zip", "tar"):
            self.assertEqual(PredictionFile(name, b"").kind, "predictions")

    def test_writes_rows_with_quotes_where_csv_needs_them(self):
        rows = ({"id": name, "prediction": value} for name, value in [("a", 'say "x", y'), ("b", "two\nlines")])
        self.assertEqual(text_of(make_file(rows)), 'id,prediction\na,"say ""x"", y"\nb,"two\nlines"\n')

    def test_writes_numbers_with_all_digits(self):
        self.assertEqual(text_of(make_file([{"id": 1, "prediction": 0.1 + 0.2}])), "id,prediction\n1,0.30000000000000004\n")

    def test_refuses_no_rows_rows_without_an_id_and_rows_that_differ(self):
        for rows, fault in (
            ([], "no prediction"),
            ([{"prediction": 1}], "no column `id`"),
            ([{"id": 1, "prediction": 1}, {"id": 2, "p": 1}], "differ in their columns"),
            ([{"id": 1, "prediction": 1}, ("a", 1)], "aren't mappings"),
        ):
            with self.subTest(fault), self.assertRaisesRegex(FileError, fault):
                make_file(rows)

    def test_writes_a_data_frame_without_its_index(self):
        self.assertEqual(text_of(make_file(Frame(["id", "prediction"], [["a", 1]]))), "id,prediction\na,1\n")
        self.assertEqual(text_of(make_file(PolarsLike())), "id,prediction\na,1\n")

    def test_takes_the_ids_of_a_data_frame_from_an_index_of_that_name(self):
        self.assertEqual(text_of(make_file(Frame(["prediction"], [[1]], "id"))), "id,prediction\nrow0,1\n")
        with self.assertRaisesRegex(FileError, "no column `id`"):
            make_file(Frame(["prediction"], [[1]]))

    def test_writes_an_array_with_one_dimension_as_predictions(self):
        self.assertEqual(text_of(make_file(Array([1.5, 2.5], 1), ids=["a", "b"])), "id,prediction\na,1.5\nb,2.5\n")

    def test_writes_an_array_with_two_dimensions_as_probabilities_of_the_classes(self):
        file = make_file(Array([[0.25, 0.75]], 2), ids=["a"], classes=["no", "yes"])
        self.assertEqual(text_of(file), "id,p_no,p_yes\na,0.25,0.75\n")

    def test_refuses_an_array_of_another_shape(self):
        for array, ids, classes, error, fault in (
            (Array([1], 1), None, [], RequestError, "needs `ids`"),
            (Array([1], 1), ["a", "b"], [], FileError, "1 rows, and there are 2 ids"),
            (Array([[1, 2, 3]], 2), ["a"], ["no", "yes"], FileError, "3 values; the benchmark has 2 classes"),
            (Array([[[1]]], 3), ["a"], [], FileError, "3 dimensions"),
        ):
            with self.subTest(fault), self.assertRaisesRegex(error, fault):
                make_file(array, ids=ids, classes=classes)

    def test_refuses_ids_beside_rows(self):
        with self.assertRaisesRegex(RequestError, "belongs to an array"):
            make_file([{"id": 1, "prediction": 1}], ids=[1])


class MakeForm(unittest.TestCase):
    def test_states_the_length_of_the_form_and_can_be_sent_again(self):
        body = make_form(PredictionFile("a.csv", os.urandom(200_000)), {"model": "Größe"})
        first, second = b"".join(body.chunks()), b"".join(body.chunks())
        self.assertEqual(first, second)
        self.assertEqual(len(first), body.length)
        self.assertTrue(first.isascii() is False and b'name="metadata"\r\n\r\n{"model": "Gr\\u00f6\\u00dfe"}\r\n' in first)


@unittest.skipUnless(find_spec("pandas"), "no pandas: apt-get install python3-pandas")
class PandasAndNumpy(unittest.TestCase):
    def test_are_written_with_all_digits(self):
        import numpy
        import pandas

        values = numpy.array([0.1 + 0.2, 1e-9])
        expected = "id,prediction\na,0.30000000000000004\nb,1e-09\n"
        frame = pandas.DataFrame({"id": ["a", "b"], "prediction": values})
        for predictions in (frame, frame.set_index("id"), frame.to_dict("records")):
            self.assertEqual(text_of(make_file(predictions)), expected)
        for array in (values, frame["prediction"]):
            self.assertEqual(text_of(make_file(array, ids=frame["id"])), expected)
        both = make_file(numpy.array([[0.25, 0.75]]), ids=numpy.array([7]), classes=["no", "yes"])
        self.assertEqual(text_of(both), "id,p_no,p_yes\n7,0.25,0.75\n")
