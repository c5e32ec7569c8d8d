import { z } from 'zod';
import { openApiDocument } from '@/lib/contracts/openapi';
import type { ApiExample } from '@/services/publication/find-api-example';
import { describeSchema, type SchemaRow } from './describe-schema';
import { exampleBodies, exampleFields, fillPath } from './examples';

export type CallParameter = { name: string; in: string; type: string; isRequired: boolean; note: string };

/** A named schema where something is taken or answered, alone or as the items of a page. */
export type SchemaUse = { readonly name: string; readonly isList: boolean };
export type NamedSchema = { readonly name: string; readonly rows: readonly SchemaRow[] };

type Answer = {
  status: string;
  description: string;
  schemas: readonly SchemaUse[];
  /** Names of what it has where it is of no named schema. */
  fields: readonly string[];
};

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
  /** What it takes, by names or, where it has none, by fields; null for nothing. */
  body: { type: string; schemas: readonly SchemaUse[]; rows: readonly SchemaRow[] } | null;
  answers: readonly Answer[];
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

/** What calls take and answer, by name. */
export function listSchemas(publicUrl: string): NamedSchema[] {
  const { schemas } = documentSchema.parse(openApiDocument(publicUrl)).components;
  return Object.entries(schemas).map(([name, schema]) => ({ name, rows: describeSchema(schema, schemas) }));
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
  return {
    id: anchorOf(method, path),
    ...{ method, path, isPublic },
    summary: operation.summary,
    scope: scopeOf(operation.security),
    parameters: operation.parameters.map(({ name, in: where, required, schema, description }) => ({
      ...{ name, in: where, isRequired: required === true, note: description ?? '' },
      type: describeSchema({ type: 'object', properties: { [name]: schema } }, schemas)[0]?.type ?? '',
    })),
    body: operation.requestBody ? describeBody(operation.requestBody.content, schemas) : null,
    answers: Object.entries(operation.responses)
      .filter(([status]) => status !== 'default')
      .map(([status, { description, content }]) => ({
        ...{ status, description },
        ...describeAnswer(schemaOf(content), schemas),
      })),
    command: writeCommand(publicUrl, place, operation, filled),
    readPath: method === 'GET' && isPublic ? filled : null,
  };
}

function describeBody(content: Media, schemas: Place['schemas']): Call['body'] {
  const schema = schemaOf(content);
  const uses = listUses(schema);
  return {
    type: Object.keys(content).join(', '),
    schemas: uses,
    rows: uses.length > 0 ? [] : describeSchema(schema, schemas),
  };
}

function describeAnswer(schema: Json | null, schemas: Place['schemas']): Pick<Answer, 'schemas' | 'fields'> {
  const uses = listUses(schema);
  return {
    schemas: uses,
    fields: uses.length > 0 ? [] : describeSchema(schema, schemas).map(({ name }) => name),
  };
}

const named = z.object({ $ref: z.string() });
const oneOfNamed = z.object({ anyOf: z.array(named) });
const pageOfNamed = z.object({ properties: z.object({ items: z.object({ items: named }) }) });

/** The named schemas that a body is of; none where it has fields of its own. */
function listUses(schema: Json | null): SchemaUse[] {
  const one = named.safeParse(schema).data;
  if (one) return [{ name: nameOf(one), isList: false }];
  const several = oneOfNamed.safeParse(schema).data;
  if (several) return several.anyOf.map((each) => ({ name: nameOf(each), isList: false }));
  const page = pageOfNamed.safeParse(schema).data;
  return page ? [{ name: nameOf(page.properties.items.items), isList: true }] : [];
}

const nameOf = ({ $ref }: z.output<typeof named>): string => $ref.split('/').at(-1)!;

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
