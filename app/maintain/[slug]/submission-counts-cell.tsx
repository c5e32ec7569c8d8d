import { CellNote } from '@/app/_ui/table/cell-note';
import { None } from '@/app/_ui/table/none';
import type { MaintainedRoundView } from '@/lib/contracts/round';

const count = new Intl.NumberFormat('en');

/** A round's submissions by state. Rejected and failed ones gave their slot back. */
export function SubmissionCountsCell({ counts }: { counts: MaintainedRoundView['submissions'] }) {
  const { scored, ...others } = counts;
  const more = (
    [
      [others.unfinished, 'under way'],
      [others.rejected, 'rejected'],
      [others.failed, 'failed'],
    ] as const
  ).filter(([number]) => number > 0);
  if (scored === 0 && more.length === 0) return <None />;
  return (
    <>
      {count.format(scored)} scored
      {more.map(([number, state]) => (
        <CellNote key={state}>
          {count.format(number)} {state}
        </CellNote>
      ))}
    </>
  );
}
