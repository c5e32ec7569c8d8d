import type { FieldFault, Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

const yes = new Set(['', '1', 'true', 'yes', 'on', 'y', 't']);
const no = new Set(['0', 'false', 'no', 'off', 'n', 'f']);

/**
 * Whether a submission is a dry run, by the query of its address. In whatever way somebody asks for one, what comes of it is never a
 * real submission: another spelling, a second value or another name is refused.
 */
export function parseSubmissionQuery(query: URLSearchParams): Result<{ dryRun: boolean }, Refusal> {
  const unknown = [...new Set(query.keys())].filter((name) => name !== 'dry_run');
  if (unknown.length > 0)
    return refused(
      unknown.map((name) => ({
        code: 'unknown_parameter',
        field: name.slice(0, 40),
        detail: 'the only parameter here is dry_run',
      })),
    );
  const values = query.getAll('dry_run');
  if (values.length > 1) return refused([{ code: 'given_twice', field: 'dry_run', detail: 'give it once' }]);
  const value = values[0]?.trim().toLowerCase();
  if (value === undefined || no.has(value)) return ok({ dryRun: false });
  if (yes.has(value)) return ok({ dryRun: true });
  return refused([{ code: 'not_a_boolean', field: 'dry_run', detail: 'give true or false' }]);
}

const refused = (faults: readonly FieldFault[]) => refuse<Refusal>({ kind: 'invalid_request', faults });
