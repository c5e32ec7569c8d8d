import type { Refusal, RefusalKind } from '@/lib/core/refusal';

const instant = new Date('2026-04-01T00:00:00Z');

/** One refusal of each kind, so that the documentation prints what the API really answers. */
export const sampleRefusals: { readonly [K in RefusalKind]: Extract<Refusal, { kind: K }> } = {
  not_signed_in: { kind: 'not_signed_in' },
  forbidden: { kind: 'forbidden', needs: 'a maintainer of this benchmark' },
  not_found: { kind: 'not_found', what: 'round' },
  invalid_request: {
    kind: 'invalid_request',
    faults: [{ code: 'too_small', field: 'title', detail: 'at least 3 characters' }],
  },
  slug_taken: { kind: 'slug_taken', slug: 'late-flights' },
  policy_not_allowed: {
    kind: 'policy_not_allowed',
    detail: 'Log-loss is never answered exactly: choose `guarded-ladder` or `final-only`.',
  },
  unsupported_media_type: { kind: 'unsupported_media_type', detail: 'Send multipart/form-data.' },
  too_large: { kind: 'too_large', bytesMax: 100 * 1024 * 1024 },
  file_rejected: {
    kind: 'file_rejected',
    faults: [
      {
        code: 'missing_ids',
        line: null,
        column: null,
        detail: 'no row for id "17"',
        hint: 'Add a row for each item.',
      },
    ],
    faultCount: 1,
  },
  kind_not_accepted: { kind: 'kind_not_accepted', accepts: ['predictions'] },
  no_open_round: { kind: 'no_open_round' },
  round_not_open: { kind: 'round_not_open', state: 'closed', opensAt: null, closesAt: null },
  quota_exhausted: { kind: 'quota_exhausted', scope: 'day', limit: 3, resetsAt: instant },
  busy: { kind: 'busy', retryAfterSeconds: 20 },
  files_in_line: { kind: 'files_in_line', count: 3, retryAfterSeconds: 5 },
  upload_too_slow: { kind: 'upload_too_slow', secondsMax: 900 },
  idempotency_conflict: { kind: 'idempotency_conflict' },
  illegal_transition: { kind: 'illegal_transition', action: 'open', state: 'closed' },
  test_set_unchecked: { kind: 'test_set_unchecked' },
  test_set_has_problems: { kind: 'test_set_has_problems', problemCount: 2 },
  test_set_blocked: { kind: 'test_set_blocked', checks: ['overlap'] },
  round_frozen: { kind: 'round_frozen', reason: 'Labels were seen on a public site.', frozenAt: instant },
  after_next_rotation: { kind: 'after_next_rotation', nextRotationAt: instant },
  second_person_needed: { kind: 'second_person_needed' },
  submissions_unfinished: { kind: 'submissions_unfinished', count: 2 },
  not_revealed: { kind: 'not_revealed', state: 'closed' },
  erratum_unfinished: { kind: 'erratum_unfinished', number: 1 },
  invitation_invalid: { kind: 'invitation_invalid' },
  last_owner: { kind: 'last_owner' },
  rate_limited: { kind: 'rate_limited', retryAfterSeconds: 600 },
  another_round_open: { kind: 'another_round_open', number: 4 },
  database_away: { kind: 'database_away', retryAfterSeconds: 10 },
  no_space: { kind: 'no_space', retryAfterSeconds: 300 },
  clock_held: { kind: 'clock_held', heldAt: instant },
  interval_passed: { kind: 'interval_passed', closesAt: instant },
  inputs_not_public: { kind: 'inputs_not_public' },
  not_published_yet: { kind: 'not_published_yet', what: 'ranking' },
};
