import type { Refusal } from '@/lib/core/refusal';
import { refuse } from '@/lib/core/result';

/** What a submission's form has beside file and metadata: left out in silence, `-F dry_run=true` would be a real submission. */
export function refuseStrayFields(
  fields: Readonly<Record<string, string>>,
): { readonly ok: false; readonly error: Refusal } | null {
  const stray = Object.keys(fields).filter((name) => name !== 'metadata');
  if (stray.length === 0) return null;
  return refuse<Refusal>({
    kind: 'invalid_request',
    faults: stray.map((name) => ({
      code: 'unknown_field',
      field: name.slice(0, 40),
      detail: 'send a file and metadata; a dry run is asked for in the address, ?dry_run=true',
    })),
  });
}
