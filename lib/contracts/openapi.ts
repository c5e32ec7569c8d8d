import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { archiveFormats } from './archive/archive-formats';
import { benchmarkSchema, newBenchmarkSchema } from './benchmark';
import { changedBenchmarkSchema } from './change-benchmark';
import { changelogSchema } from './changelog';
import { publishedCommitmentSchema } from './commitment';
import { comparedModelsSchema } from './compared-models';
import { differingItemsSchema } from './differing-items';
import { dryRunSchema } from './dry-run';
import {
  consentToErratumSchema,
  maintainedErratumSchema,
  newErratumSchema,
  publicErrataSchema,
} from './erratum';
import { everyEvalEverSchema } from './exports/every-eval-ever';
import { newFeedbackPolicySchema } from './feedback-policy';
import { flagSchema, judgeFlagSchema } from './flag';
import { leaderboardSchema } from './leaderboard';
import { lineageSchema } from './lineage';
import { consentToLinkSchema, linkedTeamsSchema, linkTeamsSchema, unlinkTeamsSchema } from './linked-teams';
import { markSchema, newMarkSchema } from './mark';
import { modelSchema } from './model';
import { modelSignatureSchema } from './model-signature';
import { modelVersionSchema } from './model-version';
import {
  closeRoundSchema,
  extendRoundSchema,
  freezeRoundSchema,
  invalidateRoundSchema,
  leakReportReceiptSchema,
  moderatedRoundSchema,
  newLeakReportSchema,
} from './moderation';
import { mutedNoticesSchema, noticePreferenceSchema } from './notice';
import { overRoundsSchema } from './over-rounds';
import {
  changedRoleSchema,
  invitationSchema,
  newInvitationSchema,
  personOfBenchmarkSchema,
  sentInvitationSchema,
} from './people';
import { meSchema, newTokenSchema, tokenSchema } from './person';
import { problemSchema } from './problem';
import {
  changedDraftSchema,
  checkReportSchema,
  maintainedRoundSchema,
  newRoundSchema,
  openRoundSchema,
  roundSchema,
  sealRoundSchema,
} from './round';
import { roundComparisonSchema } from './round-comparison';
import { scopeOfRoute } from './route-scopes';
import { newScheduleSchema } from './schedule';
import {
  newSubmissionSchema,
  quotaSchema,
  submissionSchema,
  validationSchema,
  withdrawalSchema,
} from './submission';

type JsonObject = Record<string, unknown>;

const components = {
  Benchmark: z.toJSONSchema(benchmarkSchema),
  NewBenchmark: z.toJSONSchema(newBenchmarkSchema, { io: 'input' }),
  ChangedBenchmark: z.toJSONSchema(changedBenchmarkSchema, { io: 'input' }),
  NewFeedbackPolicy: z.toJSONSchema(newFeedbackPolicySchema, { io: 'input' }),
  NewSchedule: z.toJSONSchema(newScheduleSchema, { io: 'input' }),
  Round: z.toJSONSchema(roundSchema),
  NewRound: z.toJSONSchema(newRoundSchema, { io: 'input' }),
  Draft: z.toJSONSchema(maintainedRoundSchema),
  CheckReport: z.toJSONSchema(checkReportSchema),
  ChangedDraft: z.toJSONSchema(changedDraftSchema, { io: 'input' }),
  SealRound: z.toJSONSchema(sealRoundSchema, { io: 'input' }),
  OpenRound: z.toJSONSchema(openRoundSchema, { io: 'input' }),
  ExtendRound: z.toJSONSchema(extendRoundSchema, { io: 'input' }),
  CloseRound: z.toJSONSchema(closeRoundSchema, { io: 'input' }),
  FreezeRound: z.toJSONSchema(freezeRoundSchema, { io: 'input' }),
  InvalidateRound: z.toJSONSchema(invalidateRoundSchema, { io: 'input' }),
  RoundInTrouble: z.toJSONSchema(moderatedRoundSchema),
  NewLeakReport: z.toJSONSchema(newLeakReportSchema, { io: 'input' }),
  LeakReportReceipt: z.toJSONSchema(leakReportReceiptSchema),
  Commitment: z.toJSONSchema(publishedCommitmentSchema),
  Leaderboard: z.toJSONSchema(leaderboardSchema),
  PublicErrata: z.toJSONSchema(publicErrataSchema),
  ConsentToErratum: z.toJSONSchema(consentToErratumSchema, { io: 'input' }),
  NewErratum: z.toJSONSchema(newErratumSchema, { io: 'input' }),
  MaintainedErratum: z.toJSONSchema(maintainedErratumSchema),
  Changelog: z.toJSONSchema(changelogSchema),
  Submission: z.toJSONSchema(submissionSchema),
  NewSubmission: z.toJSONSchema(newSubmissionSchema, { io: 'input' }),
  Validation: z.toJSONSchema(validationSchema),
  Quota: z.toJSONSchema(quotaSchema),
  Me: z.toJSONSchema(meSchema),
  Token: z.toJSONSchema(tokenSchema),
  NewToken: z.toJSONSchema(newTokenSchema, { io: 'input' }),
  CreatedToken: z.toJSONSchema(tokenSchema.extend({ token: z.string() })),
  NoticePreference: z.toJSONSchema(noticePreferenceSchema),
  MutedNotices: z.toJSONSchema(mutedNoticesSchema, { io: 'input' }),
  Model: z.toJSONSchema(modelSchema),
  EveryEvalEver: z.toJSONSchema(everyEvalEverSchema),
  Lineage: z.toJSONSchema(lineageSchema),
  ComparedModels: z.toJSONSchema(comparedModelsSchema),
  DifferingItems: z.toJSONSchema(differingItemsSchema),
  OverRounds: z.toJSONSchema(overRoundsSchema),
  ModelSignature: z.toJSONSchema(modelSignatureSchema),
  RoundComparison: z.toJSONSchema(roundComparisonSchema),
  ModelVersion: z.toJSONSchema(modelVersionSchema),
  DryRun: z.toJSONSchema(dryRunSchema),
  Mark: z.toJSONSchema(markSchema),
  NewMark: z.toJSONSchema(newMarkSchema, { io: 'input' }),
  PersonOfBenchmark: z.toJSONSchema(personOfBenchmarkSchema),
  ChangedRole: z.toJSONSchema(changedRoleSchema),
  Invitation: z.toJSONSchema(invitationSchema),
  NewInvitation: z.toJSONSchema(newInvitationSchema, { io: 'input' }),
  SentInvitation: z.toJSONSchema(sentInvitationSchema),
  Flag: z.toJSONSchema(flagSchema),
  JudgeFlag: z.toJSONSchema(judgeFlagSchema, { io: 'input' }),
  LinkedTeams: z.toJSONSchema(linkedTeamsSchema),
  ConsentToLink: z.toJSONSchema(consentToLinkSchema, { io: 'input' }),
  LinkTeams: z.toJSONSchema(linkTeamsSchema, { io: 'input' }),
  UnlinkTeams: z.toJSONSchema(unlinkTeamsSchema, { io: 'input' }),
  Withdrawal: z.toJSONSchema(withdrawalSchema, { io: 'input' }),
  Problem: z.toJSONSchema(problemSchema),
};
type ComponentName = keyof typeof components;

const ref = (name: ComponentName): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const yaml: JsonObject = { 'application/yaml': { schema: { type: 'string' } } };
const pageOf = (name: ComponentName): JsonObject => ({
  type: 'object',
  required: ['items', 'next'],
  properties: { items: { type: 'array', items: ref(name) }, next: { type: ['string', 'null'] } },
});

const slug = { name: 'slug', in: 'path', required: true, schema: { type: 'string' } };
const number = { name: 'number', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const model = {
  name: 'model',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  description: 'Its `model_slug`.',
};
const erratum = { name: 'erratum', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
const paging = [
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
  { name: 'cursor', in: 'query', schema: { type: 'string' }, description: 'The `next` of the page before.' },
];

const problem = {
  description: 'A problem (RFC 9457) with a stable `code`.',
  content: { 'application/problem+json': { schema: ref('Problem') } },
};

type Operation = { summary: string; security: readonly object[] } & JsonObject;

/** An operation: what it does, its parameters, what it takes and what it answers. Every one may answer a problem. */
function operation(
  summary: string,
  {
    parameters,
    body,
    answers,
    isPublic,
  }: {
    parameters?: JsonObject[];
    body?: JsonObject;
    answers: Record<string, { description: string; content?: JsonObject; headers?: JsonObject }>;
    isPublic?: boolean;
  },
): Operation {
  return {
    summary,
    ...(parameters ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: { ...answers, default: problem },
    security: isPublic ? [] : [{ token: [] }],
  };
}

/** @param metadata null where there is none */
const multipart = (file: string, metadata: ComponentName | null): JsonObject => ({
  'multipart/form-data': {
    schema: {
      type: 'object',
      required: metadata ? [file, 'metadata'] : [file],
      properties: {
        ...(metadata && { metadata: ref(metadata) }),
        [file]: { type: 'string', contentMediaType: 'application/octet-stream' },
      },
    },
    ...(metadata && { encoding: { metadata: { contentType: 'application/json' } } }),
  },
});

const roundAction = (summary: string) =>
  operation(summary, {
    parameters: [slug, number],
    answers: { '200': { description: 'The round in its new state.', content: json(ref('Round')) } },
  });

/** One that the scorer does. */
const scorersAction = (summary: string, body?: JsonObject) =>
  operation(summary, {
    parameters: [slug, number],
    ...(body && { body }),
    answers: {
      '200': { description: 'The round in its new state.', content: json(ref('Round')) },
      '202': {
        description: 'The round as it is: the scorer has been asked and isn’t done yet.',
        content: json(ref('Round')),
      },
    },
  });

const paths: Record<string, Record<string, Operation>> = {
  '/benchmarks': {
    get: operation('List benchmarks', {
      parameters: paging,
      isPublic: true,
      answers: { '200': { description: 'A page of benchmarks.', content: json(pageOf('Benchmark')) } },
    }),
    post: operation('Create a benchmark', {
      body: json(ref('NewBenchmark')),
      answers: { '201': { description: 'Created; you maintain it.', content: json(ref('Benchmark')) } },
    }),
  },
  '/benchmarks/{slug}': {
    get: operation('A benchmark', {
      parameters: [slug],
      isPublic: true,
      answers: { '200': { description: 'The benchmark.', content: json(ref('Benchmark')) } },
    }),
    patch: operation('Change what no round has fixed; the changelog tells what was changed', {
      parameters: [slug],
      body: json(ref('ChangedBenchmark')),
      answers: { '200': { description: 'The benchmark.', content: json(ref('Benchmark')) } },
    }),
  },
  '/benchmarks/{slug}/changelog': {
    get: operation('The public acts of a benchmark, newest first', {
      parameters: [slug, ...paging],
      isPublic: true,
      answers: {
        '200': {
          description: 'A page of acts, with the newest head of the audit log.',
          content: json(ref('Changelog')),
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds': {
    get: operation('List rounds, newest first', {
      parameters: [slug, ...paging],
      isPublic: true,
      answers: { '200': { description: 'A page of rounds.', content: json(pageOf('Round')) } },
    }),
    post: operation('Upload the test set of a new round', {
      parameters: [slug],
      body: multipart('test_set', 'NewRound'),
      answers: {
        '201': { description: 'A draft; the scorer checks the test set.', content: json(ref('Round')) },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}': {
    get: operation('A round; a draft with its check report, for its maintainers and auditors alone', {
      parameters: [slug, number],
      isPublic: true,
      answers: {
        '200': { description: 'The round.', content: json({ anyOf: [ref('Round'), ref('Draft')] }) },
      },
    }),
    patch: operation('Correct the title and the planned dates of a draft', {
      parameters: [slug, number],
      body: json(ref('ChangedDraft')),
      answers: { '200': { description: 'The draft.', content: json(ref('Draft')) } },
    }),
    delete: operation('Delete a draft with its test set; the next upload is given its number', {
      parameters: [slug, number],
      answers: { '204': { description: 'Deleted.' } },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/check': {
    get: operation(
      'The check report of a test set, for its maintainers and auditors; it quotes nothing of it',
      {
        parameters: [slug, number],
        answers: { '200': { description: 'The report.', content: json(ref('CheckReport')) } },
      },
    ),
  },
  '/benchmarks/{slug}/rounds/{number}/test-set': {
    put: operation('Give a draft another test set; its number, title and planned dates stay', {
      parameters: [slug, number],
      body: multipart('test_set', null),
      answers: {
        '200': { description: 'The draft; the scorer checks the test set.', content: json(ref('Draft')) },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/leaderboard': {
    get: operation('The ranking of a round: its newest snapshot', {
      parameters: [
        slug,
        number,
        { name: 'format', in: 'query', schema: { type: 'string', enum: ['json', 'csv'] } },
        {
          name: 'labels',
          in: 'query',
          schema: { type: 'string', enum: ['sealed', 'corrected'], default: 'sealed' },
          description:
            'The ranking is by the labels that were sealed; `corrected` is what the newest erratum makes of it.',
        },
        {
          name: 'evidence',
          in: 'query',
          schema: { type: 'string', enum: evidenceKinds },
          description:
            'Only rows that rest on this evidence; ranks stay those of the whole ranking. Under `prospective` a model’s row is its newest version that was frozen before the opening, without a rank where another one counts.',
        },
      ],
      isPublic: true,
      answers: {
        '200': {
          description: 'The snapshot.',
          content: { ...json(ref('Leaderboard')), 'text/csv': { schema: { type: 'string' } } },
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/every-eval-ever': {
    get: operation('The official ranking of a closed round as records of Every Eval Ever, one a row', {
      parameters: [slug, number],
      isPublic: true,
      answers: {
        '200': {
          description: 'All records at once; each is a file where they are collected.',
          content: json(pageOf('EveryEvalEver')),
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/croissant': {
    get: operation('The official ranking of a closed round, described in Croissant', {
      parameters: [slug, number],
      isPublic: true,
      answers: {
        '200': {
          description: 'Of the CSV of the ranking; that of a revealed round’s items lies in its archive.',
          content: json({ type: 'object' }),
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/against/{earlier}': {
    get: operation(
      'An earlier round against this one: every version with an official score in both, a line and Kendall’s τ-b. Rounds that follow each other have its no-change ceiling too. A figure with `?format=svg`, a table with `?format=csv`',
      {
        parameters: [
          slug,
          number,
          { name: 'earlier', in: 'path', required: true, schema: { type: 'integer' } },
        ],
        isPublic: true,
        answers: {
          '200': {
            description: 'The comparison.',
            content: {
              ...json(ref('RoundComparison')),
              'text/csv': { schema: { type: 'string' } },
              'image/svg+xml': { schema: { type: 'string' } },
            },
          },
        },
      },
    ),
  },
  '/benchmarks/{slug}/rounds/{number}/differing-items': {
    get: operation(
      'On which items of a revealed round two models differ: how many, and by label. Each with its label by `?format=csv`',
      {
        parameters: [
          slug,
          number,
          {
            name: 'model',
            in: 'query',
            required: true,
            schema: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
            description: 'Slugs of two models that the round ranks.',
          },
        ],
        isPublic: true,
        answers: {
          '200': {
            description:
              'The counts. Items are compared by their outcomes, or by what `better_if` says; the columns of the table hold the same numbers. Rounds of a metric of which no number is an item’s own have none, nor have older ones',
            content: { ...json(ref('DifferingItems')), 'text/csv': { schema: { type: 'string' } } },
          },
        },
      },
    ),
  },
  '/benchmarks/{slug}/rounds/{number}/inputs': {
    get: operation('Items without labels, once the round has opened', {
      parameters: [slug, number],
      isPublic: true,
      answers: {
        '200': {
          description: 'CSV, or JSON Lines where the test set was.',
          content: { 'text/csv': { schema: { type: 'string' } } },
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/commitment': {
    get: operation('What a round was committed to at its sealing, and the sealed rounds it replaced', {
      parameters: [slug, number],
      isPublic: true,
      answers: { '200': { description: 'The commitment.', content: json(ref('Commitment')) } },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/archive': {
    get: operation('Items, labels, round secret and evaluations of a revealed round', {
      parameters: [
        slug,
        number,
        {
          name: 'format',
          in: 'query',
          schema: { type: 'string', enum: Object.keys(archiveFormats), default: 'json' },
        },
      ],
      isPublic: true,
      answers: {
        '200': {
          description:
            'archive.json, or the file of that format. It never changes; the ETag is its SHA-256. `croissant` alone gives croissant.json with addresses on this site, where the archive has names.',
          content: {
            ...json({ type: 'object' }),
            'application/octet-stream': { schema: { type: 'string' } },
          },
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/archive/files/{name}': {
    get: operation("A file of a revealed round's archive, by its name in the round's list", {
      parameters: [
        slug,
        number,
        {
          name: 'name',
          in: 'path',
          required: true,
          schema: { type: 'string' },
          description: 'May have a slash: `predictions/….csv`.',
        },
      ],
      isPublic: true,
      answers: {
        '200': {
          description: 'The file. It never changes; the ETag is its SHA-256.',
          content: { 'application/octet-stream': { schema: { type: 'string' } } },
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/errata': {
    get: operation(
      'The published errata of a round, signed, with both scores, and the one that may be objected to',
      {
        parameters: [slug, number],
        isPublic: true,
        answers: {
          '200': {
            description:
              'All published errata, oldest first. `announced` is one that two people want and nobody has published: what it would change, why, and until when to object.',
            content: json(ref('PublicErrata')),
          },
        },
      },
    ),
    post: operation('Propose to correct labels of a revealed round', {
      parameters: [slug, number],
      body: json(ref('NewErratum')),
      answers: {
        '201': {
          description: 'Proposed; the scorer scores every submission again. Nothing is public yet.',
          content: json(ref('MaintainedErratum')),
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/errata/{erratum}': {
    get: operation('An erratum as its maintainers and auditors see it, with what publishing would change', {
      parameters: [slug, number, erratum],
      answers: { '200': { description: 'The erratum.', content: json(ref('MaintainedErratum')) } },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/errata/{erratum}/consent': {
    post: operation(
      'Consent, as a second person, to a compared erratum: it is public now, and may be objected to',
      {
        parameters: [slug, number, erratum],
        body: json(ref('ConsentToErratum')),
        answers: {
          '200': {
            description: 'The erratum; it can be published from `objections_until` on.',
            content: json(ref('MaintainedErratum')),
          },
        },
      },
    ),
  },
  '/benchmarks/{slug}/rounds/{number}/errata/{erratum}/publish': {
    post: operation(
      'Sign and publish an erratum that two people want, once the time for objections is over',
      {
        parameters: [slug, number, erratum],
        answers: {
          '200': {
            description:
              'The erratum, published. Compared still, where what it changes is not what was shown, or the scorer is slow.',
            content: json(ref('MaintainedErratum')),
          },
        },
      },
    ),
  },
  '/benchmarks/{slug}/rounds/{number}/errata/{erratum}/drop': {
    post: operation('Give up an erratum that is not published', {
      parameters: [slug, number, erratum],
      answers: { '200': { description: 'The erratum, dropped.', content: json(ref('MaintainedErratum')) } },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/reveal': {
    post: scorersAction('Publish a closed round: its items with labels, its secret, every prediction file'),
  },
  '/benchmarks/{slug}/rounds/{number}/seal': {
    post: scorersAction(
      'Seal a draft: draw its parts; nothing of it can change afterwards',
      json(ref('SealRound')),
    ),
  },
  '/benchmarks/{slug}/rounds/{number}/open': {
    post: scorersAction('Open a sealed round now', json(ref('OpenRound'))),
  },
  '/benchmarks/{slug}/rounds/{number}/extend': {
    post: operation('Put the close of an open round off; the next rotation moves with it', {
      parameters: [slug, number],
      body: json(ref('ExtendRound')),
      answers: {
        '200': {
          description:
            'The round. Where `closes_at` is still the old one, the scorer has been asked and isn’t done yet.',
          content: json(ref('Round')),
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/close': {
    post: operation('Close the open round now, for a public reason; the official ranking follows', {
      parameters: [slug, number],
      body: json(ref('CloseRound')),
      answers: { '200': { description: 'The round in its new state.', content: json(ref('Round')) } },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/freeze': {
    post: operation('Stop an open or closed round at once, for a public reason', {
      parameters: [slug, number],
      body: json(ref('FreezeRound')),
      answers: { '200': { description: 'The round in its new state.', content: json(ref('Round')) } },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/unfreeze': {
    post: roundAction('Take a freeze back; the round is closed if its time has passed or another one opened'),
  },
  '/benchmarks/{slug}/rounds/{number}/invalidate': {
    post: operation('Propose to invalidate a frozen round, or consent as a second person', {
      parameters: [slug, number],
      body: json(ref('InvalidateRound')),
      answers: {
        '200': {
          description: 'The round, with the proposal that still waits for a second person.',
          content: json(ref('RoundInTrouble')),
        },
      },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/leak-reports': {
    post: operation('Tell the maintainers that a round has leaked; nobody else reads it', {
      parameters: [slug, number],
      body: json(ref('NewLeakReport')),
      isPublic: true,
      answers: {
        '201': { description: 'The report is kept.', content: json(ref('LeakReportReceipt')) },
      },
    }),
  },
  '/benchmarks/{slug}/schedule': {
    put: operation('Set when rounds rotate, and after how many they are revealed', {
      parameters: [slug],
      body: json(ref('NewSchedule')),
      answers: { '200': { description: 'The benchmark.', content: json(ref('Benchmark')) } },
    }),
  },
  '/benchmarks/{slug}/models/{model}': {
    get: operation('A model in every published ranking, with what its team discloses of each version', {
      parameters: [slug, model],
      isPublic: true,
      answers: { '200': { description: 'The model.', content: json(ref('Model')) } },
    }),
  },
  '/benchmarks/{slug}/models/{model}/model-index': {
    get: operation('A model’s official scores as the `model-index` of a model card', {
      parameters: [slug, model],
      isPublic: true,
      answers: { '200': { description: 'One result a round.', content: yaml } },
    }),
  },
  '/benchmarks/{slug}/models/{model}/eval-results': {
    get: operation(
      'A model’s official scores as a file for `.eval_results`; where the benchmark links to a data set of the Hub',
      {
        parameters: [slug, model],
        isPublic: true,
        answers: { '200': { description: 'One result a round.', content: yaml } },
      },
    ),
  },
  '/benchmarks/{slug}/model-signature': {
    get: operation('What the benchmark wants of models’ inputs and outputs; `check-model` reads it', {
      parameters: [slug],
      isPublic: true,
      answers: { '200': { description: 'The signature.', content: json(ref('ModelSignature')) } },
    }),
  },
  '/benchmarks/{slug}/model-sample': {
    get: operation('The public items that models are tried on first', {
      parameters: [slug],
      isPublic: true,
      answers: {
        '200': {
          description: 'CSV with a column for each feature; JSON Lines where items are tensors.',
          content: {
            'text/csv': { schema: { type: 'string' } },
            'application/jsonl': { schema: { type: 'string' } },
          },
        },
      },
    }),
  },
  '/benchmarks/{slug}/versions': {
    get: operation('Your team’s versions of models that are run on every round, the newest first', {
      parameters: [slug, { name: 'team', in: 'query', schema: { type: 'string' } }, ...paging],
      answers: { '200': { description: 'A page of versions.', content: json(pageOf('ModelVersion')) } },
    }),
  },
  '/versions/{id}/retire': {
    post: operation('Let one of your team’s versions be run on no later round; its scores stay', {
      parameters: [id],
      answers: { '200': { description: 'The version.', content: json(ref('ModelVersion')) } },
    }),
  },
  '/benchmarks/{slug}/compare': {
    get: operation(
      'Two to four models, item by item, in each of the newest closed rounds: paired differences with 95 % intervals. A table with `?format=csv`',
      {
        parameters: [
          slug,
          {
            name: 'model',
            in: 'query',
            required: true,
            schema: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 4 },
            description: 'Slugs of models. One that no closed round ranks is left out.',
          },
        ],
        isPublic: true,
        answers: {
          '200': {
            description: 'The models by their letters, and their pairs in each round.',
            content: { ...json(ref('ComparedModels')), 'text/csv': { schema: { type: 'string' } } },
          },
        },
      },
    ),
  },
  '/benchmarks/{slug}/lineages': {
    get: operation('Models over the last rounds, on the scale of the base round; by rolling rank', {
      parameters: [
        slug,
        ...paging,
        {
          name: 'evidence',
          in: 'query',
          schema: { type: 'string', enum: ['prospective'] },
          description:
            'Counts in each round only versions that were frozen before it opened by their own receipt; otherwise those by a maintainer’s word count too.',
        },
      ],
      isPublic: true,
      answers: { '200': { description: 'A page of lineages.', content: json(pageOf('Lineage')) } },
    }),
  },
  '/benchmarks/{slug}/over-rounds': {
    get: operation(
      'The ranked models of the rounds that are on one scale; as a figure with `?format=svg`, as a table with `?format=csv`',
      {
        parameters: [slug],
        isPublic: true,
        answers: {
          '200': {
            description: 'Each model’s equated scores with limits and rank intervals.',
            content: {
              ...json(ref('OverRounds')),
              'text/csv': { schema: { type: 'string' } },
              'image/svg+xml': { schema: { type: 'string' } },
            },
          },
        },
      },
    ),
  },
  '/benchmarks/{slug}/marks': {
    get: operation(
      'The calibration marks: model versions that are taken for frozen, by proof or by a maintainer’s word',
      {
        parameters: [slug, ...paging],
        isPublic: true,
        answers: { '200': { description: 'A page of marks.', content: json(pageOf('Mark')) } },
      },
    ),
    post: operation('Vouch for a model version that an official ranking shows; everybody reads it', {
      parameters: [slug],
      body: json(ref('NewMark')),
      answers: { '201': { description: 'A mark from now on.', content: json(ref('Mark')) } },
    }),
    delete: operation('Vouch for a model version no longer; rounds that have opened keep it', {
      parameters: [
        slug,
        { name: 'model', in: 'query', required: true, schema: { type: 'string' } },
        { name: 'version', in: 'query', required: true, schema: { type: 'string' } },
      ],
      answers: { '204': { description: 'No mark any more.' } },
    }),
  },
  '/benchmarks/{slug}/feedback-policy': {
    put: operation('Set what rounds that are sealed from now on tell while they are open', {
      parameters: [slug],
      body: json(ref('NewFeedbackPolicy')),
      answers: { '200': { description: 'The benchmark.', content: json(ref('Benchmark')) } },
    }),
  },
  '/benchmarks/{slug}/quota': {
    get: operation('What your team has used and has left', {
      parameters: [slug, { name: 'team', in: 'query', schema: { type: 'string' } }],
      answers: { '200': { description: 'The quota.', content: json(ref('Quota')) } },
    }),
  },
  '/benchmarks/{slug}/submissions': {
    post: operation('Submit, or validate for free', {
      parameters: [
        slug,
        {
          name: 'dry_run',
          in: 'query',
          schema: { type: 'boolean' },
          description:
            'Validate only: no slot is used. A file of predictions is answered at once and leaves no record. A model is run on the public sample alone, to be watched at its `links.self`. Any spelling that isn’t known, and any other parameter, is refused.',
        },
        {
          name: 'Idempotency-Key',
          in: 'header',
          schema: { type: 'string', maxLength: 200 },
          description: 'The same key repeats the same request, never a second submission.',
        },
      ],
      body: multipart('file', 'NewSubmission'),
      answers: {
        '200': { description: 'The dry run found no fault.', content: json(ref('Validation')) },
        '202': {
          description: 'Accepted: the receipt. Of a model’s dry run: what to watch.',
          content: json({ oneOf: [ref('Submission'), ref('DryRun')] }),
        },
      },
    }),
  },
  '/benchmarks/{slug}/people': {
    get: operation('Everybody with a role in the benchmark; only its owners see whole addresses', {
      parameters: [slug, ...paging],
      answers: { '200': { description: 'A page of people.', content: json(pageOf('PersonOfBenchmark')) } },
    }),
  },
  '/benchmarks/{slug}/people/{id}': {
    patch: operation('Give somebody another role; for owners', {
      parameters: [slug, id],
      body: json(ref('ChangedRole')),
      answers: { '200': { description: 'The role now held.', content: json(ref('ChangedRole')) } },
    }),
    delete: operation('Take a role away: owners anybody’s, everybody their own', {
      parameters: [slug, id],
      answers: { '204': { description: 'Removed.' } },
    }),
  },
  '/benchmarks/{slug}/invitations': {
    get: operation('Invitations that wait', {
      parameters: [slug, ...paging],
      answers: { '200': { description: 'A page of invitations.', content: json(pageOf('Invitation')) } },
    }),
    post: operation(
      'Mail somebody a link to a role, in place of one that waits for the address; for owners',
      {
        parameters: [slug],
        body: json(ref('NewInvitation')),
        answers: { '201': { description: 'Invited.', content: json(ref('SentInvitation')) } },
      },
    ),
  },
  '/benchmarks/{slug}/invitations/{id}': {
    delete: operation('Take an invitation back; for owners', {
      parameters: [slug, id],
      answers: { '204': { description: 'Its link no longer works.' } },
    }),
  },
  '/benchmarks/{slug}/linked-teams': {
    get: operation(
      'Teams that are linked, after the links that wait for a consent; for maintainers and auditors',
      {
        parameters: [slug, ...paging],
        answers: { '200': { description: 'A page of links.', content: json(pageOf('LinkedTeams')) } },
      },
    ),
    post: operation(
      'Propose to link teams. Where nobody else could consent they are linked now, from the next opening on',
      {
        parameters: [slug],
        body: json(ref('LinkTeams')),
        answers: { '201': { description: 'The link and its state.', content: json(ref('LinkedTeams')) } },
      },
    ),
  },
  '/benchmarks/{slug}/linked-teams/{id}': {
    delete: operation('Drop a link that waits for a consent', {
      parameters: [slug, id],
      answers: { '204': { description: 'Dropped; nobody was linked.' } },
    }),
  },
  '/benchmarks/{slug}/linked-teams/{id}/consent': {
    post: operation(
      'Consent to a link, as a second maintainer: answers are shared from now on, slots from the next opening on',
      {
        parameters: [slug, id],
        body: json(ref('ConsentToLink')),
        answers: { '200': { description: 'The whole group.', content: json(ref('LinkedTeams')) } },
      },
    ),
  },
  '/benchmarks/{slug}/linked-teams/unlink': {
    post: operation('Unlink teams, for the rounds that open later', {
      parameters: [slug],
      body: json(ref('UnlinkTeams')),
      answers: {
        '200': { description: 'A page of the groups that are left.', content: json(pageOf('LinkedTeams')) },
      },
    }),
  },
  '/benchmarks/{slug}/flags': {
    get: operation('Suspicions to be judged, those that wait first; for maintainers and auditors', {
      parameters: [slug, ...paging],
      answers: { '200': { description: 'A page of flags.', content: json(pageOf('Flag')) } },
    }),
  },
  '/flags/{id}/judge': {
    post: operation('Judge a flag in your own words; nothing else follows from it', {
      parameters: [id],
      body: json(ref('JudgeFlag')),
      answers: { '200': { description: 'The flag.', content: json(ref('Flag')) } },
    }),
  },
  '/dry-runs/{id}': {
    get: operation('A model that you have had tried on a public sample, for seven days', {
      parameters: [id],
      answers: { '200': { description: 'The dry run.', content: json(ref('DryRun')) } },
    }),
  },
  '/submissions/{id}': {
    get: operation('A submission of your team, or of a benchmark you maintain', {
      parameters: [id],
      answers: { '200': { description: 'The submission.', content: json(ref('Submission')) } },
    }),
  },
  '/submissions': {
    get: operation('What your teams have sent, newest first', {
      parameters: paging,
      answers: { '200': { description: 'Submissions.', content: json(pageOf('Submission')) } },
    }),
  },
  '/submissions/{id}/choose': {
    post: operation('Let it count for its model in place of the newest one, while its round is open', {
      parameters: [id],
      answers: { '200': { description: 'The submission.', content: json(ref('Submission')) } },
    }),
  },
  '/submissions/{id}/unchoose': {
    post: operation('Take that back: the newest submission of its model counts again', {
      parameters: [id],
      answers: { '200': { description: 'The submission.', content: json(ref('Submission')) } },
    }),
  },
  '/submissions/{id}/withdraw': {
    post: operation(
      'Withdraw it for good: its team until the close, then a maintainer with a reason that everybody reads',
      {
        parameters: [id],
        body: json(ref('Withdrawal')),
        answers: { '200': { description: 'The submission.', content: json(ref('Submission')) } },
      },
    ),
  },
  '/submissions/{id}/events': {
    get: operation('Its changes as server-sent events, until it is finished and answered', {
      parameters: [id],
      answers: {
        '200': {
          description: 'Events `submission`, each with a submission as JSON.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
    }),
  },
  '/me': {
    get: operation('Who you are', {
      answers: { '200': { description: 'You and your teams.', content: json(ref('Me')) } },
    }),
  },
  '/me/notices': {
    get: operation('The kinds of mail you can get, and whether you get them', {
      parameters: paging,
      answers: {
        '200': { description: 'A page of kinds.', content: json(pageOf('NoticePreference')) },
      },
    }),
    put: operation('Say which kinds you don’t want; all others are wanted', {
      body: json(ref('MutedNotices')),
      answers: {
        '200': { description: 'A page of kinds.', content: json(pageOf('NoticePreference')) },
      },
    }),
  },
  '/tokens': {
    get: operation('Your API tokens', {
      parameters: paging,
      answers: {
        '200': { description: 'A page of tokens, by their hints.', content: json(pageOf('Token')) },
      },
    }),
    post: operation('Make an API token', {
      body: json(ref('NewToken')),
      answers: { '201': { description: 'The token, shown this once.', content: json(ref('CreatedToken')) } },
    }),
  },
  '/tokens/{id}': {
    delete: operation('Revoke a token', {
      parameters: [id],
      answers: { '204': { description: 'Revoked.' } },
    }),
  },
  '/openapi.json': {
    get: operation('This document', {
      isPublic: true,
      answers: { '200': { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) } },
    }),
  },
};

/** Each operation with the scope that a token needs for it. */
function withScopes(described: typeof paths): typeof paths {
  const scopes: Readonly<Record<string, string>> = scopeOfRoute;
  const scoped = Object.entries(described).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => {
      const scope =
        scopes[
          `${method.toUpperCase()} ${path.replace(actOfRound, '/{action}').replace(actOfSubmission, '/{action}')}`
        ];
      return [
        method,
        scope ? { ...operation, security: [...optional(operation), { token: [scope] }] } : operation,
      ];
    });
    return [path, Object.fromEntries(operations)];
  });
  return Object.fromEntries(scoped);
}

/** One handler serves the acts of a maintainer. */
const actOfRound = /(?<=\{number\})\/(?:seal|open|extend|close|freeze|unfreeze|invalidate|reveal)$/;

/** And one those of a team, and of a maintainer, on a submission. */
const actOfSubmission = /(?<=\/submissions\/\{id\})\/(?:choose|unchoose|withdraw)$/;

/** Without a token too, where an operation is for everybody. */
const optional = (operation: Operation): object[] => (operation.security.length === 0 ? [{}] : []);

/** The API's description, made from the same schemas that parse its requests. */
export function openApiDocument(publicUrl: string): JsonObject & { paths: typeof paths } {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tidemark',
      version: '1',
      description: 'Benchmarks whose hidden test sets are replaced on a schedule.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: new URL('/api/v1', publicUrl).href }],
    paths: withScopes(paths),
    components: {
      schemas: Object.fromEntries(
        Object.entries(components).map(([name, { $schema: _, ...schema }]) => [name, schema]),
      ),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A token of /settings or of `npm run admin -- create-token`. An operation names the scope it needs: `read`, `submit` or `maintain`, each including the ones before.',
        },
      },
    },
  };
}
