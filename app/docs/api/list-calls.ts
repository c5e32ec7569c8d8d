import type { Operation } from '@/lib/contracts/api/define-operation';
import {
  type Described,
  type JsonSchema as Json,
  type JsonSchema,
  openApiDocument,
} from '@/lib/contracts/api/openapi';
import { listErrors, nouns } from '@/lib/contracts/api/operations';
import { keysOf } from '@/lib/core/keys-of';
import type { ApiExample } from '@/services/publication/find-document';

/** A named schema in a body: as the whole body, or (`isList`) as the type of a list's items. */
export type SchemaUse = { readonly name: string; readonly isList: boolean };

export type NamedSchema = { readonly name: string; readonly rows: readonly SchemaRow[] };

export type Call = Pick<Operation, 'method' | 'path' | 'summary' | 'description' | 'scope'> & {
  /** The call's operationId, which is also its id on the page. */
  id: string;
  isPublic: boolean;
  parameters: readonly SchemaRow[];
  /** The type of the body with its named schemas, or its fields if it has none; null for a call without a body. */
  body: { type: string; schemas: readonly SchemaUse[]; rows: readonly SchemaRow[] } | null;
  responses: readonly {
    status: string;
    description: string;
    schemas: readonly SchemaUse[];
    /** Names of the fields of a response whose schema has no name. */
    fields: readonly string[];
  }[];
  /** Codes of the problem documents with which the call may respond. */
  errors: readonly string[];
  /** The call as a shell command, in which `TOKEN` is an API token of the reader. */
  command: string;
  /** Path of the call with example values if it is a public GET; null for other calls. */
  readPath: string | null;
};

export type Noun = { readonly name: string; readonly description: string; readonly calls: readonly Call[] };

/** The calls of the API, grouped by resource, as the OpenAPI document describes them. */
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

/** All named schemas of request and response bodies. */
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

/** The named schemas in a body: the body's own, those of its variants, or that of its list's items. */
function listUses(schema: JsonSchema | undefined, isList = false): SchemaUse[] {
  if (schema === undefined) return [];
  if (typeof schema.$ref === 'string') return [{ name: schema.$ref.split('/').at(-1)!, isList }];
  if (Array.isArray(schema.anyOf)) return schema.anyOf.filter(isJson).flatMap((one) => listUses(one));
  const items = isJson(schema.properties) ? schema.properties.items : undefined;
  return isJson(items) && isJson(items.items) ? listUses(items.items, true) : [];
}

/** Replaces the parameters of a path by examples. */
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

/** Quotes a text for a POSIX shell; inside single quotes only a single quote is special. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export type SchemaRow = { name: string; type: string; isRequired: boolean; note: string };

/**
 * Lists the fields of a body, one level deep; deeper ones are in the OpenAPI document.
 * @param schema undefined for a body that isn't JSON
 * @param schemas schemas to which a `$ref` may point
 */
export function describeSchema(
  schema: Json | undefined,
  schemas: Readonly<Record<string, Json>>,
): readonly SchemaRow[] {
  const whole = resolve(schema ?? {}, schemas);
  const variants = variantsOf(whole);
  if (variants.length > 0)
    return variants.flatMap((variant) => describeSchema(variant, schemas)).filter(isFirst);
  const properties = isJson(whole.properties) ? whole.properties : {};
  const required = Array.isArray(whole.required) ? whole.required : [];
  return Object.entries(properties).flatMap(([name, property]) =>
    isJson(property)
      ? [
          {
            name,
            type: describeType(property, schemas),
            isRequired: required.includes(name),
            note: typeof property.description === 'string' ? property.description : '',
          },
        ]
      : [],
  );
}

/** True for the first row of a field's name, so that a field that several variants have is listed once. */
const isFirst = ({ name }: SchemaRow, at: number, rows: readonly SchemaRow[]): boolean =>
  rows.findIndex((other) => other.name === name) === at;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const variantsOf = ({ anyOf, oneOf }: Json): readonly Json[] =>
  [anyOf, oneOf].flatMap((variants) => (Array.isArray(variants) ? variants.filter(isJson) : []));

function resolve(schema: Json, schemas: Readonly<Record<string, Json>>): Json {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
  return name === undefined ? schema : (schemas[name] ?? {});
}

/** The type of a field in words, for example `text`, `list of number` or `"a" or "b"`. */
function describeType(given: Json, schemas: Readonly<Record<string, Json>>): string {
  const schema = resolve(given, schemas);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if ('const' in schema) return JSON.stringify(schema.const);
  const variants = variantsOf(schema);
  if (variants.length > 0)
    return [...new Set(variants.map((variant) => describeType(variant, schemas)))].join(' or ');
  if (schema.type === 'array')
    return isJson(schema.items) ? `list of ${describeType(schema.items, schemas)}` : 'list';
  const types = [schema.type ?? 'object'].flat();
  return types.map((type) => names[String(type)] ?? String(type)).join(' or ') + describeFormat(schema);
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'integer',
  boolean: 'true or false',
  null: 'null',
  object: 'object',
};

function describeFormat({ format, contentMediaType }: Json): string {
  if (typeof contentMediaType === 'string') return ' (a file)';
  return typeof format === 'string' ? ` (${format})` : '';
}
