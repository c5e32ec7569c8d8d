import { FindingsTable } from '@/app/_ui/submit/findings-table';
import type { FileCheck } from './file-check';

const count = new Intl.NumberFormat('en');

/** What the check of the chosen file has found. */
export function ChecksSection({ check }: { check: FileCheck }) {
  if (check.kind === 'none') return null;
  return (
    <section className="step">
      <div className="sec-head">
        <h2>Checks on this file</h2>
        <p className="small" role="status">
          <Verdict check={check} />
        </p>
      </div>
      {check.kind === 'unchecked' && <p className="muted">{check.why}</p>}
      {check.kind === 'checked' && <FindingsTable findings={check.findings} />}
    </section>
  );
}

function Verdict({ check }: { check: FileCheck }) {
  switch (check.kind) {
    case 'checking':
      return <span className="muted">reading, {Math.floor(check.share * 100)}&nbsp;%</span>;
    case 'checked':
      return check.problemCount === 0 ? (
        <b className="sea">ready to submit, checked by the {check.by}</b>
      ) : (
        <>
          <b className="over">
            {count.format(check.problemCount)} {check.problemCount === 1 ? 'problem stops' : 'problems stop'}{' '}
            it
          </b>
          <span className="muted">
            {check.findings.length < check.problemCount && `, the first ${check.findings.length} below`},
            checked by the {check.by}
          </span>
        </>
      );
    default:
      return <span className="muted">not checked yet</span>;
  }
}
