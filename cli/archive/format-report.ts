import {
  type CheckOutcome,
  describeVerdict,
  stageTitles,
  type VerificationReport,
} from '@/lib/core/commitment/verification-report';
import { showLines } from './show-text';

const marks: Record<CheckOutcome, string> = { passed: '✓', failed: '✗', skipped: '–' };

/** A report as lines of text, with faults below the line that they belong to. */
export function formatReport(report: VerificationReport): string {
  const lines = [`${report.title}, round ${report.round} of ${report.benchmark}`];
  for (const { name, seconds, lines: checks } of report.stages) {
    lines.push('', `${stageTitles[name]}, ${seconds.toFixed(2)} s`);
    for (const { outcome, text, findings } of checks) {
      lines.push(`${marks[outcome]} ${text}`);
      for (const { subject, detail } of findings)
        lines.push(`    ${subject === null ? '' : `${subject}: `}${detail}`);
    }
  }
  lines.push('', `${describeVerdict(report)} (${report.seconds.toFixed(2)} s)`);
  return showLines(lines);
}
