import { CoverageTable } from './coverage-table';
import { Derivation } from './derivation';
import { IntervalTable } from './interval-table';
import { NotProved } from './not-proved';

export function Intervals() {
  return (
    <>
      <p>
        An interval has limits that aim to hold the true score in 95 of 100 rounds. It takes items as drawn
        independently or, where a test set has groups (one document, one patient), groups.
      </p>
      <p>
        Some scores are decided by a few items: one confident error in a log loss, ten large errors in an
        RMSE. Their interval has the mark <b>rests on few items</b>. Marked intervals may hold the true score
        in fewer than half of all rounds.
      </p>
      <p>
        Items in fewer than five groups have no interval: so few say too little of how groups differ. One file
        has one interval in a round, whoever sends it.
      </p>
      <p>How often limits hold where few items or groups decide:</p>
      <CoverageTable />
      <Derivation>
        <p>
          The mark is set where (ΣI²)²/ΣI⁴ is below 10. I is what each item adds to the score, less the mean
          of that. Log loss and Brier score have it too where fewer than 10 items have the wrong class on top.
          So has a score at the end of its range, such as an area of 1. Wilson’s intervals never need it.
        </p>
        <p>What is drawn is drawn with a seed made of the file’s SHA-256, benchmark, round and part.</p>
        <IntervalTable />
      </Derivation>
      <NotProved>
        An interval speaks of other items drawn like these. It knows nothing of wrong labels, or of a test set
        that is unlike the field. Nor does it know whether a model has seen the items. Two that overlap can
        still belong to models that differ for sure (see ranks).
      </NotProved>
    </>
  );
}
