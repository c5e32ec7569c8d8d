import { z } from 'zod';
import { defineOperation, idempotencyKey, inPages, json, type Reply, texts } from './define-operation';
import { schemas } from './schemas';

const receipts: Readonly<Record<number, Reply>> = {
  200: json('The dry run of a prediction file found no fault.', schemas.Validation),
  202: json(
    'Accepted: the receipt. For the dry run of a model: the run, which `links.self` shows.',
    z.union([schemas.Submission, schemas.DryRun]),
  ),
};

export const submissions = {
  createSubmission: defineOperation('POST /benchmarks/{slug}/submissions', 'submit', {
    summary: 'Submit a file',
    description:
      'A file of predictions, a model as ONNX, or a container image. With `dry_run` it is checked for free: predictions at once and without a record, a model or an image by a run on the public sample. An image is stored while it arrives, so that its `metadata` have to come before its `file`.',
    // `parseSubmissionQuery` parses the query, and refuses unknown parameters.
    query: z.object({
      dry_run: z
        .boolean()
        .optional()
        .catch(undefined)
        .describe('Check only, and use no submission. Unknown spellings and parameters are refused.'),
    }),
    headers: idempotencyKey('The same key repeats the same request and never makes a second submission.'),
    body: {
      file: 'file',
      metadata: schemas.NewSubmission,
      example: ['metadata={"model":"Logistic regression","version":"1"}', 'file=@predictions.csv'],
    },
    responses: receipts,
    errors: [
      'kind_not_accepted',
      'entry_needed',
      'rules_not_accepted',
      'no_open_round',
      'round_not_open',
      'round_frozen',
      'quota_exhausted',
      'file_rejected',
      'file_sent_already',
      'idempotency_conflict',
      'name_taken',
      'bound_to_team',
      'team_too_large',
      'version_taken',
      'version_frozen_already',
      'versions_full',
      'images_full',
      'limit_reached',
    ],
  }),
  getQuota: defineOperation('GET /benchmarks/{slug}/quota', 'read', {
    summary: 'Get the quota of your team',
    description: 'Used and remaining submissions and feedback in the open round.',
    query: z.object({
      team: z.string().optional().describe('The team’s slug; needed by members of several teams.'),
    }),
    responses: { 200: json('The quota.', schemas.Quota) },
    errors: ['forbidden', 'invalid_request'],
  }),
  listSubmissions: defineOperation('GET /submissions', 'read', {
    summary: 'List the submissions of your teams',
    description: 'In all benchmarks, the newest first.',
    ...inPages('submissions', schemas.Submission),
  }),
  getSubmission: defineOperation('GET /submissions/{id}', 'read', {
    summary: 'Get a submission',
    description: 'A submission of your team, or of a benchmark in which you have a role.',
    responses: { 200: json('The submission.', schemas.Submission) },
  }),
  watchSubmission: defineOperation('GET /submissions/{id}/events', 'read', {
    summary: 'Watch a submission',
    description: 'Server-sent events until the submission is finished and has its feedback.',
    responses: {
      200: {
        description: 'Events `submission`, each with a submission as JSON.',
        content: texts('text/event-stream'),
      },
    },
    errors: ['too_many_streams', 'streams_full'],
  }),
  chooseSubmission: defineOperation('POST /submissions/{id}/choose', 'submit', {
    summary: 'Choose a submission',
    description:
      'While its round is open: it counts for its model, instead of the one with the best reported score. An automatic evaluation can’t be chosen.',
    responses: { 200: json('The chosen submission.', schemas.Submission) },
    errors: ['not_choosable'],
  }),
  unchooseSubmission: defineOperation('POST /submissions/{id}/unchoose', 'submit', {
    summary: 'Undo the choice of a submission',
    description: 'The best reported score of its model counts again.',
    responses: { 200: json('The submission.', schemas.Submission) },
    errors: ['not_choosable'],
  }),
  setSubmissionNote: defineOperation('PUT /submissions/{id}/note', 'submit', {
    summary: 'Note something on a submission',
    description: 'For the team’s members, who alone read it. An empty text removes the note.',
    body: { schema: schemas.NewSubmissionNote, example: { text: 'Without the weather columns.' } },
    responses: { 200: json('The submission.', schemas.Submission) },
  }),
  withdrawSubmission: defineOperation('POST /submissions/{id}/withdraw', 'submit', {
    summary: 'Withdraw a submission',
    description:
      'For good. Its team may until the close; afterwards a maintainer may, with a reason that everybody reads.',
    body: { schema: schemas.Withdrawal, example: { reason: 'It was trained on the test set by mistake.' } },
    responses: { 200: json('The withdrawn submission.', schemas.Submission) },
    errors: ['not_withdrawable'],
  }),
  getDryRun: defineOperation('GET /dry-runs/{id}', 'read', {
    summary: 'Get the dry run of a model',
    description: 'Your own, for seven days.',
    responses: { 200: json('The dry run.', schemas.DryRun) },
  }),
};
