import { z } from 'zod';
import { openApiDocument } from '@/lib/contracts/openapi';
import type { ApiExample } from '@/services/publication/find-api-example';
import { describeSchema, type SchemaRow } from './describe-schema';
import { exampleBodies, exampleFields, fillPath } from './examples';

export type CallParameter = { name: string; in: string; type: string; isRequired: boolean; note: string };

export type Call = {
  /** Of its anchor on the page: it stays as long as the call does. */
  id: string;
  method: string;
  path: string;
  summary: string;
  isPublic: boolean;
  /** What a token must be good for; null where none is asked for. */
  scope: string | null;
  parameters: readonly CallParameter[];
  /** What it takes; null for nothing. */
  body: { type: string; rows: readonly SchemaRow[] } | null;
  answers: readonly { status: string; description: string; rows: readonly SchemaRow[] }[];
  /** As a shell takes it. */
  command: string;
  /** Its address where anybody may look at it. */
  readPath: string | null;
};

const json = z.record(z.string(), z.unknown());
type Json = z.output<typeof json>;
const media = z.record(z.string(), z.object({ schema: json }));
type Media = z.output<typeof media>;

/** What of the OpenAPI document is read here. */
const operationSchema = z.object({
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: json,
        description: z.string().optional(),
      }),
    )
    .default([]),
  requestBody: z.object({ content: media }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: media.optional() })),
});
type Described = z.output<typeof operationSchema>;
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), json) }),
});

/** The calls of the API in the order of its OpenAPI document, the one list there is. */
export function listCalls(publicUrl: string, example: ApiExample): Call[] {
  const { paths, components } = documentSchema.parse(openApiDocument(publicUrl));
  const { schemas } = components;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      describeCall(publicUrl, { method: method.toUpperCase(), path, schemas, example }, operation),
    ),
  );
}

type Place = {
  method: string;
  path: string;
  schemas: Readonly<Record<string, Json>>;
  example: ApiExample;
};

function describeCall(publicUrl: string, place: Place, operation: Described): Call {
  const { method, path, schemas, example } = place;
  const isPublic = isForAll(operation.security);
  const filled = fillPath(path, example);
  const rowsOf = (content: Media | undefined) => describeSchema(schemaOf(content), schemas);
  return {
    id: anchorOf(method, path),
    ...{ method, path, isPublic },
    summary: operation.summary,
    scope: scopeOf(operation.security),
    parameters: operation.parameters.map(({ name, in: where, required, schema, description }) => ({
      ...{ name, in: where, isRequired: required === true, note: description ?? '' },
      type: describeSchema({ type: 'object', properties: { [name]: schema } }, schemas)[0]?.type ?? '',
    })),
    body: operation.requestBody
      ? {
          type: Object.keys(operation.requestBody.content).join(', '),
          rows: rowsOf(operation.requestBody.content),
        }
      : null,
    answers: Object.entries(operation.responses)
      .filter(([status]) => status !== 'default')
      .map(([status, { description, content }]) => ({ status, description, rows: rowsOf(content) })),
    command: writeCommand(publicUrl, place, operation, filled),
    readPath: method === 'GET' && isPublic ? filled : null,
  };
}

export const anchorOf = (method: string, path: string): string =>
  `${method.toLowerCase()}${path.replaceAll(/[^a-z]+/gi, '-').replace(/-$/, '')}`;

const schemaOf = (content: Media | undefined): Json | null =>
  content?.['application/json']?.schema ?? content?.['multipart/form-data']?.schema ?? null;

const scopeOf = (security: Described['security']): string | null =>
  security.flatMap((way) => way.token ?? [])[0] ?? null;

const isForAll = (security: Described['security']): boolean =>
  security.length === 0 || security.some((way) => way.token === undefined);

/** A line for a shell in which `TOKEN` is one of the reader's own. */
function writeCommand(
  publicUrl: string,
  { method, path }: Place,
  { security, requestBody }: Described,
  filled: string,
): string {
  const parts = ['curl -s'];
  if (!isForAll(security)) parts.push('-H "Authorization: Bearer $TOKEN"');
  if (method !== 'GET') parts.push(`-X ${method}`);
  const body = exampleBodies[`${method} ${path}`];
  const fields = exampleFields[`${method} ${path}`];
  if (fields) for (const field of fields) parts.push(`-F ${quote(field)}`);
  else if (requestBody && body !== undefined)
    parts.push("-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body))}`);
  parts.push(quote(new URL(filled, publicUrl).href));
  return parts.join(' \\\n  ');
}

/** Nothing in single quotes is special to a shell, but they themselves. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
