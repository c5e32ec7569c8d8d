import type { z } from 'zod';
import type { FieldFault, Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import { parseWith } from './field-faults';

/** The `metadata` field of a form, which is JSON, against its contract. */
export function parseMetadata<S extends z.ZodType>(
  schema: S,
  fields: Record<string, string>,
): Result<z.output<S>, Refusal> {
  const stray = Object.keys(fields).filter((name) => name !== 'metadata');
  if (stray.length > 0)
    return refuse({
      kind: 'invalid_request',
      faults: stray.map((name) => strayFault(name, fields[name] ?? '')),
    });
  let metadata: unknown;
  try {
    metadata = JSON.parse(fields.metadata ?? '{}');
  } catch {
    return refuse({
      kind: 'invalid_request',
      faults: [{ code: 'bad_json', field: 'metadata', detail: 'it is not JSON' }],
    });
  }
  return parseWith(schema, metadata);
}

/** Says where it belongs, as curl writes it. */
function strayFault(name: string, value: string): FieldFault {
  const shown = value.length <= 40 && !value.includes('\n') ? value : '…';
  return {
    code: 'stray_field',
    field: name,
    detail: `it belongs into the field \`metadata\`, which is JSON: -F 'metadata=${JSON.stringify({ [name]: shown })}'`,
  };
}
