import { pagingQuery } from '../paging';
import { defineOperation, inPages, json, noContent, texts } from './define-operation';
import { schemas } from './schemas';

export const benchmarks = {
  listBenchmarks: defineOperation('GET /benchmarks', null, {
    summary: 'List benchmarks',
    description: 'The public benchmarks, the newest first, each with its open and its newest closed round.',
    ...inPages('benchmarks', schemas.Benchmark),
  }),
  createBenchmark: defineOperation('POST /benchmarks', 'maintain', {
    summary: 'Create a benchmark',
    description: 'The caller becomes its owner. Rounds are uploaded afterwards.',
    body: {
      schema: schemas.NewBenchmark,
      example: {
        slug: 'rain-tomorrow',
        title: 'Rain tomorrow',
        description: 'Will it rain tomorrow, by today’s measurements?',
        task: 'binary',
        classes: ['no', 'yes'],
        metric: 'roc_auc',
        quota_per_round: 20,
        quota_per_day: 3,
        feedback_policy: 'guarded-ladder',
        feedback_share: 0.3,
      },
    },
    responses: { 201: json('The new benchmark.', schemas.Benchmark) },
    errors: ['slug_taken', 'policy_not_allowed', 'limit_reached', 'rate_limited'],
  }),
  getBenchmark: defineOperation('GET /benchmarks/{slug}', null, {
    summary: 'Get a benchmark',
    description: 'Description, rules, metric, quotas, feedback policy, schedule and current rounds.',
    responses: { 200: json('The benchmark.', schemas.Benchmark) },
  }),
  getTrainingData: defineOperation('GET /benchmarks/{slug}/training-data', null, {
    summary: 'Download the training data',
    description:
      'The labelled items of the revealed rounds, oldest round first: the columns of the inputs, then `label` and `round`. Rounds of other columns than the newest one, and those beyond 1 GiB, are left out; each round by itself is the file `train.csv` or `train.jsonl` of its archive. Its labels are those after all published errata; the files of single rounds have the sealed ones.',
    responses: {
      200: {
        description:
          'CSV, or JSON Lines where the test sets were. Its ETag changes with a reveal and with an erratum.',
        content: texts('text/csv', 'application/x-ndjson'),
      },
    },
  }),
  getTrainingFile: defineOperation('GET /benchmarks/{slug}/training-file', null, {
    summary: 'Download the host’s training file',
    description: 'A file of the maintainers, which is no part of any round. Its ETag is its SHA-256.',
    responses: {
      200: {
        description: 'The file as it was uploaded.',
        content: texts(
          'text/csv',
          'application/x-ndjson',
          'application/vnd.apache.parquet',
          'application/zip',
        ),
      },
    },
  }),
  putTrainingFile: defineOperation('PUT /benchmarks/{slug}/training-file', 'maintain', {
    summary: 'Upload the host’s training file',
    description:
      'Public at once, up to 256 MiB: CSV, JSON Lines, JSON, Parquet or a zip. It replaces an earlier one.',
    body: {
      file: 'file',
      metadata: schemas.NewTrainingFile,
      example: ['metadata={"name":"train-2001.csv"}', 'file=@train-2001.csv'],
    },
    responses: { 200: json('The stored file.', schemas.TrainingFile) },
  }),
  removeTrainingFile: defineOperation('DELETE /benchmarks/{slug}/training-file', 'maintain', {
    summary: 'Remove the host’s training file',
    description: 'The changelog keeps its name and hash.',
    responses: { 204: noContent('The file is removed.') },
  }),
  changeBenchmark: defineOperation('PATCH /benchmarks/{slug}', 'maintain', {
    summary: 'Change a benchmark',
    description:
      'Changes the fields that are given. The first round fixes task, classes, metric and inputs. What is accepted and the quotas concern rounds that open afterwards, secondary metrics those that are sealed afterwards. The changelog records each change.',
    body: {
      schema: schemas.ChangedBenchmark,
      example: { rules: 'No data from after the round’s opening.', tags: ['weather'] },
    },
    responses: { 200: json('The changed benchmark.', schemas.Benchmark) },
    errors: ['fixed_by_round', 'policy_not_allowed', 'rate_limited'],
  }),
  deleteBenchmark: defineOperation('DELETE /benchmarks/{slug}', 'maintain', {
    summary: 'Delete a benchmark',
    description:
      'While nothing was sealed. Its drafts and files are deleted with it, and its address is free again.',
    responses: { 204: noContent('The benchmark is deleted.') },
    errors: ['not_deletable'],
  }),
  copyBenchmark: defineOperation('POST /benchmarks/{slug}/copy', 'maintain', {
    summary: 'Copy a benchmark',
    description:
      'Texts, task and settings, without rounds, people, schedule and training file. The caller, a maintainer, becomes the owner of the copy.',
    body: {
      schema: schemas.CopiedBenchmark,
      example: { slug: 'rain-tomorrow-2027', title: 'Rain tomorrow 2027' },
    },
    responses: { 201: json('The copy.', schemas.Benchmark) },
    errors: ['slug_taken', 'limit_reached'],
  }),
  listChangelog: defineOperation('GET /benchmarks/{slug}/changelog', null, {
    summary: 'List the public acts of a benchmark',
    description:
      'The newest act first, each with its position in the site’s audit log, and the newest head of that log.',
    query: pagingQuery,
    responses: { 200: json('A page of acts.', schemas.Changelog) },
  }),
  setFeedbackPolicy: defineOperation('PUT /benchmarks/{slug}/feedback-policy', 'maintain', {
    summary: 'Set the feedback policy',
    description:
      'Applies to rounds that are sealed afterwards; the policy of sealed and open rounds doesn’t change.',
    body: {
      schema: schemas.NewFeedbackPolicy,
      example: { feedback_policy: 'final-only', feedback_share: 0 },
    },
    responses: { 200: json('The changed benchmark.', schemas.Benchmark) },
    errors: ['policy_not_allowed'],
  }),
  setSchedule: defineOperation('PUT /benchmarks/{slug}/schedule', 'maintain', {
    summary: 'Set the schedule',
    description: 'When rounds rotate, and after how many later rounds a round is revealed.',
    body: {
      schema: schemas.NewSchedule,
      example: {
        schedule: { cadence: { kind: 'monthly', day: 1, time: '09:00' }, time_zone: 'Europe/Berlin' },
        reveals_after_rounds: 2,
      },
    },
    responses: { 200: json('The changed benchmark.', schemas.Benchmark) },
  }),
};
