import type { DryRunView } from '@/lib/contracts/dry-run';
import { isDryRunOver } from '@/lib/core/model/dry-run-state';
import { passes } from './check-file';
import type { FileCheck } from './file-check';

const count = new Intl.NumberFormat('en');

/** What a dry run says of the chosen file, so far. */
export function checkOfDryRun(dryRun: DryRunView): FileCheck {
  const { state, message, sample_count } = dryRun;
  if (!isDryRunOver(state)) return { kind: 'trying', dryRun };
  if (state === 'failed') return { kind: 'unchecked', why: message ?? 'The platform could not try it.' };
  if (state === 'passed') {
    const ran =
      sample_count === null
        ? 'It passes the checks; there is no public sample to run it on'
        : `It runs on all ${count.format(sample_count)} items of the public sample, and answers them as it should`;
    return { kind: 'checked', by: 'server', problemCount: 0, findings: [passes(ran)] };
  }
  const stopped = {
    result: 'block',
    line: null,
    column: null,
    detail: message ?? '',
    hint: '',
    excerpt: null,
  } as const;
  return { kind: 'checked', by: 'server', problemCount: 1, findings: [stopped] };
}
