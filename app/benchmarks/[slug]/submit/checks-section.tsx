import { Section } from '@/app/_ui/page/section';
import { FindingsTable } from '@/app/_ui/submit/findings-table';
import type { FileCheck } from './file-check';
import { WatchDryRun } from './watch-dry-run';

const count = new Intl.NumberFormat('en');

/** What the check of the chosen file has found. */
export function ChecksSection({
  check,
  hasLines,
  onCheck,
}: {
  check: FileCheck;
  hasLines: boolean;
  onCheck: (check: FileCheck) => void;
}) {
  if (check.kind === 'none') return null;
  return (
    <Section
      kind="step"
      title="Checks on this file"
      asideTone="ink"
      asideRole="status"
      aside={<Verdict check={check} />}
    >
      {check.kind === 'unchecked' && <p className="text-ink-2">{check.why}</p>}
      {check.kind === 'trying' && <WatchDryRun dryRun={check.dryRun} onCheck={onCheck} />}
      {check.kind === 'checked' && <FindingsTable findings={check.findings} hasLines={hasLines} />}
    </Section>
  );
}

function Verdict({ check }: { check: FileCheck }) {
  switch (check.kind) {
    case 'checking':
      return <span className="text-ink-2">reading, {Math.floor(check.share * 100)}&nbsp;%</span>;
    case 'trying':
      return <span className="text-ink-2">being tried</span>;
    case 'checked':
      return check.problemCount === 0 ? (
        <b className="text-sea">ready to submit, checked by the {check.by}</b>
      ) : (
        <>
          <b className="text-over">
            {count.format(check.problemCount)} {check.problemCount === 1 ? 'problem stops' : 'problems stop'}{' '}
            it
          </b>
          <span className="text-ink-2">
            {check.findings.length < check.problemCount && `, the first ${check.findings.length} below`},
            checked by the {check.by}
          </span>
        </>
      );
    default:
      return <span className="text-ink-2">not checked yet</span>;
  }
}
