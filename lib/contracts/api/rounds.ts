import { z } from 'zod';
import { keysOf } from '@/lib/core/keys-of';
import { archiveFormats } from '../archive/archive-formats';
import { defineOperation, idempotencyKey, inPages, json, noContent, texts } from './define-operation';
import { schemas } from './schemas';

const roundOrAsked = {
  200: json('The round in its new state.', schemas.Round),
  202: json('The unchanged round: the scorer has the job and has not finished it yet.', schemas.Round),
};

export const rounds = {
  listRounds: defineOperation('GET /benchmarks/{slug}/rounds', null, {
    summary: 'List rounds',
    description: 'The rounds of a benchmark without drafts, the newest first.',
    ...inPages('rounds', schemas.Round),
  }),
  createRound: defineOperation('POST /benchmarks/{slug}/rounds', 'maintain', {
    summary: 'Upload the test set of a new round',
    description: 'Makes a draft. The scorer checks the test set and reports on it.',
    headers: idempotencyKey(
      'The same key with the same metadata makes one draft. The test sets aren’t compared, because a stored hash could confirm a guess of labels.',
    ),
    body: {
      file: 'test_set',
      metadata: schemas.NewRound,
      example: ['metadata={"title":"June","closes_at":"2030-07-01T09:00:00Z"}', 'test_set=@test-set.csv'],
    },
    responses: { 201: json('The draft.', schemas.Round) },
    errors: ['limit_reached', 'idempotency_conflict'],
  }),
  getRound: defineOperation('GET /benchmarks/{slug}/rounds/{number}', 'read', {
    isForVisitors: true,
    summary: 'Get a round',
    description: 'Maintainers and auditors of the benchmark get a draft too, with its check report.',
    responses: { 200: json('The round.', z.union([schemas.Round, schemas.Draft])) },
  }),
  changeDraft: defineOperation('PATCH /benchmarks/{slug}/rounds/{number}', 'maintain', {
    summary: 'Change a draft',
    description: 'Changes the title and the planned dates; null removes a planned date.',
    body: { schema: schemas.ChangedDraft, example: { title: 'June' } },
    responses: { 200: json('The changed draft.', schemas.Draft) },
    errors: ['not_a_draft'],
  }),
  deleteDraft: defineOperation('DELETE /benchmarks/{slug}/rounds/{number}', 'maintain', {
    summary: 'Delete a draft',
    description: 'Deletes its test set too. The next upload may get its number.',
    responses: { 204: noContent('The draft is deleted.') },
    errors: ['not_a_draft'],
  }),
  getCheckReport: defineOperation('GET /benchmarks/{slug}/rounds/{number}/check', 'read', {
    summary: 'Get the check report of a test set',
    description: 'For maintainers and auditors. The report quotes no cell of the test set.',
    responses: { 200: json('The report.', schemas.CheckReport) },
    errors: ['forbidden', 'not_published_yet'],
  }),
  replaceTestSet: defineOperation('PUT /benchmarks/{slug}/rounds/{number}/test-set', 'maintain', {
    summary: 'Replace the test set of a draft',
    description:
      'Number, title and planned dates of the draft don’t change; the scorer checks the new test set.',
    body: { file: 'test_set', metadata: null, example: ['test_set=@test-set.csv'] },
    responses: { 200: json('The draft.', schemas.Draft) },
    errors: ['not_a_draft', 'limit_reached'],
  }),
  getInputs: defineOperation('GET /benchmarks/{slug}/rounds/{number}/inputs', null, {
    summary: 'Download the inputs of a round',
    description: 'The items without labels, from the opening on, where the benchmark publishes its inputs.',
    responses: {
      200: {
        description: 'CSV, or JSON Lines where the test set was.',
        content: texts('text/csv', 'application/x-ndjson'),
      },
    },
    errors: ['inputs_not_public'],
  }),
  getSampleSubmission: defineOperation('GET /benchmarks/{slug}/rounds/{number}/sample-submission', null, {
    summary: 'Download a sample submission',
    description:
      'A valid prediction file with the same prediction for every item of the round: equal probabilities, the first class, 0 or an empty text. From the opening on, where the benchmark publishes its inputs.',
    responses: { 200: { description: 'CSV.', content: texts('text/csv') } },
    errors: ['inputs_not_public'],
  }),
  getCommitment: defineOperation('GET /benchmarks/{slug}/rounds/{number}/commitment', null, {
    summary: 'Get the commitment of a round',
    description:
      'The Merkle root and the facts that the sealing fixed, and the commitments of sealed rounds that this round replaced.',
    responses: { 200: json('The commitment.', schemas.Commitment) },
  }),
  getArchive: defineOperation('GET /benchmarks/{slug}/rounds/{number}/archive', null, {
    summary: 'Download the archive of a revealed round',
    description:
      'Items, labels, round secret and evaluations. Each file never changes; its ETag is its SHA-256, and `Range: bytes=<first>-` continues a download. `croissant` gives croissant.json with URLs of this site in place of file names.',
    query: z.object({ format: z.enum(keysOf(archiveFormats)).default('json') }),
    responses: {
      200: {
        description: 'archive.json, or the file of that format.',
        content: { 'application/json': z.looseObject({}), ...texts('application/octet-stream') },
      },
    },
    errors: ['invalid_request', 'not_revealed'],
  }),
  getArchiveFile: defineOperation('GET /benchmarks/{slug}/rounds/{number}/archive/files/{name}', null, {
    summary: 'Download a file of the archive',
    description:
      'A file by its name in the `archive` list of the round. It never changes; its ETag is its SHA-256, and `Range: bytes=<first>-` continues a download.',
    responses: { 200: { description: 'The file.', content: texts('application/octet-stream') } },
    errors: ['not_revealed'],
  }),
  reportLeak: defineOperation('POST /benchmarks/{slug}/rounds/{number}/leak-reports', 'submit', {
    isForVisitors: true,
    summary: 'Report a leak',
    description: 'Reports to the maintainers that labels of a round have leaked. Only they read the report.',
    body: {
      schema: schemas.NewLeakReport,
      example: {
        text: 'The labels of this round are in a public repository since Monday.',
        contact: 'reader@example.org',
      },
    },
    responses: { 201: json('The site has stored the report.', schemas.LeakReportReceipt) },
    errors: ['leak_reports_full'],
  }),
  sealRound: defineOperation('POST /benchmarks/{slug}/rounds/{number}/seal', 'maintain', {
    summary: 'Seal a draft',
    description: 'Draws the split and publishes the commitment. Nothing of the round can change afterwards.',
    body: { schema: schemas.SealRound, example: { new_ids: true } },
    responses: roundOrAsked,
    errors: [
      'illegal_transition',
      'test_set_unchecked',
      'test_set_has_problems',
      'test_set_blocked',
      'no_space',
    ],
  }),
  openRound: defineOperation('POST /benchmarks/{slug}/rounds/{number}/open', 'maintain', {
    summary: 'Open a sealed round',
    description: 'Opens it now, independently of the schedule. A benchmark has at most one open round.',
    body: { schema: schemas.OpenRound, example: { closes_at: '2030-07-01T09:00:00Z' } },
    responses: roundOrAsked,
    errors: [
      'illegal_transition',
      'another_round_open',
      'after_next_rotation',
      'interval_passed',
      'clock_held',
      'no_space',
    ],
  }),
  extendRound: defineOperation('POST /benchmarks/{slug}/rounds/{number}/extend', 'maintain', {
    summary: 'Extend the open round',
    description:
      'Sets a later close, for a public reason; the next rotation moves with it. While the scorer has not done it yet, `closes_at` in the response is still the old one.',
    body: {
      schema: schemas.ExtendRound,
      example: { closes_at: '2030-07-08T09:00:00Z', reason: 'The site was away for a day.' },
    },
    responses: { 200: json('The round.', schemas.Round) },
    errors: ['round_not_open', 'interval_passed', 'clock_held'],
  }),
  closeRound: defineOperation('POST /benchmarks/{slug}/rounds/{number}/close', 'maintain', {
    summary: 'Close the open round',
    description: 'Closes it now, for a public reason. The official ranking follows.',
    body: { schema: schemas.CloseRound, example: { reason: 'Everybody has submitted.' } },
    responses: { 200: json('The closed round.', schemas.Round) },
    errors: ['illegal_transition', 'clock_held'],
  }),
  freezeRound: defineOperation('POST /benchmarks/{slug}/rounds/{number}/freeze', 'maintain', {
    summary: 'Freeze a round',
    description: 'Stops an open or closed round at once, for a public reason.',
    body: { schema: schemas.FreezeRound, example: { reason: 'Labels were seen on a public site.' } },
    responses: { 200: json('The frozen round.', schemas.Round) },
    errors: ['illegal_transition', 'round_frozen'],
  }),
  unfreezeRound: defineOperation('POST /benchmarks/{slug}/rounds/{number}/unfreeze', 'maintain', {
    summary: 'Unfreeze a round',
    description: 'The round is closed afterwards if its time has passed or another round is open.',
    responses: { 200: json('The round in its new state.', schemas.Round) },
    errors: ['illegal_transition', 'clock_held'],
  }),
  invalidateRound: defineOperation('POST /benchmarks/{slug}/rounds/{number}/invalidate', 'maintain', {
    summary: 'Invalidate a frozen round',
    description:
      'It takes two people: one proposes with a `reason`, a second one sends its `consent_to`. The proposer may `drop` the proposal.',
    body: { schema: schemas.Proposal, example: { reason: 'The leak is confirmed.' } },
    responses: { 200: json('The round, with the proposal that waits for consent.', schemas.RoundInTrouble) },
    errors: ['illegal_transition', 'second_person_needed', 'proposal_void'],
  }),
  overruleLeak: defineOperation('POST /benchmarks/{slug}/rounds/{number}/overrule-leak', 'maintain', {
    summary: 'Overrule the leak check of a draft',
    description:
      'It takes two maintainers: one proposes with a `reason`, which the seal makes public, a second one sends its `consent_to`. Then the test set is checked again. The proposer may `drop` the proposal.',
    body: { schema: schemas.Proposal, example: { reason: 'The column is measured before the label.' } },
    responses: { 200: json('The proposal that waits for consent, if any.', schemas.LeakOverrule) },
    errors: ['not_a_draft', 'second_person_needed', 'proposal_void'],
  }),
  withdrawTeam: defineOperation('POST /benchmarks/{slug}/rounds/{number}/withdraw-team', 'maintain', {
    summary: 'Withdraw a team that copied from a revealed round',
    description:
      'It takes two people: one maintainer proposes for a `flag` of two teams, with the `team` that copied and a public `reason`; another maintainer or an operator, in neither team, sends its `consent_to`. Then the ranking is published again without the team. The proposer may `drop` the proposal.',
    body: {
      schema: schemas.WithdrawTeam,
      example: {
        flag: '0d4e8f1c-6a55-4a3b-9a55-1f6a5c1b2d3e',
        team: 'team-north',
        reason: 'Its predictions are a copy of another team’s.',
      },
    },
    responses: { 200: json('The proposal that waits for consent, if any.', schemas.TeamWithdrawal) },
    errors: ['not_revealed', 'second_person_needed', 'proposal_void'],
  }),
  revealRound: defineOperation('POST /benchmarks/{slug}/rounds/{number}/reveal', 'maintain', {
    summary: 'Reveal a closed round',
    description: 'Publishes its items with labels, its secret and every prediction file.',
    responses: roundOrAsked,
    errors: ['illegal_transition', 'submissions_unfinished', 'clock_held', 'no_space'],
  }),
};
