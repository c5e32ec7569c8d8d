import { z } from 'zod';
import { keysOf } from '@/lib/core/keys-of';
import { findProblemStatus } from '../problem';
import type { Operation } from './define-operation';
import { listErrors, nouns } from './operations';
import { schemas } from './schemas';

export type JsonSchema = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: object }>>;

/** An operation in the form in which the OpenAPI document describes it. */
export type Described = ReturnType<typeof describeOperation>;

const components: Record<string, JsonSchema> = {};

const info = {
  title: 'Tidemark',
  version: '1',
  description: 'Benchmarks whose hidden test sets are replaced on a schedule.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const securitySchemes = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A token of /settings or of `npm run admin -- create-token`. An operation names the scope it needs: `read`, `submit` or `maintain`, each including the ones before.',
  },
};

function describeOperation(operation: Operation, operationId: string, tag: string) {
  const { summary, description, scope, isForVisitors, params, query, headers, body, responses } = operation;
  const token = scope === null ? [] : [{ token: [scope] }];
  return {
    ...{ operationId, tags: [tag], summary, description },
    security: isForVisitors ? [{}, ...token] : token,
    parameters: [
      ...describeParameters(params, 'path'),
      ...describeParameters(query, 'query'),
      ...(headers ? describeParameters(headers, 'header') : []),
    ],
    ...(body && { requestBody: { required: true, content: describeBody(body) } }),
    responses: { ...describeReplies(responses), ...describeProblems(operation) },
  };
}

const describeParameters = ({ shape }: z.ZodObject, place: 'path' | 'query' | 'header') =>
  Object.entries(shape).map(([name, field]) => {
    const { description, ...schema } = toJson(field, 'input');
    const required = place === 'path' || !z.safeParse(field, undefined).success;
    return { name, in: place, required, ...(typeof description === 'string' && { description }), schema };
  });

function describeBody(body: NonNullable<Operation['body']>): Content {
  if ('schema' in body)
    return { 'application/json': { schema: toJson(body.schema, 'input'), example: body.example } };
  const { file, metadata } = body;
  const schema = {
    type: 'object',
    required: metadata ? ['metadata', file] : [file],
    properties: {
      ...(metadata && { metadata: toJson(metadata, 'input') }),
      [file]: { type: 'string', contentMediaType: 'application/octet-stream' },
    },
  };
  const encoding = metadata && { encoding: { metadata: { contentType: 'application/json' } } };
  return { 'multipart/form-data': { schema, ...encoding } };
}

type Responses = Record<string, { description: string; content?: Content }>;

const describeReplies = (responses: Operation['responses']): Responses =>
  Object.fromEntries(
    Object.entries(responses).map(([status, { description, content }]) => {
      const described = Object.entries(content).map(([mediaType, schema]) => [
        mediaType,
        { schema: toJson(schema, 'output') },
      ]);
      return [
        status,
        { description, ...(described.length > 0 && { content: Object.fromEntries(described) }) },
      ];
    }),
  );

/** Problems that a call may return, by status, with their codes. Problems that every call may return are not listed. */
function describeProblems(operation: Operation): Responses {
  const content = { 'application/problem+json': { schema: toJson(schemas.Problem, 'output') } };
  const described: Responses = {};
  for (const kind of listErrors(operation)) {
    const known = described[findProblemStatus(kind)]?.description;
    described[findProblemStatus(kind)] = {
      description: known ? `${known}, \`${kind}\`` : `\`${kind}\``,
      content,
    };
  }
  return { ...described, default: { description: 'Another problem (RFC 9457), by its `code`.', content } };
}

/** Converts a schema to JSON Schema. Named schemas become references to `components`. */
function toJson(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...whole } = z.toJSONSchema(schema, { io });
  const text = JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $defs, ...json } = withDefinitions.parse(JSON.parse(text));
  Object.assign(components, $defs);
  return json;
}
const jsonSchema = z.record(z.string(), z.unknown());
const withDefinitions = z.looseObject({ $defs: z.record(z.string(), jsonSchema).default({}) });

const paths: Record<string, Record<string, Described>> = {};
for (const tag of keysOf(nouns))
  for (const [id, operation] of Object.entries<Operation>(nouns[tag].calls)) {
    paths[operation.path] ??= {};
    paths[operation.path]![operation.method.toLowerCase()] = describeOperation(operation, id, tag);
  }

/**
 * Composes the OpenAPI 3.1 document of the operations in `operations.ts`, with the same schemas by which requests are
 * parsed.
 */
export const openApiDocument = (publicUrl: string) => ({
  ...{ openapi: '3.1.0', info, servers: [{ url: new URL('/api/v1', publicUrl).href }] },
  tags: keysOf(nouns).map((name) => ({ name, description: nouns[name].description })),
  paths,
  components: { schemas: components, securitySchemes },
});
