import type { z } from 'zod';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import { parseWith } from './field-faults';
import { refuseStrayFields } from './refuse-stray-fields';

/** The `metadata` field of a form, which is JSON, against its contract. */
export function parseMetadata<S extends z.ZodType>(
  schema: S,
  fields: Record<string, string>,
): Result<z.output<S>, Refusal> {
  const stray = refuseStrayFields(fields);
  if (stray) return stray;
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
