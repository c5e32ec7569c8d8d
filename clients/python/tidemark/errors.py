"""Exceptions of the client: one class for each problem `code` of the API (RFC 9457), in six groups.

The groups are those of the command's exit codes, so that `except QuotaError` and exit code 4 mean the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar


class TidemarkError(Exception):
    """Base of all exceptions of this package."""

    #: Exit code of the command that ends with this exception.
    exit_code: ClassVar[int] = 6


class RequestError(TidemarkError):
    """The request can't be carried out as it is: a wrong argument, name or state of the round."""

    exit_code = 2


class FileError(TidemarkError):
    """A file has faults or can't be read."""

    exit_code = 3


class QuotaError(TidemarkError):
    """A limit is reached: submissions of the round or the day, requests, tokens or versions."""

    exit_code = 4


class SignInError(TidemarkError):
    """The token is missing or invalid, or its person or scope lacks a right."""

    exit_code = 5


class ServerError(TidemarkError):
    """The site doesn't respond, or can't carry out the request now."""

    exit_code = 6


class ConnectionFailed(ServerError):
    """No connection, or one that broke off before the response was complete."""


class DownloadChanged(ServerError):
    """A downloaded file doesn't have the SHA-256 that the site published for it."""


class ApiError(TidemarkError):
    """A problem document of the API.

    Its subclasses have the API's `code`. A response that is no problem document, as from a proxy, is an `UnknownProblem`.
    """

    code: ClassVar[str] = ""
    #: Every subclass by its code.
    by_code: ClassVar[dict[str, type[ApiError]]] = {}

    def __init__(
        self,
        title: str,
        *,
        status: int,
        detail: str = "",
        faults: list[dict[str, Any]] | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(f"{title}: {detail}" if detail else title)
        self.title = title
        self.status = status
        self.detail = detail
        #: Faults of a file or of fields, each with `code` and `detail` and, where known, `hint`, `field`, `line` and `column`.
        self.faults = faults or []
        #: Seconds after which the request may succeed; None where the site names none.
        self.retry_after_seconds = retry_after_seconds

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        if cls.code:
            ApiError.by_code[cls.code] = cls

    @staticmethod
    def from_response(status: int, headers: Mapping[str, str], body: bytes) -> ApiError:
        """The exception for a response with status 400 or above."""
        retry_after = headers.get("retry-after") or ""
        seconds = float(retry_after) if retry_after.isdecimal() else None
        try:
            problem = json.loads(body)
        except ValueError:
            problem = None
        if not isinstance(problem, dict) or not isinstance(problem.get("code"), str):
            text = body.decode(errors="replace").strip()
            detail = text[:200] if "<" not in text else ""
            kind = unknown_problem(status)
            return kind(f"The site responded {status}", status=status, detail=detail, retry_after_seconds=seconds)
        known = ApiError.by_code.get(problem["code"], unknown_problem(status))
        return known(
            str(problem.get("title", problem["code"])),
            status=status,
            detail=str(problem.get("detail", "")),
            faults=problem.get("errors"),
            retry_after_seconds=seconds,
        )


class UnknownProblem(ApiError, RequestError):
    """A response of status 400 to 499 whose code this version of the client doesn't know."""


class UnknownServerProblem(ApiError, ServerError):
    """A response of status 500 or above whose code this version of the client doesn't know."""


def unknown_problem(status: int) -> type[ApiError]:
    return UnknownServerProblem if status >= 500 else UnknownProblem


class NotSignedIn(ApiError, SignInError):
    """No token was sent."""

    code = "not_signed_in"


class TokenInvalid(ApiError, SignInError):
    """The token was mistyped, has expired, or was revoked."""

    code = "token_invalid"


class InsufficientScope(ApiError, SignInError):
    """The call needs a token of a wider scope."""

    code = "insufficient_scope"


class TokenBound(ApiError, SignInError):
    """The token is bound to another benchmark or team."""

    code = "token_bound"


class Forbidden(ApiError, SignInError):
    """The call needs a role that the person doesn’t have."""

    code = "forbidden"


class EntryNeeded(ApiError, SignInError):
    """The person has not entered the benchmark: its maintainers approve people, or have a list or a class code."""

    code = "entry_needed"


class RulesNotAccepted(ApiError, RequestError):
    """The person has not accepted the rules in force, which `submit(…, rules_version=…)` or `accept_rules` does."""

    code = "rules_not_accepted"


class SignInLinkInvalid(ApiError, SignInError):
    """The sign-in link was used or has expired."""

    code = "sign_in_link_invalid"


class RequestedInOtherBrowser(ApiError, SignInError):
    """The sign-in link was requested in another browser."""

    code = "requested_in_other_browser"


class LastSignInMethod(ApiError, SignInError):
    """The account has no other sign-in method."""

    code = "last_sign_in_method"


class QuotaExhausted(ApiError, QuotaError):
    """No submission of the round or the day is left."""

    code = "quota_exhausted"


class FilesInLine(ApiError, QuotaError):
    """Earlier files of the same person are still being read."""

    code = "files_in_line"


class BudgetSpent(ApiError, QuotaError):
    """The person has reached a limit per hour or day."""

    code = "budget_spent"


class RateLimited(ApiError, QuotaError):
    """Too many requests at once from this network."""

    code = "rate_limited"


class LimitReached(ApiError, QuotaError):
    """The person or the site has reached a limit of benchmarks, drafts, rounds, dry runs or tokens."""

    code = "limit_reached"


class VersionsFull(ApiError, QuotaError):
    """The team has reached the limit of active versions."""

    code = "versions_full"


class ImagesFull(ApiError, QuotaError):
    """The container images of the team take all of its space."""

    code = "images_full"


class LeakReportsFull(ApiError, QuotaError):
    """No more leak reports are accepted for now."""

    code = "leak_reports_full"


class TooManyStreams(ApiError, QuotaError):
    """The person has too many event streams open."""

    code = "too_many_streams"


class SignInMailLimited(ApiError, QuotaError):
    """No more sign-in mails are sent for now."""

    code = "sign_in_mail_limited"


class FileRejected(ApiError, FileError):
    """The file has faults, which `faults` lists by line."""

    code = "file_rejected"


class TooLarge(ApiError, FileError):
    """The file is too large."""

    code = "too_large"


class FileSentAlready(ApiError, FileError):
    """The team has sent this file to this round already."""

    code = "file_sent_already"


class UnsupportedMediaType(ApiError, FileError):
    """The body isn’t of the expected media type."""

    code = "unsupported_media_type"


class TestSetHasProblems(ApiError, FileError):
    """The test set has problems."""

    code = "test_set_has_problems"


class TestSetBlocked(ApiError, FileError):
    """A check blocks the test set."""

    code = "test_set_blocked"


class Busy(ApiError, ServerError):
    """The site is reading many files."""

    code = "busy"


class DatabaseAway(ApiError, ServerError):
    """The database of the site doesn’t respond."""

    code = "database_away"


class NoSpace(ApiError, ServerError):
    """The site is short of disk space."""

    code = "no_space"


class ClockHeld(ApiError, ServerError):
    """The clock of the site has jumped, and an operator has to check it."""

    code = "clock_held"


class StreamsFull(ApiError, ServerError):
    """All event streams of the site are in use."""

    code = "streams_full"


class UploadTooSlow(ApiError, ServerError):
    """The upload took too long."""

    code = "upload_too_slow"


class MailUnavailable(ApiError, ServerError):
    """The mail server refused a mail."""

    code = "mail_unavailable"


class NotFound(ApiError, RequestError):
    """There is no such benchmark, round, submission or file."""

    code = "not_found"


class InvalidRequest(ApiError, RequestError):
    """A field or parameter has a fault, which `faults` names."""

    code = "invalid_request"


class KindNotAccepted(ApiError, RequestError):
    """The benchmark accepts other kinds of submissions."""

    code = "kind_not_accepted"


class NoOpenRound(ApiError, RequestError):
    """No round of the benchmark is open."""

    code = "no_open_round"


class RoundNotOpen(ApiError, RequestError):
    """The round is not open."""

    code = "round_not_open"


class RoundFrozen(ApiError, RequestError):
    """A maintainer has frozen the round."""

    code = "round_frozen"


class IdempotencyConflict(ApiError, RequestError):
    """The idempotency key was used for another request."""

    code = "idempotency_conflict"


class NameTaken(ApiError, RequestError):
    """The name is taken, or looks like a taken one."""

    code = "name_taken"


class BoundToTeam(ApiError, RequestError):
    """A member of the team is bound to another team in this round."""

    code = "bound_to_team"


class TeamTooLarge(ApiError, RequestError):
    """The team has more people than the benchmark admits."""

    code = "team_too_large"


class NotJoinable(ApiError, RequestError):
    """The person can't join the team now."""

    code = "not_joinable"


class NotMergeable(ApiError, RequestError):
    """The teams can't be merged now."""

    code = "not_mergeable"


class SlugTaken(ApiError, RequestError):
    """The address of the benchmark is taken."""

    code = "slug_taken"


class VersionTaken(ApiError, RequestError):
    """The model has another file as this version in this round."""

    code = "version_taken"


class VersionFrozenAlready(ApiError, RequestError):
    """The model has this version already."""

    code = "version_frozen_already"


class NotWithdrawable(ApiError, RequestError):
    """The submission can’t be withdrawn."""

    code = "not_withdrawable"


class NotChoosable(ApiError, RequestError):
    """The submission can’t be chosen."""

    code = "not_choosable"


class NotRevealed(ApiError, RequestError):
    """The round is not revealed."""

    code = "not_revealed"


class NotPublishedYet(ApiError, RequestError):
    """The ranking or report is not published yet."""

    code = "not_published_yet"


class InputsNotPublic(ApiError, RequestError):
    """The inputs are hidden, or the round has not opened yet."""

    code = "inputs_not_public"


class FixedByRound(ApiError, RequestError):
    """A round has fixed the field."""

    code = "fixed_by_round"


class NotDeletable(ApiError, RequestError):
    """A round of the benchmark was sealed."""

    code = "not_deletable"


class AnnouncedToday(ApiError, RequestError):
    """The benchmark has an announcement of today already."""

    code = "announced_today"


class PolicyNotAllowed(ApiError, RequestError):
    """The feedback policy doesn’t fit the metric."""

    code = "policy_not_allowed"


class IllegalTransition(ApiError, RequestError):
    """The round isn’t in a state from which it can change so."""

    code = "illegal_transition"


class AfterNextRotation(ApiError, RequestError):
    """The next rotation comes before the given close."""

    code = "after_next_rotation"


class AnotherRoundOpen(ApiError, RequestError):
    """Another round of the benchmark is open."""

    code = "another_round_open"


class IntervalPassed(ApiError, RequestError):
    """The closing time has passed."""

    code = "interval_passed"


class NotADraft(ApiError, RequestError):
    """The round is no longer a draft."""

    code = "not_a_draft"


class TestSetUnchecked(ApiError, RequestError):
    """The test set is still being checked."""

    code = "test_set_unchecked"


class SubmissionsUnfinished(ApiError, RequestError):
    """Accepted submissions wait for their scores."""

    code = "submissions_unfinished"


class ErratumUnfinished(ApiError, RequestError):
    """Another erratum of the round is unfinished."""

    code = "erratum_unfinished"


class ObjectionsOpen(ApiError, RequestError):
    """Objections to the erratum are still possible."""

    code = "objections_open"


class SecondPersonNeeded(ApiError, RequestError):
    """A second person must consent."""

    code = "second_person_needed"


class ProposalVoid(ApiError, RequestError):
    """The person who proposed it has lost the role."""

    code = "proposal_void"


class InvitationInvalid(ApiError, RequestError):
    """The invitation was used or revoked, or has expired."""

    code = "invitation_invalid"


class LastOwner(ApiError, RequestError):
    """A benchmark needs an owner."""

    code = "last_owner"


class MethodNotAllowed(ApiError, RequestError):
    """The address accepts other methods."""

    code = "method_not_allowed"


class Withdrawn(ApiError, RequestError):
    """An operator has withdrawn the benchmark, round or submission."""

    code = "withdrawn"


class AccountSuspended(ApiError, SignInError):
    """An operator has suspended the account."""

    code = "account_suspended"


class ActNotFitting(ApiError, RequestError):
    """The act of an operator doesn't fit what it is about."""

    code = "act_not_fitting"


class Restarting(ApiError, ServerError):
    """The site is restarting. Nothing was recorded."""

    code = "restarting"


class ObjectStoreAway(ApiError, ServerError):
    """The object store of the site doesn't respond."""

    code = "object_store_away"
