import type { MaintainedRoundView } from '@/lib/contracts/round';

type Report = NonNullable<MaintainedRoundView['check']>;

const count = new Intl.NumberFormat('en');

/** What came of a test set's check, in a line. */
export function CheckVerdict({ check }: { check: Report }) {
  const { problem_count, problems } = check;
  if (problem_count > 0)
    return (
      <>
        <b className="text-over">
          {count.format(problem_count)} {problem_count === 1 ? 'problem stops' : 'problems stop'} it
        </b>
        {problems.length < problem_count && (
          <span className="text-ink-2">, the first {problems.length} below</span>
        )}
      </>
    );
  const countOf = (wanted: string) => check.checks.filter(({ outcome }) => outcome === wanted).length;
  const [block, warn, pass] = [countOf('block'), countOf('warn'), countOf('pass')];
  return (
    <>
      {block === 0 ? (
        <b className="text-sea">no problem</b>
      ) : (
        <b className="text-over">{block === 1 ? '1 block' : `${block} blocks`}</b>
      )}
      {warn > 0 && (
        <>
          {' '}
          · <b className="text-land">{warn === 1 ? '1 warning' : `${warn} warnings`}</b>
        </>
      )}
      {check.checks.length > 0 && <span className="text-ink-2"> · {pass} pass</span>}
    </>
  );
}
