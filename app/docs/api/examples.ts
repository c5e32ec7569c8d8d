import type { ApiExample } from '@/services/publication/find-api-example';

const someId = '0d4e8f1c-6a55-4a3b-9a55-1f6a5c1b2d3e';

/** The path below `/api/v1` with something in each place. */
export function fillPath(path: string, { slug, number, model }: ApiExample): string {
  const places: Readonly<Record<string, string | number>> = {
    ...{ slug, number, model },
    ...{ id: someId, erratum: 1, earlier: Math.max(1, number - 1), name: 'items.csv' },
  };
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(places[name]))}`;
}

/** A body for each call that takes JSON; a test holds each to the schema by which it is parsed. */
export const exampleBodies: Readonly<Record<string, object>> = {
  'POST /benchmarks': {
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
  'PATCH /benchmarks/{slug}': { rules: 'No data from after the round’s opening.', tags: ['weather'] },
  'PUT /benchmarks/{slug}/feedback-policy': { feedback_policy: 'final-only', feedback_share: 0 },
  'PUT /benchmarks/{slug}/schedule': {
    schedule: { cadence: { kind: 'monthly', day: 1, time: '09:00' }, time_zone: 'Europe/Berlin' },
    reveals_after_rounds: 2,
  },
  'PATCH /benchmarks/{slug}/rounds/{number}': { title: 'June' },
  'POST /benchmarks/{slug}/rounds/{number}/seal': { new_ids: true },
  'POST /benchmarks/{slug}/rounds/{number}/open': { closes_at: '2030-07-01T09:00:00Z' },
  'POST /benchmarks/{slug}/rounds/{number}/extend': {
    closes_at: '2030-07-08T09:00:00Z',
    reason: 'The site was away for a day.',
  },
  'POST /benchmarks/{slug}/rounds/{number}/close': { reason: 'Everybody has submitted.' },
  'POST /benchmarks/{slug}/rounds/{number}/freeze': { reason: 'Labels were seen on a public site.' },
  'POST /benchmarks/{slug}/rounds/{number}/invalidate': { reason: 'The leak is confirmed.' },
  'POST /benchmarks/{slug}/rounds/{number}/leak-reports': {
    text: 'The labels of this round are in a public repository since Monday.',
    contact: 'reader@example.org',
  },
  'POST /benchmarks/{slug}/rounds/{number}/errata': {
    corrections: [{ id: 'a17', to: 'yes' }],
    reason: 'The station’s clock was an hour late.',
  },
  'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/consent': {
    compared_at: '2030-06-01T09:00:00.000Z',
  },
  'POST /benchmarks/{slug}/marks': {
    model: 'logistic-regression',
    version: '2030-01',
    reason: 'We trained it in January and have kept it since.',
  },
  'PATCH /benchmarks/{slug}/people/{id}': { role: 'auditor' },
  'POST /benchmarks/{slug}/invitations': { email: 'colleague@example.org', role: 'maintainer' },
  'POST /benchmarks/{slug}/linked-teams': {
    teams: ['north', 'north-two'],
    reason: 'Their files are the same but for one row.',
  },
  'POST /benchmarks/{slug}/linked-teams/{id}/consent': { teams: ['north', 'north-two'] },
  'POST /benchmarks/{slug}/linked-teams/unlink': { teams: ['north-two'], reason: 'They are two groups now.' },
  'POST /flags/{id}/judge': {
    judgement: 'Both teams started from the same public notebook.',
    public_words: 'Looked at: no fault found.',
  },
  'POST /submissions/{id}/withdraw': { reason: 'It was trained on the test set by mistake.' },
  'PUT /me/notices': { muted: ['round_opened'] },
  'POST /tokens': { name: 'notebook', days: 30, scope: 'submit' },
};

/** What is sent beside or as a file, in the way of `curl -F`. */
export const exampleFields: Readonly<Record<string, readonly string[]>> = {
  'POST /benchmarks/{slug}/rounds': [
    'metadata={"title":"June","closes_at":"2030-07-01T09:00:00Z"}',
    'test_set=@test-set.csv',
  ],
  'PUT /benchmarks/{slug}/rounds/{number}/test-set': ['test_set=@test-set.csv'],
  'POST /benchmarks/{slug}/submissions': [
    'metadata={"model":"Logistic regression","version":"1"}',
    'file=@predictions.csv',
  ],
};
