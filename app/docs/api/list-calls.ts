import type { Operation } from '@/lib/contracts/api/define-operation';
import { type Described, type JsonSchema, openApiDocument } from '@/lib/contracts/api/openapi';
import { listErrors, nouns } from '@/lib/contracts/api/operations';
import { keysOf } from '@/lib/core/keys-of';
import type { ApiExample } from '@/services/publication/find-document';
import { describeSchema, isJson, type SchemaRow } from './describe-schema';

/** A named schema that a call takes or returns, alone or as the items of a page. */
export type SchemaUse = { readonly name: string; readonly isList: boolean };

export type NamedSchema = { readonly name: string; readonly rows: readonly SchemaRow[] };

export type Call = Pick<Operation, 'method' | 'path' | 'summary' | 'description' | 'scope'> & {
  /** Its operationId, and its anchor on the page. */
  id: string;
  isPublic: boolean;
  parameters: readonly SchemaRow[];
  /** Named schemas, or the fields where there are none; null for a call without a body. */
  body: { type: string; schemas: readonly SchemaUse[]; rows: readonly SchemaRow[] } | null;
  responses: readonly {
    status: string;
    description: string;
    schemas: readonly SchemaUse[];
    /** The names of the fields of a schema without a name. */
    fields: readonly string[];
  }[];
  /** Codes of problems. */
  errors: readonly string[];
  /** For a shell in which `TOKEN` is one of the reader's own. */
  command: string;
  /** Its address where anybody may read it. */
  readPath: string | null;
};

export type Noun = { readonly name: string; readonly description: string; readonly calls: readonly Call[] };

/** The calls of the API by noun, as its OpenAPI document describes them. */
export function listNouns(publicUrl: string, example: ApiExample): Noun[] {
  const { paths, components } = openApiDocument(publicUrl);
  return keysOf(nouns).map((name) => ({
    name,
    description: nouns[name].description,
    calls: Object.entries<Operation>(nouns[name].calls).map(([id, operation]) => {
      const described = paths[operation.path]![operation.method.toLowerCase()]!;
      const filled = fillPath(operation.path, example);
      return {
        ...describeCall(operation, described, components.schemas),
        ...{ id, command: writeCommand(operation, new URL(filled, publicUrl)) },
        readPath: operation.method === 'GET' && isPublic(operation) ? filled : null,
      };
    }),
  }));
}

/** The bodies that calls take and return, by name. */
export function listSchemas(publicUrl: string): NamedSchema[] {
  const { schemas } = openApiDocument(publicUrl).components;
  return Object.entries(schemas)
    .map(([name, schema]) => ({ name, rows: describeSchema(schema, schemas) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

type Schemas = Readonly<Record<string, JsonSchema>>;

const isPublic = ({ scope, isForVisitors }: Operation): boolean => scope === null || isForVisitors === true;

function describeCall(
  operation: Operation,
  { parameters, requestBody, responses }: Described,
  schemas: Schemas,
): Omit<Call, 'id' | 'command' | 'readPath'> {
  const { method, path, summary, description, scope } = operation;
  return {
    ...{ method, path, summary, description, scope, isPublic: isPublic(operation) },
    parameters: parameters.map(({ name, in: place, required, schema, description = '' }) => ({
      ...describeSchema({ properties: { [name]: schema } }, schemas)[0]!,
      isRequired: required,
      note: [place === 'path' ? '' : `In the ${place}.`, description].filter(Boolean).join(' '),
    })),
    body: requestBody ? describeBody(requestBody, schemas) : null,
    responses: Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .map(([status, { description, content }]) => {
        const uses = listUses(content?.['application/json']?.schema);
        const rows = uses.length > 0 ? [] : describeSchema(content?.['application/json']?.schema, schemas);
        return { status, description, schemas: uses, fields: rows.map(({ name }) => name) };
      }),
    errors: listErrors(operation),
  };
}

function describeBody({ content }: NonNullable<Described['requestBody']>, schemas: Schemas): Call['body'] {
  const [[type, { schema }] = ['', { schema: {} }]] = Object.entries(content);
  const uses = listUses(schema);
  return { type, schemas: uses, rows: uses.length > 0 ? [] : describeSchema(schema, schemas) };
}

/** The named schemas of a body: itself, its variants, or the items of its page. */
function listUses(schema: JsonSchema | undefined, isList = false): SchemaUse[] {
  if (schema === undefined) return [];
  if (typeof schema.$ref === 'string') return [{ name: schema.$ref.split('/').at(-1)!, isList }];
  if (Array.isArray(schema.anyOf)) return schema.anyOf.filter(isJson).flatMap((one) => listUses(one));
  const items = isJson(schema.properties) ? schema.properties.items : undefined;
  return isJson(items) && isJson(items.items) ? listUses(items.items, true) : [];
}

/** The path with an example in each place. */
function fillPath(path: string, { slug, number, model }: ApiExample): string {
  const places: Readonly<Record<string, string | number>> = {
    ...{ slug, number, model },
    ...{ id: '0d4e8f1c-6a55-4a3b-9a55-1f6a5c1b2d3e', erratum: 1 },
    ...{ earlier: Math.max(1, number - 1), name: 'items.csv' },
  };
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(places[name]))}`;
}

function writeCommand(operation: Operation, address: URL): string {
  const { method, body } = operation;
  const parts = ['curl -s'];
  if (!isPublic(operation)) parts.push('-H "Authorization: Bearer $TOKEN"');
  if (method !== 'GET') parts.push(`-X ${method}`);
  if (body && 'file' in body) parts.push(...body.example.map((field) => `-F ${quote(field)}`));
  else if (body)
    parts.push("-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body.example))}`);
  return [...parts, quote(address.href)].join(' \\\n  ');
}

/** Nothing in single quotes is special to a shell, but they themselves. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
