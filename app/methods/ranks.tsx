import { computeExpectedMaximum } from '@/lib/core/statistics/expected-maximum';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

export function Ranks() {
  return (
    <>
      <p>
        <b>What counts.</b> Of each model’s scored submissions one is ranked: the one its team chose before
        the close, else the best reported score, else the newest. Automatic evaluations come last. A score
        without a value is never ranked; equal scores share a rank.
      </p>
      <p>
        <b>Rank ranges.</b> All pairs of models are tested item by item on the final split. All ranges
        together hold the true ranks in 95 of 100 rounds, as far as each test keeps its level.
      </p>
      <p>
        A <b>statistical tie for first</b> includes all models whose range begins at 1: none is significantly
        better. If all of 30 models are equally good, one of them is outside the tie in about 4 of 100 rounds.
      </p>

      <p>
        A provisional score is the <b>best of k</b> reported ones, too high by up to a<sub>k</sub>·SE, a
        <sub>k</sub> the expected largest of k normal numbers: {computeExpectedMaximum(10).toFixed(2)} for k =
        10. Official scores select nothing.
      </p>
      <Derivation>
        <p>
          <b>Exact McNemar</b> serves the same metrics as on the <a href="#guarded-ladder">ladder</a>. Of b
          and c items that only one has right, p = 2·P(X ≥ max(b, c)), X ~ Binomial(b + c, ½), at most 1.
        </p>
        <p>
          <b>Paired t</b> serves all others, and items in groups: Student’s t of the paired differences of
          losses, for RMSE and R² squared errors, or else of θ̂ + Iᵢ. Standard error and degrees are the
          interval’s. Groups are summed (Liang &amp; Zeger 1986; Obuchowski 1998). No p is below 2
          <sup>1 − k</sup>, k items or groups whose predictions differ.
        </p>
        <p>
          Holm’s procedure (1979) over all m(m − 1)/2 pairs keeps the chance of any false claim at 5 %. The
          rank range is then (Al Mohamad, Goeman &amp; van Zwet 2022)
        </p>
        <Formula>from 1 + (number significantly better) to m − (number significantly worse)</Formula>
        <p>
          A difference’s interval is of its pair alone. Where it and the test disagree about 0, the nearer
          limit is set to 0.
        </p>
      </Derivation>
      <NotProved>
        A tie is no equality. No chance to be best is given: no rule for it held on tables that it wasn’t made
        on.
      </NotProved>
    </>
  );
}
