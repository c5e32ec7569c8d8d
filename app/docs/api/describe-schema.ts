import type { JsonSchema as Json } from '@/lib/contracts/api/openapi';

export type SchemaRow = { name: string; type: string; isRequired: boolean; note: string };

/**
 * The fields of a body in words, one level deep; what lies in them is in the OpenAPI document.
 * @param schema undefined where a body is no JSON
 * @param schemas what `$ref` names
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

/** A field that two variants have is told once. */
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

/** `text`, `list of numbers`, `"a" or "b"`: what a reader has to send or expect. */
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
