import { describe, expect, it } from 'vitest';
import type { Refusal } from '@/lib/core/refusal';
import { problemCodes, toProblem } from './problem';

const at = new Date('2026-12-31T18:00:00Z');
const soon = { retryAfterSeconds: 90 };
const file = { model: 'Owl', version: '2' };
const entry = { kind: 'entry_needed', slug: 'owls', state: null, reason: null } as const;
const frozen = { kind: 'version_frozen_already', ...file, isSameFile: true, isRetired: false } as const;
const limit = { kind: 'limit_reached', limit: 5 } as const;

/** The status and a part of the detail, for each refusal in each of its variants. */
const expected: readonly (readonly [Refusal, number, string])[] = [
  [{ kind: 'not_signed_in' }, 401, 'Authorization: Bearer'],
  [{ kind: 'token_invalid' }, 401, 'Make a new one'],
  [{ kind: 'forbidden', needs: 'an owner' }, 403, 'This needs an owner.'],
  [{ kind: 'not_found', what: 'round' }, 404, 'There is no such round.'],
  [
    { kind: 'withdrawn', what: 'model', reason: 'Spam.', actId: 7 },
    410,
    'Reason: Spam. It is public at /moderation/7.',
  ],
  [{ kind: 'account_suspended', reason: 'Spam.' }, 403, 'Reason: Spam. Write to the contact'],
  [{ kind: 'act_not_fitting', detail: 'It is hidden.' }, 409, 'It is hidden.'],
  [
    { kind: 'invalid_request', faults: [{ code: 'invalid', field: 'slug', detail: 'is empty.' }] },
    422,
    'slug: is empty.',
  ],
  [{ kind: 'slug_taken', slug: 'owls' }, 409, 'has the slug "owls"'],
  [{ kind: 'name_taken', what: 'team', own: null }, 409, 'Another team has this name'],
  [{ kind: 'name_taken', what: 'model', own: null }, 409, "Another team's model"],
  [{ kind: 'name_taken', what: 'model', own: 'Owl' }, 409, 'looks the same as “Owl”, a model of your team'],
  [{ kind: 'bound_to_team', team: null, until: null }, 409, 'can’t submit until the round closes'],
  [{ kind: 'bound_to_team', team: null, until: at }, 409, 'until 31 December 2026 at 18:00'],
  [
    { kind: 'bound_to_team', team: 'North', until: at },
    409,
    'Submit for “North” until 31 December 2026 at 18:00',
  ],
  [{ kind: 'bound_to_team', team: 'North', until: null }, 409, 'Submit for “North” until it closes'],
  [{ kind: 'team_too_large', people: 3, sizeMax: 1 }, 409, 'individuals only, and yours has 3'],
  [{ kind: 'team_too_large', people: 3, sizeMax: 2 }, 409, 'At most 2 people'],
  [{ kind: 'not_joinable', because: 'It is full.' }, 409, 'It is full.'],
  [{ kind: 'not_mergeable', because: 'It is full.' }, 409, 'It is full.'],
  [{ kind: 'fixed_by_round', field: 'metric', number: 2, state: 'open' }, 409, 'while round 2 is open'],
  [
    { kind: 'fixed_by_round', field: 'metric', number: 2, state: 'closed' },
    409,
    'round 2, which is closed, was made with it',
  ],
  [{ kind: 'not_deletable', number: 2 }, 409, 'Round 2 was sealed'],
  [{ kind: 'announced_today', againAt: at }, 409, 'from 31 December 2026 at 18:00'],
  [{ kind: 'policy_not_allowed', detail: 'Use scores.' }, 422, 'Use scores.'],
  [{ kind: 'unsupported_media_type', detail: 'Send JSON.' }, 415, 'Send JSON.'],
  [{ kind: 'too_large', bytesMax: 64 * 2 ** 20 }, 413, 'At most 64 MB'],
  [{ kind: 'too_large', bytesMax: 16 * 2 ** 10 }, 413, 'At most 16 kB'],
  [{ kind: 'file_rejected', faults: [], faultCount: 2 }, 422, '2 faults; the first:'],
  [{ kind: 'kind_not_accepted', accepts: ['onnx', 'container'] }, 422, 'It accepts: onnx, container.'],
  [{ ...entry, entry: 'approval' }, 403, 'Apply at /benchmarks/owls/submit'],
  [{ ...entry, entry: 'list' }, 403, 'enter their class code at /enter'],
  [
    { ...entry, entry: 'list', state: 'removed', reason: 'Cheated.' },
    403,
    'removed you from its participants. Reason: Cheated.',
  ],
  [{ ...entry, entry: 'approval', state: 'refused' }, 403, 'has refused your application.'],
  [{ ...entry, entry: 'approval', state: 'asked' }, 403, 'waits for a maintainer'],
  [{ kind: 'rules_not_accepted', slug: 'owls', version: null }, 409, 'Leave `rules_version` out'],
  [{ kind: 'rules_not_accepted', slug: 'owls', version: 3 }, 409, 'with {"version":3}'],
  [{ kind: 'no_open_round' }, 409, 'while a round of this benchmark is open'],
  [
    { kind: 'round_not_open', state: 'open', opensAt: null, closesAt: at },
    409,
    'until 31 December 2026 at 18:00',
  ],
  [{ kind: 'round_not_open', state: 'closed', opensAt: null, closesAt: at }, 409, 'It is closed.'],
  [{ kind: 'quota_exhausted', scope: 'day', limit: 3, resetsAt: at }, 429, 'All 3 of today are used'],
  [{ kind: 'quota_exhausted', scope: 'round', limit: 3, resetsAt: at }, 429, 'All 3 of this round are used'],
  [{ kind: 'busy', ...soon }, 503, 'no submission used. Try again in 90 seconds'],
  [{ kind: 'files_in_line', count: 2, ...soon }, 429, '2 files of yours'],
  [{ kind: 'upload_too_slow', secondsMax: 600 }, 408, 'It may take 10 minutes'],
  [{ kind: 'idempotency_conflict' }, 409, 'Use a new key'],
  [
    { kind: 'file_sent_already', submissionId: 'S', ...file },
    409,
    'submission S to this round: Owl, version 2',
  ],
  [{ kind: 'not_withdrawable', because: 'it is counted' }, 409, 'withdrawn: it is counted.'],
  [{ kind: 'not_choosable', because: 'it is rejected' }, 409, 'chosen: it is rejected.'],
  [{ kind: 'version_taken', ...file, looksLike: null, next: '3' }, 409, 'version 2 of Owl is another file'],
  [
    { kind: 'version_taken', ...file, looksLike: 'II', next: '3' },
    409,
    'Owl has version II, which version 2 looks like',
  ],
  [{ ...frozen, known: '1' }, 409, 'This file is version 1 of Owl. It is run on every round'],
  [{ ...frozen, known: '1', isRetired: true }, 409, 'a retired file doesn’t return'],
  [
    { ...frozen, known: '2', isSameFile: false },
    409,
    'Owl has version 2, and a version is one file for good',
  ],
  [{ ...frozen, known: 'II', isSameFile: false }, 409, 'Owl has version II, which version 2 looks like'],
  [{ kind: 'versions_full', limit: 4 }, 409, 'at most 4 versions'],
  [{ kind: 'images_full', bytesMax: 2 ** 30 }, 409, '1 GB in all'],
  [{ kind: 'budget_spent', budget: 'benchmarks', limit: 2_000, ...soon }, 429, '2,000'],
  [
    { kind: 'illegal_transition', action: 'unfreeze', state: 'draft' },
    409,
    "A draft round can't be unfrozen.",
  ],
  [{ kind: 'round_frozen', reason: 'A leak.', frozenAt: at }, 409, 'The reason: A leak.'],
  [{ kind: 'after_next_rotation', nextRotationAt: at }, 409, 'at 31 December 2026 at 18:00'],
  [{ kind: 'second_person_needed' }, 409, 'one proposes, another consents'],
  [{ kind: 'proposal_void' }, 409, 'Drop it'],
  [{ kind: 'submissions_unfinished', count: 0 }, 409, 'ranking is being published'],
  [{ kind: 'submissions_unfinished', count: 1 }, 409, '1 accepted submission waits'],
  [{ kind: 'submissions_unfinished', count: 2 }, 409, '2 accepted submissions wait'],
  [{ kind: 'not_revealed', state: 'closed' }, 409, 'hidden while it is closed'],
  [{ kind: 'erratum_unfinished', number: 1 }, 409, 'Publish or drop erratum 1'],
  [{ kind: 'objections_open', until: at }, 409, 'from 31 December 2026 at 18:00'],
  [{ kind: 'invitation_invalid' }, 410, 'Ask an owner'],
  [{ kind: 'last_owner' }, 409, 'Make another person an owner first'],
  [{ kind: 'rate_limited', retryAfterSeconds: 1 }, 429, 'Try again in a second.'],
  [{ kind: 'rate_limited', ...soon }, 429, 'Try again in 90 seconds.'],
  [{ ...limit, what: 'benchmarks', scope: 'person' }, 409, 'You own 5'],
  [{ ...limit, what: 'checks', scope: 'person' }, 409, '5 of your test sets'],
  [{ ...limit, what: 'drafts', scope: 'person' }, 409, 'You have 5 drafts'],
  [{ ...limit, what: 'dry_runs', scope: 'person' }, 409, '5 of your models'],
  [{ ...limit, what: 'rounds', scope: 'person' }, 409, 'You have uploaded 5 rounds'],
  [{ ...limit, what: 'tokens', scope: 'person' }, 409, 'Revoke one first'],
  [{ ...limit, what: 'checks', scope: 'site' }, 409, '5 test sets on this site'],
  [{ ...limit, what: 'dry_runs', scope: 'site' }, 409, '5 models on this site'],
  [{ ...limit, what: 'benchmarks', scope: 'site' }, 409, 'This site has 5 benchmarks'],
  [{ kind: 'leak_reports_full', scope: 'network', limit: 5, retryAfterSeconds: 60 }, 429, 'in a minute.'],
  [{ kind: 'leak_reports_full', scope: 'round', limit: 5, ...soon }, 429, 'in 2 minutes.'],
  [{ kind: 'leak_reports_full', scope: 'site', limit: 5, retryAfterSeconds: 10_800 }, 429, 'in 3 hours.'],
  [{ kind: 'too_many_streams', limit: 8, ...soon }, 429, 'You have 8 open'],
  [{ kind: 'streams_full', ...soon }, 503, 'in 90 seconds'],
  [{ kind: 'sign_in_mail_limited', scope: 'address', ...soon }, 429, 'mailed to this address'],
  [{ kind: 'sign_in_mail_limited', scope: 'network', ...soon }, 429, 'people on your network'],
  [{ kind: 'sign_in_mail_limited', scope: 'site', ...soon }, 429, 'limit of sign-in mails per hour'],
  [{ kind: 'mail_unavailable', ...soon }, 503, 'nothing was counted'],
  [{ kind: 'sign_in_link_invalid' }, 410, 'A link works once'],
  [{ kind: 'requested_in_other_browser' }, 403, 'request a new one'],
  [{ kind: 'last_sign_in_method' }, 409, 'Add another sign-in method first'],
  [
    { kind: 'insufficient_scope', needs: 'submit', has: 'read' },
    403,
    'needs a token of scope "submit"; yours has "read"',
  ],
  [
    { kind: 'token_bound', benchmark: 'owls', team: null },
    403,
    'bound to the benchmark "owls", and works for nothing else.',
  ],
  [
    { kind: 'token_bound', benchmark: 'owls', team: 'north' },
    403,
    'the benchmark "owls" and the team "north"',
  ],
  [{ kind: 'method_not_allowed', allow: ['GET', 'POST'] }, 405, 'accepts GET and POST.'],
  [{ kind: 'not_a_draft', state: 'open' }, 409, 'This round is open'],
  [{ kind: 'test_set_unchecked' }, 409, 'when its report is complete'],
  [{ kind: 'test_set_has_problems', problemCount: 2 }, 409, '2 of them'],
  [{ kind: 'test_set_blocked', checks: ['ids'] }, 409, 'Seal it with new ids ("new_ids": true), or upload'],
  [{ kind: 'test_set_blocked', checks: ['ids', 'size'] }, 409, 'Blocked by: ids, size. Upload a corrected'],
  [{ kind: 'another_round_open', number: 2 }, 409, 'Close round 2 first'],
  [{ kind: 'interval_passed', closesAt: at }, 409, 'It was 31 December 2026 at 18:00'],
  [{ kind: 'clock_held', heldAt: at }, 503, 'It jumped to 31 December 2026 at 18:00'],
  [{ kind: 'database_away', ...soon }, 503, "doesn't know if this request was accepted"],
  [{ kind: 'restarting', ...soon }, 503, 'no submission used'],
  [{ kind: 'object_store_away', ...soon }, 503, 'Send this request again in 90 seconds'],
  [{ kind: 'no_space', ...soon }, 507, 'no submission used'],
  [{ kind: 'inputs_not_public' }, 404, 'hidden, or it has not opened yet'],
  [{ kind: 'not_published_yet', what: 'ranking' }, 404, 'The ranking is not published yet.'],
];

describe('a problem document', () => {
  it.each(expected)('for %j has status %i and says “%s”', (refusal, status, part) => {
    const problem = toProblem(refusal);
    expect(problem).toMatchObject({ status, code: refusal.kind, type: `/docs/api#${refusal.kind}` });
    expect(problem.detail).toContain(part);
    expect(problem.detail).not.toMatch(/undefined|null|NaN|Invalid|\[object/);
  });

  it('exists for every refusal', () => {
    expect(new Set(expected.map(([{ kind }]) => kind))).toEqual(new Set(problemCodes));
  });

  it('lists the faults with their places', () => {
    const fault = { code: 'unknown_id', line: 3, column: 1, detail: 'No such id.', hint: 'Take it out.' };
    const { errors, detail } = toProblem({ kind: 'file_rejected', faults: [fault], faultCount: 1 });
    expect(errors).toEqual([fault]);
    expect(detail).toBe('1 fault; the first: No such id.');
    expect(toProblem({ kind: 'last_owner' }).errors).toEqual([]);
  });
});
