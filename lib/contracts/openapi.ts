import { z } from 'zod';
import { benchmarkSchema, newBenchmarkSchema } from './benchmark';
import { leaderboardSchema } from './leaderboard';
import { meSchema, newTokenSchema, tokenSchema } from './person';
import { problemSchema } from './problem';
import { newRoundSchema, openRoundSchema, roundSchema } from './round';
import { newSubmissionSchema, quotaSchema, submissionSchema, validationSchema } from './submission';

type JsonObject = Record<string, unknown>;

const components = {
  Benchmark: z.toJSONSchema(benchmarkSchema),
  NewBenchmark: z.toJSONSchema(newBenchmarkSchema, { io: 'input' }),
  Round: z.toJSONSchema(roundSchema),
  NewRound: z.toJSONSchema(newRoundSchema, { io: 'input' }),
  OpenRound: z.toJSONSchema(openRoundSchema, { io: 'input' }),
  Leaderboard: z.toJSONSchema(leaderboardSchema),
  Submission: z.toJSONSchema(submissionSchema),
  NewSubmission: z.toJSONSchema(newSubmissionSchema, { io: 'input' }),
  Validation: z.toJSONSchema(validationSchema),
  Quota: z.toJSONSchema(quotaSchema),
  Me: z.toJSONSchema(meSchema),
  Token: z.toJSONSchema(tokenSchema),
  NewToken: z.toJSONSchema(newTokenSchema, { io: 'input' }),
  CreatedToken: z.toJSONSchema(tokenSchema.extend({ token: z.string() })),
  Problem: z.toJSONSchema(problemSchema),
};
type ComponentName = keyof typeof components;

const ref = (name: ComponentName): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const pageOf = (name: ComponentName): JsonObject => ({
  type: 'object',
  required: ['items', 'next'],
  properties: { items: { type: 'array', items: ref(name) }, next: { type: ['string', 'null'] } },
});

const slug = { name: 'slug', in: 'path', required: true, schema: { type: 'string' } };
const number = { name: 'number', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const paging = [
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
  { name: 'cursor', in: 'query', schema: { type: 'string' }, description: 'The `next` of the page before.' },
];

const problem = {
  description: 'A problem (RFC 9457) with a stable `code`.',
  content: { 'application/problem+json': { schema: ref('Problem') } },
};

/** An operation: what it does, its parameters, what it takes and what it answers. Every one may answer a problem. */
function operation(
  summary: string,
  of: {
    parameters?: JsonObject[];
    body?: JsonObject;
    answers: Record<string, { description: string; content?: JsonObject; headers?: JsonObject }>;
    isPublic?: boolean;
  },
): JsonObject {
  return {
    summary,
    ...(of.parameters ? { parameters: of.parameters } : {}),
    ...(of.body ? { requestBody: { required: true, content: of.body } } : {}),
    responses: { ...of.answers, default: problem },
    security: of.isPublic ? [] : [{ token: [] }],
  };
}

const multipart = (file: string, metadata: ComponentName): JsonObject => ({
  'multipart/form-data': {
    schema: {
      type: 'object',
      required: [file, 'metadata'],
      properties: {
        metadata: ref(metadata),
        [file]: { type: 'string', contentMediaType: 'application/octet-stream' },
      },
    },
    encoding: { metadata: { contentType: 'application/json' } },
  },
});

const roundAction = (summary: string) =>
  operation(summary, {
    parameters: [slug, number],
    answers: { '200': { description: 'The round in its new state.', content: json(ref('Round')) } },
  });

const paths: Record<string, JsonObject> = {
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
    get: operation('A round', {
      parameters: [slug, number],
      isPublic: true,
      answers: { '200': { description: 'The round.', content: json(ref('Round')) } },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/leaderboard': {
    get: operation('The ranking of a round: its newest snapshot', {
      parameters: [
        slug,
        number,
        { name: 'format', in: 'query', schema: { type: 'string', enum: ['json', 'csv'] } },
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
  '/benchmarks/{slug}/rounds/{number}/seal': {
    post: roundAction('Seal a draft: draw its parts; nothing of it can change afterwards'),
  },
  '/benchmarks/{slug}/rounds/{number}/open': {
    post: operation('Open a sealed round now', {
      parameters: [slug, number],
      body: json(ref('OpenRound')),
      answers: { '200': { description: 'The round in its new state.', content: json(ref('Round')) } },
    }),
  },
  '/benchmarks/{slug}/rounds/{number}/close': {
    post: roundAction('Close the open round now; the official ranking follows'),
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
          description: 'Validate only: nothing is recorded, no slot is used.',
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
        '202': { description: 'Accepted: the receipt.', content: json(ref('Submission')) },
      },
    }),
  },
  '/submissions/{id}': {
    get: operation('A submission of your team, or of a benchmark you maintain', {
      parameters: [id],
      answers: { '200': { description: 'The submission.', content: json(ref('Submission')) } },
    }),
  },
  '/submissions/{id}/events': {
    get: operation('Its changes as server-sent events, until it is finished', {
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

/** The API's description, made from the same schemas that parse its requests. */
export function openApiDocument(publicUrl: string): JsonObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tidemark',
      version: '1',
      description: 'Benchmarks whose hidden test sets are replaced on a schedule.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: new URL('/api/v1', publicUrl).href }],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(components).map(([name, { $schema: _, ...schema }]) => [name, schema]),
      ),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of /settings or of `npm run admin -- create-token`.',
        },
      },
    },
  };
}
