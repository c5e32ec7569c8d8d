import type { z } from 'zod';
import { type FieldFault, faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** Parses the `metadata` field of a form, which is JSON, by its contract. */
export function parseMetadata<S extends z.ZodType>(
  schema: S,
  fields: Record<string, string>,
): Result<z.output<S>> {
  const stray = refuseStrayFields(fields);
  if (stray) return stray;
  let metadata: unknown;
  try {
    metadata = JSON.parse(fields.metadata ?? '{}');
  } catch {
    return refuse(faultyField('bad_json', 'metadata', 'it is not JSON'));
  }
  return parseWith(schema, metadata);
}

/**
 * The site's messages for zod issues, for fields whose schema has none of its own. Undefined leaves the message to zod. Passed to
 * a parse as its `error`, over which a schema's own message has priority.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      return describeBound(issue.origin, Number(issue.minimum), 'at least');
    case 'too_big':
      return describeBound(issue.origin, Number(issue.maximum), 'at most');
    case 'invalid_type':
      return issue.input === undefined
        ? 'it is missing'
        : `give ${namesOfTypes[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `give one of ${issue.values.map((value) => String(value)).join(', ')}`;
    case 'unrecognized_keys':
      return `nothing here is called ${issue.keys.join(', ').slice(0, 80)}`;
    default:
      return undefined;
  }
}

const namesOfTypes: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function describeBound(origin: string, bound: number, side: 'at least' | 'at most'): string {
  if (origin === 'string') {
    if (bound === 1 && side === 'at least') return 'it is empty';
    return `give ${side} ${bound.toLocaleString('en')} ${bound === 1 ? 'character' : 'characters'}`;
  }
  if (origin === 'array') return `give ${side} ${bound === 1 ? 'one' : bound.toLocaleString('en')}`;
  return `give ${bound.toLocaleString('en')} or ${side === 'at least' ? 'more' : 'less'}`;
}

/** Parses unknown input; the refusal names each field and its fault. */
export function parseWith<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>> {
  const parsed = schema.safeParse(input, { error: describeIssue });
  if (parsed.success) return ok(parsed.data);
  return refuse({
    kind: 'invalid_request',
    faults: joinEqualFaults(
      parsed.error.issues.map((issue) => ({
        code: issue.code,
        field: issue.path.join('.') || 'body',
        detail: issue.message,
      })),
    ),
  });
}

/** Many elements of a list often have the same fault: one of them is named, with the number of the others. */
function joinEqualFaults(faults: readonly FieldFault[]): FieldFault[] {
  const groups = new Map<string, { first: FieldFault; count: number }>();
  for (const fault of faults) {
    const { code, field, detail } = fault;
    const key = JSON.stringify([code, field.replace(/\.\d+(?=\.|$)/g, '.*'), detail]);
    groups.set(key, { first: groups.get(key)?.first ?? fault, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()].map(({ first, count }) =>
    count === 1 ? first : { ...first, detail: `${first.detail} (and ${count - 1} more like it)` },
  );
}

/** Refuses other fields of a form than a file and `metadata`. Ignoring them silently could change what the sender meant. */
export function refuseStrayFields(
  fields: Readonly<Record<string, string>>,
): { readonly ok: false; readonly error: Refusal } | null {
  const stray = Object.keys(fields).filter((name) => name !== 'metadata');
  if (stray.length === 0) return null;
  return refuse<Refusal>({
    kind: 'invalid_request',
    faults: stray.map((name) =>
      isDryRun.test(name) ? dryRunFault(name) : strayFault(name, fields[name] ?? ''),
    ),
  });
}

const isDryRun = /^dry.?run$/i;

const dryRunFault = (name: string): FieldFault => ({
  code: 'unknown_field',
  field: name,
  detail: 'request a dry run in the URL, with ?dry_run=true',
});

/** Says where the value belongs, as an option of curl. */
function strayFault(name: string, value: string): FieldFault {
  const shown = value.length <= 40 && !value.includes('\n') ? value : '…';
  const field = name.slice(0, 40);
  return {
    code: 'stray_field',
    field,
    detail: `it belongs into the field \`metadata\`, which is JSON: -F 'metadata=${JSON.stringify({ [field]: shown })}'`,
  };
}
