import { DataTable } from '@/app/_ui/table/data-table';
import { replicateCount } from '@/lib/core/statistics/bootstrap-intervals';
import { type ScoreIntervalMethod, scoreIntervalMethods } from '@/lib/core/statistics/interval';

export const intervalTitles: Readonly<Record<ScoreIntervalMethod, string>> = {
  wilson: 'Wilson',
  'logit-t': 'logit',
  'fisher-t': 'Fisher',
  'log-t': 'log',
  bootstrap: 'bootstrap',
};

const formulas: Readonly<Record<ScoreIntervalMethod, string>> = {
  wilson:
    '(2k + z² ± z·√(z² + 4k(1 − k/n)))/(2(n + z²)), z = 1.96 (Wilson 1927). Groups: by effective size (Korn & Graubard 1998); recall and precision as logit.',
  'logit-t':
    'logit θ̂ ± t·SE/(θ̂(1 − θ̂)). Degrees: Welch’s over the true classes; average precision n⁺ − 1; texts n − 1. AUC above .9 or below .1: Newcombe’s limits (2006, method 5) where wider.',
  'fisher-t':
    'artanh θ̂ ± t·SE/(1 − θ̂²) (Fisher 1921). Degrees: Welch’s over the true classes; rank correlations n − 1.',
  'log-t': 'ln θ̂ ± t·SE/θ̂, n − 1 degrees; RMSE as ½ ln of the mean square, R² as ln(1 − R²).',
  bootstrap: `${replicateCount.toLocaleString('en')} resamples of items or groups, BCa (Efron 1987), the seed published.`,
};

export function IntervalTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        { title: 'Method', isRowHeader: true, value: (method) => intervalTitles[method] },
        { title: 'Bounds', value: (method) => formulas[method] },
      ]}
      rows={scoreIntervalMethods}
      keyOf={(method) => method}
    />
  );
}
