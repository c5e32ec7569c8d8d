import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { Formula } from './formula';

const scales: { metrics: string; gap: string; drop: string; tolerance: string }[] = [
  {
    metrics: 'Shares, areas, F1, precision, recall, scores of texts',
    gap: 'θ',
    drop: 'Φ⁻¹(θ)',
    tolerance: '1 point',
  },
  { metrics: 'κ, MCC, ρ, τ', gap: 'θ', drop: 'Φ⁻¹((1 + θ)/2)', tolerance: '1 point' },
  { metrics: 'Log loss, Brier, MAE, MAPE', gap: '−ln θ', drop: '−ln θ', tolerance: '5 % of the loss' },
  { metrics: 'RMSE', gap: '−½ ln of the mean square', drop: '−ln θ', tolerance: '5 % of the loss' },
  { metrics: 'R²', gap: '−½ ln(1 − R²)', drop: '−½ ln(1 − R²)', tolerance: '5 % of the root of 1 − R²' },
];

/** How gap and drop are measured, and on which scale of which metric. */
export function FreshnessMeasures() {
  return (
    <>
      <p>
        <b>(a) The gap within a round.</b> D<sub>j</sub> is the mean pseudo-value of adapted models less that
        of frozen ones on item j. A pseudo-value is the score plus the item’s influence on it, so their mean
        is the score. The parts were drawn at random, so without adaptation the mean of D is the same on both:
      </p>
      <Formula>
        gap = mean<sub>feedback</sub>(D) − mean<sub>final</sub>(D), SE² = s²<sub>feedback</sub>(D)/n
        <sub>feedback</sub> + s²<sub>final</sub>(D)/n<sub>final</sub>
      </Formula>
      <p>
        Of areas the spread of each true class counts by itself. Items in groups count as groups. The limits
        are Student’s.
      </p>
      <p>
        <b>(b) The drop between rounds.</b> x and y are the scores before and after, on the metric’s scale. A
        line y = a + bx is fitted to the frozen models only. The drop is how far the adapted ones fall below
        it, tested by Student’s t with m<sub>F</sub> − 2 degrees of freedom:
      </p>
      <Formula>
        T = −r̄<sub>A</sub>/√(s²<sub>A</sub>/m<sub>A</sub> + s²<sub>F</sub>(1/m<sub>F</sub> + (x̄<sub>A</sub> −
        x̄
        <sub>F</sub>)²/S<sub>xx</sub>))
      </Formula>
      <p>
        The last term pays for adapted models that are better or worse than all frozen ones. The scales, and
        δ, the excess that is tolerated:
      </p>
      <DataTable
        look="reference"
        columns={[
          { title: 'Metrics', isRowHeader: true, value: ({ metrics }) => metrics },
          { title: 'Gap', cell: namedOnPhone, value: ({ gap }) => gap },
          { title: 'Drop', cell: namedOnPhone, value: ({ drop }) => drop },
          { title: 'δ', cell: namedOnPhone, value: ({ tolerance }) => tolerance },
        ]}
        rows={scales}
        keyOf={({ metrics }) => metrics}
      />
    </>
  );
}
