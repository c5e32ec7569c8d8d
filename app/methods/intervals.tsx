import { IntervalTable } from './interval-table';
import { NotProved } from './not-proved';

export function Intervals() {
  return (
    <>
      <p>
        All intervals have level 95 %. They take items as drawn independently or, where a test set has groups
        (one document, one patient), groups as drawn independently.
      </p>
      <IntervalTable />
      <NotProved>
        An interval speaks of other items drawn like these. It knows nothing of wrong labels, of a test set
        that is unlike the field, or of a model that has seen the items; and two that overlap can still belong
        to models that differ for sure (see ranks).
      </NotProved>
    </>
  );
}
