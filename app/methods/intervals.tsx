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
        An interval is called <b>unreliable</b> where a count is too small for it: under 20 groups, under 10
        items of the rarest class, or, of log loss and Brier score, under 5 items with the wrong class on top.
        Such intervals hold the true score less often than others. Those of shares of hits never are.
      </p>
      <p>
        RMSE and R² always say how much of the squared error the <b>largest 1 % of errors</b> make. If errors
        have heavy tails, the interval holds less often than 95 %. No sign in the sample tells which interval
        fails.
      </p>
      <p>
        Items in fewer than five groups have no interval. Nor has a constant prediction whose score is the
        same on every sample, such as an area of .5. One file has one interval in a round, whoever sends it.
      </p>
      <p>How often limits hold the true score:</p>
      <CoverageTable />
      <Derivation>
        <IntervalTable />
        <p>
          Of items in groups, the influences are summed by group, with one degree of freedom less than there
          are groups. Where a true class has fewer than five hits or misses, a second interval is made from
          the matrix with half a hit and half a miss more in each true class. The outer limits count. At an
          end of the range stand Wilson’s limits with the items of the rarest class as trials.
        </p>
      </Derivation>
      <NotProved>
        An interval speaks of other items drawn like these. It knows nothing of wrong labels, or of a test set
        that is unlike the field. Nor does it know whether a model has seen the items. Two that overlap can
        still belong to models that differ for sure (see ranks).
      </NotProved>
    </>
  );
}
