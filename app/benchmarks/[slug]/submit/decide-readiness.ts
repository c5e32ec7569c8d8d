import type { QuotaView } from '@/lib/contracts/submission';
import type { FileCheck } from './use-file-check';

export type Readiness = { isReady: boolean; button: string; note: string };

/** Whether the button may be pressed, what it uses, and, beside it, what is still missing. */
export function decideReadiness({
  quota,
  check,
  model,
  free,
}: {
  check: FileCheck;
  model: string;
  /** What costs no submission. */
  free: string;
  quota: QuotaView;
}): Readiness {
  const { round, day } = quota;
  const isRoundScarcer = round.left < day.left;
  const left = isRoundScarcer ? round.left : day.left;
  const button = left === 0 ? 'Submit' : `Submit (uses 1 of ${left}${isRoundScarcer ? '' : ' today'})`;
  const not = (note: string): Readiness => ({ isReady: false, button, note });
  if (round.left === 0)
    return not(`All ${round.limit} of this round are used. The next round brings new ones.`);
  if (day.left === 0)
    return not(
      `All ${day.limit} of today are used. The next day begins at ${formatMidnight(day.resets_at)}.`,
    );
  if (check.kind === 'none') return not('Choose a file first.');
  if (check.kind === 'checking') return not('The file is being read.');
  if (check.kind === 'checked' && check.problemCount > 0)
    return not(`Fix ${whereOf(check)} to submit. ${free}`);
  if (model.trim() === '') return not('Name the model.');
  if (check.kind === 'checked' && check.by === 'server')
    return { isReady: true, button, note: 'Checked: the file has no error. No submission was used.' };
  return { isReady: true, button, note: free };
}

function whereOf(check: Extract<FileCheck, { kind: 'checked' }>): string {
  const line = check.findings.find((finding) => finding.line !== null)?.line;
  return line ? `line ${line.toLocaleString('en')}` : 'the file';
}

const midnight = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
const formatMidnight = (at: string): string => `${midnight.format(new Date(at))} UTC`;
