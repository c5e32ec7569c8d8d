import type { FieldFault, Refusal } from '@/lib/core/refusal';
import { refuse } from '@/lib/core/result';

/** A form has a file and `metadata`. Anything else left out in silence would be another request than was meant. */
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
  detail: 'a dry run is asked for in the address, ?dry_run=true',
});

/** Says where it belongs, as curl writes it. */
function strayFault(name: string, value: string): FieldFault {
  const shown = value.length <= 40 && !value.includes('\n') ? value : '…';
  const field = name.slice(0, 40);
  return {
    code: 'stray_field',
    field,
    detail: `it belongs into the field \`metadata\`, which is JSON: -F 'metadata=${JSON.stringify({ [field]: shown })}'`,
  };
}
