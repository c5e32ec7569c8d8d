import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

const scales: { metrics: string; gap: string; drop: string }[] = [
  { metrics: 'Shares, areas, F1, precision, recall, scores of texts', gap: 'θ', drop: 'Φ⁻¹(θ)' },
  { metrics: 'κ, MCC, ρ, τ', gap: 'θ', drop: 'Φ⁻¹((1 + θ)/2)' },
  { metrics: 'Log loss, Brier, MAE, MAPE', gap: '−ln θ', drop: '−ln θ' },
  { metrics: 'RMSE', gap: '−½ ln of the mean square', drop: '−ln θ' },
  { metrics: 'R²', gap: '−½ ln(1 − R²)', drop: '−½ ln(1 − R²)' },
];

export function Overfitting() {
  return (
    <>
      <p>
        The splits are drawn at random. So models that learnt nothing from feedback score as well on final
        items as on feedback items, but for chance. Once the official ranking is out, the difference is
        measured, with its two-sided 95 % interval. It is <b>shown</b> where the lower limit is above 0: by
        chance in at most 4 % of honest rounds. It never changes the freshness.
      </p>
      <p>
        All ranked models whose team had feedback are taken together. Where there are three or more others,
        anchors and models whose team had none, they are compared with these, which makes the interval
        narrower. A single model’s gap in the table counts as shown only after Holm’s correction for all of
        them.
      </p>
      <p>
        <b>The next round.</b> Where two rounds have six anchors in common, the page of the later one says by
        how much more the models made during the earlier round fell than anchors of their score. Models
        rebuilt on ever newer data can fall further without any feedback.
      </p>
      <Derivation title="How gap and drop are measured">
        <p>
          D<sub>j</sub> is the mean pseudo-value of the models with feedback on item j, less that of the
          others where there are three. A pseudo-value is the score plus the item’s influence on it, so their
          mean is the score:
        </p>
        <Formula>
          gap = mean<sub>feedback</sub>(D) − mean<sub>final</sub>(D), SE² = s²<sub>feedback</sub>(D)/n
          <sub>feedback</sub> + s²<sub>final</sub>(D)/n<sub>final</sub>
        </Formula>
        <p>
          Of areas the spread of each true class counts by itself. Items in groups count as groups. The
          interval is Student’s, with the degrees of freedom of Welch and Satterthwaite. Published errors have
          two digits, rounded up.
        </p>
        <p>
          For the drop, x and y are the scores before and after, on the metric’s scale. A line y = a + bx is
          fitted to the anchors only. The drop is how far the others fall below it, with m<sub>F</sub> − 2
          degrees of freedom:
        </p>
        <Formula>
          SE² = s²<sub>A</sub>/m<sub>A</sub> + s²<sub>F</sub>(1/m<sub>F</sub> + (x̄<sub>A</sub> − x̄
          <sub>F</sub>)²/S<sub>xx</sub>)
        </Formula>
        <DataTable
          look="reference"
          columns={[
            { title: 'Metrics', isRowHeader: true, value: ({ metrics }) => metrics },
            { title: 'Gap', cell: namedOnPhone, value: ({ gap }) => gap },
            { title: 'Drop', cell: namedOnPhone, value: ({ drop }) => drop },
          ]}
          rows={scales}
          keyOf={({ metrics }) => metrics}
        />
      </Derivation>
      <NotProved>
        “None shown” doesn’t mean none: the interval says how much is possible. Nothing is measured by
        calibration error. That scores fall from one round to the next proves nothing: Recht et al. 2019 (
        <a href="https://arxiv.org/abs/1902.10811">arXiv 1902.10811</a>) found drops of 3–15 % with the order
        of models kept, because the new items were harder.
      </NotProved>
    </>
  );
}
