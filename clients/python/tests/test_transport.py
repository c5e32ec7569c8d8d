import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tidemark import Client, errors
from tidemark.download import download
from tidemark.events import parse_events
from tidemark.transport import Request, Transport

from .fake_site import Answer, CuttingProxy, FakeSite, json_answer, problem


def respond_in_turn(*answers):
    """Gives the answers one after the other, and the last one again and again."""
    left = list(answers)
    return lambda received: left.pop(0) if len(left) > 1 else left[0]


class Responses(unittest.TestCase):
    def test_of_a_known_code_raise_its_exception_with_the_faults(self):
        fault = {"code": "unknown_id", "detail": "no such item", "line": 3, "column": 1, "hint": "see inputs"}
        with FakeSite(lambda received: problem("file_rejected", 422, errors=[fault])) as site:
            with self.assertRaises(errors.FileRejected) as raised:
                Client(site.url).benchmarks()
        self.assertEqual(raised.exception.faults, [fault])
        self.assertEqual((raised.exception.status, str(raised.exception)), (422, "T: D"))

    def test_of_an_unknown_code_or_none_raise_a_general_exception(self):
        for answer, kind in (
            (problem("new_code", 409), errors.UnknownProblem),
            (Answer(404, b"<html>"), errors.UnknownProblem),
            (Answer(500, b"oh no"), errors.UnknownServerProblem),
            (json_answer([], 500), errors.UnknownServerProblem),
        ):
            with FakeSite(lambda received: answer) as site, self.assertRaises(kind):
                Client(site.url).benchmarks()

    def test_with_a_redirect_are_not_followed_so_that_the_token_reaches_no_other_host(self):
        with FakeSite(lambda received: json_answer({})) as other:
            with FakeSite(lambda received: Answer(307, headers={"location": other.url})) as site:
                with self.assertRaisesRegex(errors.RequestError, f"redirects to {other.url}"):
                    Client(site.url, "tdm_secret").me()
            self.assertEqual(other.received, [])
            self.assertEqual(site.received[0].headers["authorization"], "Bearer tdm_secret")

    def test_of_several_pages_are_read_to_the_last(self):
        pages = respond_in_turn(json_answer({"items": [1], "next": "c c"}), json_answer({"items": [2], "next": None}))
        with FakeSite(pages) as site:
            self.assertEqual(Client(site.url).benchmarks(), [1, 2])
        self.assertEqual(site.received[1].path, "/api/v1/benchmarks?limit=200&cursor=c+c")


class FailedRequests(unittest.TestCase):
    def call(self, *answers, seconds=10):
        self.notices = []
        with FakeSite(respond_in_turn(*answers)) as site, mock.patch("time.sleep") as self.sleep:
            self.site = site
            return Client(site.url, "t", retry_seconds=seconds, notify=self.notices.append).me()

    def pauses(self):
        return [call.args[0] for call in self.sleep.call_args_list]

    def test_are_repeated_after_a_lost_connection_and_a_cut_response(self):
        cut = Answer(200, b'{"name": "Ada"}', body_sent=5)
        self.assertEqual(self.call(Answer(hangs_up=True), cut, json_answer({"name": "Ada"})), {"name": "Ada"})
        self.assertEqual(len(self.site.received), 3)
        self.assertEqual(len(self.notices), 2)

    def test_are_repeated_after_429_502_and_503_with_longer_pauses(self):
        self.call(problem("rate_limited", 429), Answer(502), problem("busy", 503), json_answer({}))
        self.assertEqual(self.pauses(), [0.5, 1, 2])

    def test_wait_as_long_as_retry_after_says(self):
        self.call(problem("busy", 503, retry_after="7"), json_answer({}))
        self.assertEqual(self.pauses(), [7])

    def test_end_at_once_if_retry_after_is_beyond_the_time_limit(self):
        with self.assertRaises(errors.BudgetSpent) as raised:
            self.call(problem("budget_spent", 429, retry_after="3600"))
        self.assertEqual(raised.exception.retry_after_seconds, 3600)
        self.assertEqual(self.pauses(), [])

    def test_end_at_once_where_the_quota_is_used_up(self):
        with self.assertRaises(errors.QuotaExhausted):
            self.call(problem("quota_exhausted", 429, retry_after="1"))
        self.assertEqual(self.pauses(), [])

    def test_are_not_repeated_after_another_status(self):
        for status in (400, 401, 404, 409, 422, 500, 504, 507):
            with self.subTest(status), self.assertRaises(errors.ApiError):
                self.call(Answer(status))
            self.assertEqual(self.pauses(), [])

    def test_end_at_the_time_limit(self):
        with mock.patch("time.monotonic", side_effect=range(0, 1000, 4)), self.assertRaises(errors.ConnectionFailed):
            self.call(Answer(hangs_up=True), seconds=10)
        self.assertEqual(len(self.pauses()), 2)

    def test_name_a_site_that_is_not_there(self):
        with self.assertRaisesRegex(errors.ConnectionFailed, "no response from http://127.0.0.1:1"):
            Client("http://127.0.0.1:1", retry_seconds=0).me()


class Addresses(unittest.TestCase):
    def test_of_no_site_and_tokens_of_no_token_are_refused(self):
        for site in ("ftp://x", "http://", "http://x:y"):
            with self.subTest(site), self.assertRaises(errors.RequestError):
                Transport(site)
        for token in ("tdm\r\nx: y", " t", "tdm_é"):
            with self.subTest(token), self.assertRaises(errors.RequestError):
                Transport("https://x", token)

    def test_without_a_scheme_are_https(self):
        self.assertEqual(Transport("tidemark.example.org").site, "https://tidemark.example.org")

    def test_of_the_own_machine_need_no_proxy(self):
        with mock.patch.dict(os.environ, {"http_proxy": "http://127.0.0.1:1", "no_proxy": ""}):
            with FakeSite(lambda received: json_answer({})) as site:
                self.assertEqual(Client(site.url).get("/x"), {})

    def test_of_other_machines_are_reached_by_the_proxy_of_the_environment(self):
        with FakeSite(lambda received: json_answer({})) as proxy:
            with mock.patch.dict(os.environ, {"http_proxy": proxy.url, "no_proxy": ""}):
                Client("http://tidemark.invalid").get("/x")
        self.assertEqual(proxy.received[0].path, "http://tidemark.invalid/api/v1/x")


CONTENT = bytes(range(256)) * 4096


def serve_content(received, *, content=CONTENT, etag='"v1"', ranges=True, is_chunked=True):
    headers = {"etag": etag, "content-type": "text/csv"}
    asked = received.headers.get("range")
    if ranges and asked and received.headers.get("if-range", etag) == etag:
        first = int(asked.removeprefix("bytes=").rstrip("-"))
        headers["content-range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
        return Answer(206, content[first:], headers, is_chunked=is_chunked)
    return Answer(200, content, headers, is_chunked=is_chunked)


class Downloads(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        pauses = mock.patch("tidemark.transport.FIRST_PAUSE_SECONDS", 0.001)
        pauses.start()
        self.addCleanup(pauses.stop)

    def download(self, url, name="f", **options):
        transport = Transport(url, retry_seconds=2)
        return download(transport, "/file", self.folder / name, **options)

    def names(self):
        return [path.name for path in self.folder.iterdir()]

    def test_continue_where_a_connection_is_cut_at_every_64_kb(self):
        with FakeSite(serve_content) as site, CuttingProxy(int(site.url.rsplit(":", 1)[1]), response_bytes=65_536) as proxy:
            file = self.download(f"http://127.0.0.1:{proxy.port}")
        self.assertEqual(file.read_bytes(), CONTENT)
        self.assertEqual(self.names(), ["f"])
        self.assertGreaterEqual(proxy.cuts, len(CONTENT) // 65_536)
        # Each attempt continues with the rest.
        starts = [int(received.headers["range"][6:-1]) for received in site.received if "if-range" in received.headers]
        self.assertEqual(starts, sorted(set(starts)))
        self.assertGreaterEqual(len(starts), len(CONTENT) // 65_536)

    def test_continue_what_an_earlier_process_has_begun(self):
        with FakeSite(cut_at(300_000)) as site:
            with self.assertRaises(errors.ConnectionFailed):
                download(Transport(site.url, retry_seconds=0), "/file", self.folder / "f")
        self.assertRegex(self.names()[0], r"^f\.[0-9a-f]{16}\.part$")
        with FakeSite(serve_content) as site:
            self.assertEqual(self.download(site.url).read_bytes(), CONTENT)
        self.assertEqual(site.received[-1].headers["range"], "bytes=300000-")

    def test_begin_anew_where_the_site_has_other_bytes_by_now(self):
        with FakeSite(cut_at(300_000)) as site, self.assertRaises(errors.ConnectionFailed):
            download(Transport(site.url, retry_seconds=0), "/file", self.folder / "f")
        with FakeSite(lambda received: serve_content(received, content=b"other", etag='"v2"')) as site:
            self.assertEqual(self.download(site.url).read_bytes(), b"other")

    def test_begin_anew_where_the_site_ignores_the_range(self):
        with FakeSite(cut_at(300_000)) as site, self.assertRaises(errors.ConnectionFailed):
            download(Transport(site.url, retry_seconds=0), "/file", self.folder / "f")
        with FakeSite(lambda received: serve_content(received, ranges=False)) as site:
            self.assertEqual(self.download(site.url).read_bytes(), CONTENT)

    def test_begin_anew_where_more_bytes_are_there_than_the_site_has(self):
        with FakeSite(cut_at(300_000)) as site, self.assertRaises(errors.ConnectionFailed):
            download(Transport(site.url, retry_seconds=0), "/file", self.folder / "f")
        part = self.folder / self.names()[0]
        part.write_bytes(CONTENT + b"more")

        def respond(received):
            if received.headers.get("range") == f"bytes={len(CONTENT) + 4}-":
                return Answer(416, b"")
            return serve_content(received)

        with FakeSite(respond) as site:
            self.assertEqual(self.download(site.url).read_bytes(), CONTENT)

    def test_end_where_the_response_ends_with_and_without_a_known_length(self):
        for is_chunked in (True, False):
            for ranges in (True, False):
                with self.subTest(is_chunked=is_chunked, ranges=ranges):
                    serve = lambda received: serve_content(received, is_chunked=is_chunked, ranges=ranges)  # noqa: E731
                    with FakeSite(serve) as site:
                        self.assertEqual(self.download(site.url).read_bytes(), CONTENT)
                        self.assertEqual(len(site.received), 1)

    def test_leave_an_earlier_file_until_the_new_one_is_complete(self):
        (self.folder / "f").write_bytes(b"earlier")
        with FakeSite(cut_at(10)) as site, self.assertRaises(errors.ConnectionFailed):
            download(Transport(site.url, retry_seconds=0), "/file", self.folder / "f")
        self.assertEqual((self.folder / "f").read_bytes(), b"earlier")

    def test_report_their_progress(self):
        shown = []
        with FakeSite(serve_content) as site:
            self.download(site.url, progress=lambda done, total: shown.append((done, total)))
        self.assertEqual(shown[-1], (len(CONTENT), len(CONTENT)))

    def test_end_with_the_problem_of_the_site(self):
        with FakeSite(lambda received: problem("not_revealed", 409)) as site, self.assertRaises(errors.ApiError):
            self.download(site.url)
        self.assertEqual(self.names(), [])


def cut_at(byte_count):
    def respond(received):
        answer = serve_content(received)
        answer.body_sent = byte_count
        return answer

    return respond


class Events(unittest.TestCase):
    def test_are_read_with_comments_and_lines_of_data_and_without_an_incomplete_last_one(self):
        lines = [b": ping\n", b"\n", b"event: submission\r\n", b'data: {"a":\r\n', b"data: 1}\r\n", b"\r\n", b'data: {"b": 2}\n']
        self.assertEqual(list(parse_events(lines)), [{"a": 1}])

    def test_continue_on_a_new_stream_after_one_that_ends(self):
        def stream(*states):
            lines = [f'data: {{"state": "{state}", "score_at": null}}\n\n' for state in states]
            return Answer(200, "".join(lines).encode(), {"content-type": "text/event-stream"})

        answers = respond_in_turn(stream("queued"), Answer(hangs_up=True), stream("queued", "scoring"), stream("scoring", "scored"))
        with FakeSite(answers) as site, mock.patch("time.sleep"):
            states = [submission["state"] for submission in Client(site.url, "t").watch("1")]
        self.assertEqual(states, ["queued", "scoring", "scored"])

    def test_continue_although_nothing_changes_for_longer_than_the_time_limit(self):
        clock = [0]
        waiting = b'data: {"state": "queued", "score_at": null}\n\n: ping\n\n'
        finished = b'data: {"state": "scored", "score_at": null}\n\n'
        answers = respond_in_turn(Answer(200, waiting), Answer(200, waiting), Answer(200, finished))

        def respond(received):
            clock[0] += 600
            return answers(received)

        with FakeSite(respond) as site, mock.patch("time.sleep"), mock.patch("time.monotonic", lambda: clock[0]):
            states = [one["state"] for one in Client(site.url, "t", retry_seconds=60).watch("1")]
        self.assertEqual(states, ["queued", "scored"])

    def test_are_replaced_by_requests_where_no_stream_is_left(self):
        finished = json_answer({"state": "scored", "score_at": None})
        with FakeSite(respond_in_turn(problem("too_many_streams", 429), finished)) as site, mock.patch("time.sleep"):
            self.assertEqual([one["state"] for one in Client(site.url, "t").watch("1")], ["scored"])


class Submissions(unittest.TestCase):
    def submit(self, respond, **fields):
        receipt = {"id": "1", "state": "queued"}
        with FakeSite(respond or (lambda received: json_answer(receipt, 202))) as site, mock.patch("time.sleep"):
            submitted = Client(site.url, "t").benchmark("b").submit(
                [{"id": "a", "prediction": 1}], **{"model": "M", "wait": False, **fields}
            )
        self.received = site.received
        return submitted

    def keys(self):
        return {received.headers["idempotency-key"] for received in self.received}

    def test_repeat_a_lost_request_with_the_same_key_and_body(self):
        answers = (Answer(hangs_up=True), problem("busy", 503), Answer(502), json_answer({"id": "1"}, 202))
        self.assertEqual(self.submit(respond_in_turn(*answers)), {"id": "1"})
        self.assertEqual(len(self.received), 4)
        self.assertEqual(len(self.keys()), 1)
        self.assertEqual(len({received.body for received in self.received}), 1)

    def test_have_the_same_key_in_another_process_and_another_key_for_other_fields(self):
        seen = []
        for fields in ({}, {}, {"version": "2"}, {"model": "N"}, {"idempotency_key": "mine"}):
            self.submit(None, **fields)
            seen += self.keys()
        self.assertEqual(len(set(seen)), 4)
        self.assertEqual(seen[0], seen[1])
        self.assertEqual(seen[-1], "mine")

    def test_show_the_refusal_of_a_site_that_does_not_read_the_whole_file(self):
        with FakeSite(lambda received: problem("too_large", 413)) as site, tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "big.csv"
            file.write_bytes(b"x" * 2_000_000)
            with self.assertRaises(errors.TooLarge):
                Client(site.url, "t").benchmark("b").submit(file, model="M")

    def test_of_an_array_name_the_columns_by_the_classes_of_the_benchmark(self):
        array = mock.Mock(spec=["ndim", "tolist"], ndim=2, tolist=lambda: [[0.5, 0.5]])
        with FakeSite(lambda received: json_answer({"classes": ["no", "yes"]})) as site:
            Client(site.url, "t").benchmark("b").validate(array, ids=["a"])
        self.assertIn(b"id,p_no,p_yes\na,0.5,0.5\n", site.received[-1].body)
        self.assertTrue(site.received[-1].path.endswith("/submissions?dry_run=true"))


class Requests(unittest.TestCase):
    def test_escape_names_in_paths(self):
        with FakeSite(lambda received: json_answer({})) as site:
            Client(site.url).benchmark("../x?y").info()
            Transport(site.url).call(Request("GET", "/q", {"a": "ö &", "b": None}))
        self.assertEqual([received.path for received in site.received], ["/api/v1/benchmarks/..%2Fx%3Fy", "/api/v1/q?a=%C3%B6+%26"])
