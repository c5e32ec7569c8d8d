import { FindingsTable } from '@/app/_ui/submit/findings-table';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { CheckVerdict } from './check-verdict';
import { ChecksTable } from './checks-table';
import { ClassShares } from './class-shares';

const count = new Intl.NumberFormat('en');

/** What the scorer found in an uploaded test set. It never shows a label of an item. */
export function CheckReport({ round }: { round: MaintainedRoundView }) {
  const { check } = round;
  if (!check)
    return (
      <section className="sec" aria-live="polite">
        <div className="sec-head">
          <h2>Check of {round.title}</h2>
        </div>
        <p className="muted">
          The scorer is opening and checking the test set. This page says when it is done.
        </p>
      </section>
    );
  const { problem_count } = check;
  return (
    <section className="sec" aria-live="polite">
      <div className="sec-head">
        <h2>Check of {round.title}</h2>
        <p className="small">
          <CheckVerdict check={check} />
        </p>
      </div>
      <dl className="disc">
        <dt>Items</dt>
        <dd>{count.format(check.item_count)}</dd>
        <dt>Input columns</dt>
        <dd className="breaks">{check.input_columns.join(', ') || 'none'}</dd>
        {Object.keys(check.class_share_percent).length > 0 && (
          <>
            <dt>Class shares</dt>
            <dd>
              <ClassShares shares={check.class_share_percent} />
            </dd>
          </>
        )}
      </dl>
      {check.checks.length > 0 && <ChecksTable checks={check.checks} />}
      {check.checks.some(({ outcome }) => outcome === 'block') && round.state === 'draft' && (
        <p className="small muted after">
          What blocks keeps the round from being sealed: correct the test set and upload it as a new draft
          below.
        </p>
      )}
      {problem_count > 0 && (
        <>
          <FindingsTable
            findings={check.problems.map((problem) => ({ ...problem, result: 'block', excerpt: null }))}
          />
          <p className="small muted after">
            A test set is not edited here: upload the corrected file as a new draft below.
          </p>
        </>
      )}
    </section>
  );
}
