import { z } from 'zod';
import { keysOf } from '@/lib/core/keys-of';
import { archiveFormats } from '../archive/archive-formats';
import { pagingQuery } from '../paging';
import {
  defineOperation,
  json,
  noContent,
  number,
  ofBenchmark,
  ofRound,
  pageOf,
  slug,
  texts,
} from './define-operation';
import { schemas } from './schemas';

const roundOrAsked = {
  200: json('The round in its new state.', schemas.Round),
  202: json('The unchanged round: the scorer has the job and has not finished it yet.', schemas.Round),
};

export const rounds = {
  listRounds: defineOperation({
    ...ofBenchmark('/rounds'),
    method: 'GET',
    scope: null,
    summary: 'List rounds',
    description: 'The rounds of a benchmark without drafts, the newest first.',
    query: pagingQuery,
    responses: { 200: json('A page of rounds.', pageOf(schemas.Round)) },
  }),
  createRound: defineOperation({
    ...ofBenchmark('/rounds'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Upload the test set of a new round',
    description: 'Makes a draft. The scorer checks the test set and reports on it.',
    body: {
      file: 'test_set',
      metadata: schemas.NewRound,
      example: ['metadata={"title":"June","closes_at":"2030-07-01T09:00:00Z"}', 'test_set=@test-set.csv'],
    },
    responses: { 201: json('The draft.', schemas.Round) },
    errors: ['limit_reached'],
  }),
  getRound: defineOperation({
    ...ofRound(),
    method: 'GET',
    scope: 'read',
    isForVisitors: true,
    summary: 'Get a round',
    description: 'Maintainers and auditors of the benchmark get a draft too, with its check report.',
    responses: { 200: json('The round.', z.union([schemas.Round, schemas.Draft])) },
  }),
  changeDraft: defineOperation({
    ...ofRound(),
    method: 'PATCH',
    scope: 'maintain',
    summary: 'Change a draft',
    description: 'Changes the title and the planned dates; null removes a planned date.',
    body: { schema: schemas.ChangedDraft, example: { title: 'June' } },
    responses: { 200: json('The changed draft.', schemas.Draft) },
    errors: ['not_a_draft'],
  }),
  deleteDraft: defineOperation({
    ...ofRound(),
    method: 'DELETE',
    scope: 'maintain',
    summary: 'Delete a draft',
    description: 'Deletes its test set too. The next upload may get its number.',
    responses: { 204: noContent('The draft is deleted.') },
    errors: ['not_a_draft'],
  }),
  getCheckReport: defineOperation({
    ...ofRound('/check'),
    method: 'GET',
    scope: 'read',
    summary: 'Get the check report of a test set',
    description: 'For maintainers and auditors. The report quotes no cell of the test set.',
    responses: { 200: json('The report.', schemas.CheckReport) },
    errors: ['forbidden', 'not_published_yet'],
  }),
  replaceTestSet: defineOperation({
    ...ofRound('/test-set'),
    method: 'PUT',
    scope: 'maintain',
    summary: 'Replace the test set of a draft',
    description: 'The draft keeps its number, title and planned dates; the scorer checks the new test set.',
    body: { file: 'test_set', metadata: null, example: ['test_set=@test-set.csv'] },
    responses: { 200: json('The draft.', schemas.Draft) },
    errors: ['not_a_draft', 'limit_reached'],
  }),
  getInputs: defineOperation({
    ...ofRound('/inputs'),
    method: 'GET',
    scope: null,
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
  getCommitment: defineOperation({
    ...ofRound('/commitment'),
    method: 'GET',
    scope: null,
    summary: 'Get the commitment of a round',
    description:
      'The Merkle root and the facts that the sealing fixed, and the commitments of sealed rounds that this round replaced.',
    responses: { 200: json('The commitment.', schemas.Commitment) },
    errors: ['not_published_yet'],
  }),
  getArchive: defineOperation({
    ...ofRound('/archive'),
    method: 'GET',
    scope: null,
    summary: 'Download the archive of a revealed round',
    description:
      'Items, labels, round secret and evaluations. Each file never changes; its ETag is its SHA-256. `croissant` gives croissant.json with URLs of this site in place of file names.',
    query: z.object({
      format: z.enum(keysOf(archiveFormats)).default('json'),
    }),
    responses: {
      200: {
        description: 'archive.json, or the file of that format.',
        content: { 'application/json': z.looseObject({}), ...texts('application/octet-stream') },
      },
    },
    errors: ['invalid_request', 'not_revealed'],
  }),
  getArchiveFile: defineOperation({
    path: '/benchmarks/{slug}/rounds/{number}/archive/files/{name}',
    params: z.object({
      slug,
      number,
      // Next gives a path of several segments as a list.
      name: z
        .preprocess((segments) => [segments].flat().join('/'), z.string())
        .describe('The file’s name in the archive; it may contain a slash.'),
    }),
    method: 'GET',
    scope: null,
    summary: 'Download a file of the archive',
    description:
      'A file by its name in the `archive` list of the round. It never changes; its ETag is its SHA-256.',
    responses: { 200: { description: 'The file.', content: texts('application/octet-stream') } },
    errors: ['not_revealed'],
  }),
  reportLeak: defineOperation({
    ...ofRound('/leak-reports'),
    method: 'POST',
    scope: 'submit',
    isForVisitors: true,
    summary: 'Report a leak',
    description:
      'Tells the maintainers that the labels of a round are known outside. Only they read the report.',
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
  sealRound: defineOperation({
    ...ofRound('/seal'),
    method: 'POST',
    scope: 'maintain',
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
  openRound: defineOperation({
    ...ofRound('/open'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Open a sealed round',
    description: 'Opens it now, whatever the schedule says. A benchmark has at most one open round.',
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
  extendRound: defineOperation({
    ...ofRound('/extend'),
    method: 'POST',
    scope: 'maintain',
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
  closeRound: defineOperation({
    ...ofRound('/close'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Close the open round',
    description: 'Closes it now, for a public reason. The official ranking follows.',
    body: { schema: schemas.CloseRound, example: { reason: 'Everybody has submitted.' } },
    responses: { 200: json('The closed round.', schemas.Round) },
    errors: ['illegal_transition', 'clock_held'],
  }),
  freezeRound: defineOperation({
    ...ofRound('/freeze'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Freeze a round',
    description: 'Stops an open or closed round at once, for a public reason.',
    body: { schema: schemas.FreezeRound, example: { reason: 'Labels were seen on a public site.' } },
    responses: { 200: json('The frozen round.', schemas.Round) },
    errors: ['illegal_transition', 'round_frozen'],
  }),
  unfreezeRound: defineOperation({
    ...ofRound('/unfreeze'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Unfreeze a round',
    description: 'The round is closed afterwards if its time has passed or another round is open.',
    responses: { 200: json('The round in its new state.', schemas.Round) },
    errors: ['illegal_transition', 'clock_held'],
  }),
  invalidateRound: defineOperation({
    ...ofRound('/invalidate'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Invalidate a frozen round',
    description:
      'It takes two people: one proposes with a `reason`, a second one sends `consent`. The proposer may `drop` the proposal.',
    body: { schema: schemas.InvalidateRound, example: { reason: 'The leak is confirmed.' } },
    responses: { 200: json('The round, with the proposal that waits for consent.', schemas.RoundInTrouble) },
    errors: ['illegal_transition', 'second_person_needed', 'proposal_void'],
  }),
  revealRound: defineOperation({
    ...ofRound('/reveal'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Reveal a closed round',
    description: 'Publishes its items with labels, its secret and every prediction file.',
    responses: roundOrAsked,
    errors: ['illegal_transition', 'not_published_yet', 'submissions_unfinished', 'clock_held', 'no_space'],
  }),
};
