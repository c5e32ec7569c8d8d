import { z } from 'zod';
import type { RefusalKind } from '@/lib/core/refusal';
import { newAnchorSchema } from '../anchor';
import { pagingQuery } from '../paging';
import { benchmarks } from './benchmarks';
import { defineOperation, inPages, json, noContent, type Operation, texts } from './define-operation';
import { desk } from './desk';
import { entry } from './entry';
import { people } from './people';
import { rankings } from './rankings';
import { rounds } from './rounds';
import { schemas } from './schemas';
import { submissions } from './submissions';
import { teams } from './teams';

const yaml = { 200: { description: 'One result for each round.', content: texts('application/yaml') } };

const models = {
  getModel: defineOperation('GET /benchmarks/{slug}/models/{model}', null, {
    summary: 'Get a model',
    description: 'The model in every published ranking, with the disclosures of its team for each version.',
    responses: { 200: json('The model.', schemas.Model) },
  }),
  getSystem: defineOperation('GET /benchmarks/{slug}/models/{model}/system', null, {
    summary: 'Get what renewing a model gained',
    description:
      'A model with several versions evaluated in the same rounds: in each round the version that counts against the first one, item by item; changes with the age of a version; when each version was frozen. `Accept: text/csv` gives both curves as CSV; `svg` draws one of them.',
    query: z.object({
      format: z.enum(['json', 'csv', 'svg']).optional().catch(undefined),
      curve: z.enum(['gain', 'age']).catch('gain').describe('The curve that `svg` draws.'),
    }),
    responses: {
      200: {
        description: 'Gains, changes with age, versions.',
        content: { 'application/json': schemas.System, ...texts('text/csv', 'image/svg+xml') },
      },
    },
  }),
  getModelIndex: defineOperation('GET /benchmarks/{slug}/models/{model}/model-index', null, {
    summary: 'Export a model’s scores for a model card',
    description: 'The official scores as the `model-index` of a model card.',
    responses: yaml,
  }),
  getEvalResults: defineOperation('GET /benchmarks/{slug}/models/{model}/eval-results', null, {
    summary: 'Export a model’s scores for `.eval_results`',
    description: 'The official scores, where the benchmark links to a data set of the Hugging Face Hub.',
    responses: yaml,
  }),
  getModelSignature: defineOperation('GET /benchmarks/{slug}/model-signature', null, {
    summary: 'Get the model signature',
    description: 'The inputs and outputs that ONNX models need here; `npm run check-model` reads it.',
    responses: { 200: json('The signature.', schemas.ModelSignature) },
  }),
  getModelSample: defineOperation('GET /benchmarks/{slug}/model-sample', null, {
    summary: 'Download the public sample for models',
    description: 'The public items on which the site tries a model first.',
    responses: {
      200: {
        description: 'CSV with a column for each feature; JSON Lines where items are tensors.',
        content: texts('text/csv', 'application/jsonl'),
      },
    },
  }),
  listVersions: defineOperation('GET /benchmarks/{slug}/versions', 'read', {
    summary: 'List the model versions of your team',
    description: 'The versions that are run on every round, the newest first.',
    ...inPages('versions', schemas.ModelVersion),
    query: pagingQuery.extend({
      team: z.string().optional().describe('The team’s slug; needed by members of several teams.'),
    }),
    errors: ['forbidden', 'invalid_request'],
  }),
  listTrainings: defineOperation('GET /benchmarks/{slug}/trainings', 'read', {
    summary: 'List the trainings of your team’s images',
    description: 'Trainings on the revealed rounds with their logs, the newest first.',
    ...inPages('trainings', schemas.Training),
    query: pagingQuery.extend({
      team: z.string().optional().describe('The team’s slug; needed by members of several teams.'),
    }),
    errors: ['forbidden', 'invalid_request'],
  }),
  retireVersion: defineOperation('POST /versions/{id}/retire', 'submit', {
    summary: 'Retire a model version',
    description: 'Later rounds no longer run it; its scores remain.',
    responses: { 200: json('The retired version.', schemas.ModelVersion) },
  }),
  listAnchors: defineOperation('GET /benchmarks/{slug}/anchors', null, {
    summary: 'List the anchor models',
    description:
      'Model versions that count as frozen before a round opened, by proof or by a maintainer’s word; rounds are compared by them.',
    ...inPages('anchor models', schemas.Anchor),
  }),
  createAnchor: defineOperation('POST /benchmarks/{slug}/anchors', 'maintain', {
    summary: 'Vouch for a model version',
    description: 'For a version that an official ranking shows. The reason is public.',
    body: {
      schema: schemas.NewAnchor,
      example: {
        model_slug: 'logistic-regression',
        version: '2030-01',
        reason: 'We trained it in January and have kept it since.',
      },
    },
    responses: { 201: json('The new anchor model.', schemas.Anchor) },
  }),
  dropAnchor: defineOperation('DELETE /benchmarks/{slug}/anchors', 'maintain', {
    summary: 'Stop vouching for a model version',
    description: 'It remains an anchor model of rounds that have opened.',
    query: z.object({
      model_slug: newAnchorSchema.shape.model_slug.describe('As in the model’s address.'),
      version: newAnchorSchema.shape.version,
    }),
    responses: { 204: noContent('The anchor model is dropped.') },
    errors: ['invalid_request'],
  }),
};

const errata = {
  listErrata: defineOperation('GET /benchmarks/{slug}/rounds/{number}/errata', null, {
    summary: 'List the published errata of a round',
    description:
      'All signed errata, the oldest first, with both scores. `announced` is an erratum with consent that is not published yet, with its changes, its reason and the end of the time for objections.',
    responses: { 200: json('The errata.', schemas.PublicErrata) },
  }),
  proposeErratum: defineOperation('POST /benchmarks/{slug}/rounds/{number}/errata', 'maintain', {
    summary: 'Propose to correct labels',
    description: 'For a revealed round. The scorer scores every submission again; nothing is public yet.',
    body: {
      schema: schemas.NewErratum,
      example: {
        corrections: [{ id: 'a17', to: 'yes' }],
        reason: 'The station’s clock was an hour late.',
      },
    },
    responses: { 201: json('The proposed erratum.', schemas.MaintainedErratum) },
    errors: ['not_revealed', 'erratum_unfinished'],
  }),
  getErratum: defineOperation('GET /benchmarks/{slug}/rounds/{number}/errata/{erratum}', 'read', {
    summary: 'Get an erratum before it is public',
    description: 'For maintainers and auditors, with the changes that publishing it would make.',
    responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
    errors: ['forbidden'],
  }),
  consentToErratum: defineOperation(
    'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/consent',
    'maintain',
    {
      summary: 'Consent to an erratum',
      description:
        'By a second person, to the comparison of `consent_to`. The erratum becomes public, and every reader may object; it can be published from `objections_until` on.',
      body: { schema: schemas.Consent, example: { consent_to: '2030-06-01T09:00:00.000Z' } },
      responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
      errors: ['not_published_yet', 'second_person_needed', 'proposal_void'],
    },
  ),
  publishErratum: defineOperation(
    'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/publish',
    'maintain',
    {
      summary: 'Publish an erratum',
      description:
        'Signs and publishes it once the time for objections is over. The state is still `compared` where the changes are not those that were shown, or where the scorer has not finished.',
      responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
      errors: ['not_published_yet', 'second_person_needed', 'objections_open'],
    },
  ),
  dropErratum: defineOperation('POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/drop', 'maintain', {
    summary: 'Drop an erratum',
    description: 'Gives up an erratum that is not published.',
    responses: { 200: json('The dropped erratum.', schemas.MaintainedErratum) },
  }),
};

const account = {
  getMe: defineOperation('GET /me', 'read', {
    summary: 'Get your account',
    description:
      'Your profile, address and teams, and the token of the request. A token of a team names that team only.',
    responses: { 200: json('You and your teams.', schemas.Me) },
  }),
  changeMe: defineOperation('PATCH /me', 'maintain', {
    summary: 'Change your profile',
    description: 'Every reader sees the fields of `shown`, and no other.',
    body: {
      schema: schemas.ChangedProfile,
      example: { name: 'Astrid Nordlund', affiliation: 'Harbour Institute', shown: ['name'] },
    },
    responses: { 200: json('You and your teams.', schemas.Me) },
  }),
  listNoticePreferences: defineOperation('GET /me/notices', 'read', {
    summary: 'List your mail preferences',
    description: 'Every kind of mail, and whether you get it.',
    ...inPages('kinds', schemas.NoticePreference),
  }),
  muteNotices: defineOperation('PUT /me/notices', 'maintain', {
    summary: 'Set your mail preferences',
    description: 'Names the kinds that you don’t want; you get all others.',
    body: { schema: schemas.MutedNotices, example: { muted: ['round_opened'] } },
    ...inPages('kinds', schemas.NoticePreference),
  }),
  listTokens: defineOperation('GET /tokens', 'read', {
    summary: 'List your API tokens',
    description: 'Each by its hint: the site doesn’t store the tokens themselves.',
    ...inPages('tokens', schemas.Token),
  }),
  createToken: defineOperation('POST /tokens', 'maintain', {
    summary: 'Create an API token',
    description:
      'A token that a token creates has no wider scope, ends no later and is revoked with it. `benchmark` and `team` bind it: it works for that benchmark or team only, and creates no tokens.',
    body: { schema: schemas.NewToken, example: { name: 'notebook', days: 30, scope: 'submit' } },
    responses: { 201: json('The token, which only this response shows.', schemas.CreatedToken) },
    errors: ['limit_reached', 'not_found', 'withdrawn'],
  }),
  revokeToken: defineOperation('DELETE /tokens/{id}', 'maintain', {
    summary: 'Revoke an API token',
    description: 'Revokes the tokens that it created too.',
    responses: { 204: noContent('The token is revoked.') },
  }),
  listWebhooks: defineOperation('GET /webhooks', 'read', {
    summary: 'List your webhooks',
    description: 'Addresses to which the site sends signed events ([webhooks](/docs/webhooks)).',
    ...inPages('webhooks', schemas.Webhook),
  }),
  createWebhook: defineOperation('POST /webhooks', 'maintain', {
    summary: 'Create a webhook',
    description: 'A person has five at most.',
    body: {
      schema: schemas.NewWebhook,
      example: { url: 'https://example.org/tidemark', events: ['scored', 'ranking_published'] },
    },
    responses: {
      201: json('The webhook, and its secret, which is never shown again.', schemas.WebhookSecret),
    },
  }),
  deleteWebhook: defineOperation('DELETE /webhooks/{id}', 'maintain', {
    summary: 'Delete a webhook',
    description: 'Deletes its list of deliveries too.',
    responses: { 204: noContent('The webhook is deleted.') },
  }),
  rotateWebhookSecret: defineOperation('POST /webhooks/{id}/secret', 'maintain', {
    summary: 'Give a webhook another secret',
    description: 'For a day events are signed with the former secret too.',
    responses: {
      200: json('The webhook, and its new secret, which is never shown again.', schemas.WebhookSecret),
    },
  }),
  enableWebhook: defineOperation('POST /webhooks/{id}/enable', 'maintain', {
    summary: 'Switch a webhook on',
    description: 'Sends what it did not receive before it was switched off.',
    responses: { 200: json('The webhook.', schemas.Webhook) },
  }),
  listWebhookDeliveries: defineOperation('GET /webhooks/{id}/deliveries', 'read', {
    summary: 'List the deliveries of a webhook',
    description: 'The last hundred, newest first.',
    ...inPages('deliveries', schemas.WebhookDelivery),
  }),
  resendWebhookDelivery: defineOperation('POST /webhooks/{id}/resend', 'maintain', {
    summary: 'Send an event again',
    description: 'With the same message id, and before newer events.',
    body: {
      schema: schemas.ResentDelivery,
      example: { delivery: '0190a5f6-0000-7000-8000-000000000000' },
    },
    responses: { 204: noContent('The event is due.') },
  }),
  getOpenApi: defineOperation('GET /openapi.json', null, {
    summary: 'Get this description',
    description: 'The API as OpenAPI 3.1.',
    responses: { 200: json('The document.', z.looseObject({})) },
  }),
};

/** Groups of operations: tags of the OpenAPI document and sections of the page /docs/api. */
export const nouns = {
  benchmarks: { description: 'Benchmarks, their policies and their public record.', calls: benchmarks },
  rounds: { description: 'Rounds from the draft to the public archive.', calls: rounds },
  rankings: { description: 'Rankings, comparisons and exports.', calls: rankings },
  errata: { description: 'Corrections of labels of revealed rounds.', calls: errata },
  models: { description: 'Models, their versions and anchor models.', calls: models },
  submissions: { description: 'Submissions, dry runs and quotas.', calls: submissions },
  entry: { description: 'Who may submit: rules, class codes and applications.', calls: entry },
  people: { description: 'Roles, invitations, linked teams and flags.', calls: people },
  desk: { description: 'Participants, announcements and followers of a benchmark.', calls: desk },
  teams: { description: 'Your teams: members, invitations and merges.', calls: teams },
  account: { description: 'Your account, API tokens, and this description.', calls: account },
} satisfies Record<string, { description: string; calls: Record<string, Operation> }>;

/** All operations of the API, by their OpenAPI operationId. */
export const operations = {
  ...benchmarks,
  ...rounds,
  ...rankings,
  ...errata,
  ...models,
  ...submissions,
  ...entry,
  ...people,
  ...desk,
  ...teams,
  ...account,
};

const uploadErrors = [
  ...(['invalid_request', 'unsupported_media_type', 'too_large', 'upload_too_slow'] as const),
  ...(['files_in_line', 'busy', 'no_space'] as const),
];

/**
 * The codes of all problems that a call may return, apart from those that every call may return (`database_away`,
 * `object_store_away`, `rate_limited`, `restarting`).
 */
export function listErrors({ method, scope, isForVisitors, params, body, errors }: Operation): RefusalKind[] {
  const kinds: RefusalKind[] = [...errors];
  if (scope !== null) kinds.push('token_invalid', 'insufficient_scope', 'token_bound', 'account_suspended');
  if (scope !== null && !isForVisitors) kinds.push('not_signed_in');
  if (scope !== null && method !== 'GET') kinds.push('forbidden', 'budget_spent');
  if (Object.keys(params.shape).length > 0) kinds.push('not_found');
  if ('slug' in params.shape) kinds.push('withdrawn');
  if (body) kinds.push(...('file' in body ? uploadErrors : (['invalid_request', 'too_large'] as const)));
  return [...new Set(kinds)].sort();
}
