import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

export function Overfitting() {
  return (
    <>
      <p>
        Models that learned nothing from feedback score alike on both splits. At the official ranking the
        difference is measured, with its two-sided 95 % interval. It is <b>shown</b> where the lower limit is
        above 0: that was so in 2.1 % of 7,200 simulated honest rounds.
      </p>
      <p>
        All ranked models whose team had feedback are taken together. If three or more had none, anchor models
        among them, they serve as reference, which narrows the interval. A single model’s gap is shown only
        after Holm’s correction over all of them. Beside the gap stands its share of the leader’s margin over
        the best constant prediction, where that margin is significant.
      </p>
      <p>
        <b>The next round.</b> With six anchor models in both rounds, the later round’s page says by how much
        more the models made during the earlier one fell than anchors of their score.
      </p>
      <Derivation title="Formulas">
        <Formula>
          gap = mean<sub>feedback</sub>(D) − mean<sub>final</sub>(D), SE² = s²<sub>feedback</sub>(D)/n
          <sub>feedback</sub> + s²<sub>final</sub>(D)/n<sub>final</sub>
        </Formula>
        <p>
          D<sub>j</sub> is the mean of θ̂ + I<sub>j</sub> over models with feedback, less that of the
          reference. Of areas each true class counts by itself; groups are units. Degrees of freedom: Welch
          and Satterthwaite. The gap is in points of θ; of losses and RMSE −ln θ, of R² −½ ln(1 − R²).
        </p>
        <p>
          The drop, likewise with its interval: <code>docs/papers/freshness.md</code>.
        </p>
      </Derivation>
      <NotProved>
        “None shown” doesn’t mean none: the interval says how much is possible. A drop can have other causes:
        Recht et al. 2019 (<a href="https://arxiv.org/abs/1902.10811">arXiv 1902.10811</a>) found drops of
        3–15 % with the order of models kept, because the new items were harder.
      </NotProved>
    </>
  );
}
